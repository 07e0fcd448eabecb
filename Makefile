# Writes the exact, hashed lock files anew from pyproject.toml. They name no registry host.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' -q

.PHONY: lock
lock:
	$(LOCK) -o requirements/base.txt
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) --extra meaning -o requirements/meaning.txt
