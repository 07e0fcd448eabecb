"""The recipes that say "to add an X, do this": what stands in them is done to a copy of the project, and looked at."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "staticfiles", "__pycache__", ".*_cache", "node_modules")
STEP = re.compile(
    r"in `(?P<file>[\w/.]+)`, (?P<where>after|before) `(?P<marker>[^`]+)`.*?```python\n(?P<lines>.*?)^ *```",
    re.S | re.M,
)


class Copy:
    """A copy of the project with a database of its own."""

    def __init__(self, folder: Path, migrated_file: Path) -> None:
        self.folder = folder / "gouden"
        shutil.copyfile(migrated_file, folder / "gouden.sqlite3")
        shutil.copytree(ROOT, self.folder, ignore=LEFT_OUT)
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder / 'gouden.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "gouden.settings.test",
        }

    def manage(self, *words: str) -> str:
        """Run a command of manage.py and return what it said."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def follow(self, page: str) -> int:
        """Put every block of code of a recipe where its step says, and return how many there were."""
        steps = list(STEP.finditer((ROOT / "docs" / "howto" / page).read_text()))
        for step in steps:
            self._insert(self.folder / step["file"], step["where"], step["marker"], step["lines"])
        return len(steps)

    def _insert(self, path: Path, where: str, marker: str, lines: str) -> None:
        """Put `lines` before or after the statement that begins with `marker`, with its indentation."""
        text = path.read_text()
        found = re.search(rf"^( *){re.escape(marker)}\b.*?(?=^\1(?! |[\])])\S|^\S)", text, re.S | re.M)
        assert found, f"no {marker} in {path.name}"
        at = found.end() if where == "after" else found.start()
        # In the page a block stands three spaces in, under its number.
        path.write_text(text[:at] + re.sub(r"^ {3}", "", lines, flags=re.M) + text[at:])


def test_a_field_and_a_filter_are_added_by_their_recipes(tmp_path: Path, migrated_file: Path) -> None:
    """The field on a database that was filled before."""
    copy = Copy(tmp_path, migrated_file)
    copy.manage("import_municipalities", "tests/municipalities/data/good")
    copy.manage("load_catalogue", "tests/cases/loading/data/catalogue")

    assert copy.follow("add-a-field.md") == 3
    copy.manage("makemigrations", "cases", "--name", "case_funding", "--verbosity", "0")
    copy.manage("migrate", "--verbosity", "0")

    said = copy.manage("load_catalogue", "tests/cases/loading/data/catalogue")
    assert "niet bijgewerkt" not in said
    assert "bijgewerkt" not in said
    copy.manage("rebuild_published")
    copy.manage("rebuild_published", "--check")
    copy.manage("shell", "--no-imports", "--command", "from tests.added_field import look; look()")

    assert copy.follow("add-a-filter.md") == 2
    copy.manage("shell", "--no-imports", "--command", "from tests.added_filter import look; look()")
