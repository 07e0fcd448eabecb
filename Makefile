.PHONY: check hook lock

# What the gate runs before the tests, in a minute.
check:
	.ci/check

# Runs that before each commit.
hook:
	ln -sf ../../.ci/check "$$(git rev-parse --git-path hooks)/pre-commit"

# Writes the exact, hashed lock files anew from pyproject.toml. They name no registry host.
LOCK = .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' -q

lock:
	$(LOCK) -o requirements/base.txt
	$(LOCK) --extra dev -o requirements/dev.txt
	$(LOCK) --extra meaning -o requirements/meaning.txt
