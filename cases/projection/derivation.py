"""Fingerprint of all that decides, beside the data, what the public rows and the search index hold.

It is made of what is installed and never of a number that somebody must raise: the text of our modules from which a
projection is made, the versions of all installed packages, and the settings those modules read. Another comment in one
of them gives another fingerprint too: then `rebuild_published` works for nothing once, and no reader notices.
"""

import hashlib
import platform
import re
import sys
from functools import cache
from pathlib import Path

from django.conf import settings

START = "cases.projection.rows"
OURS = {"cases", "municipalities", "gouden"}
# Quicker than parsing: each process that writes asks for the fingerprint once.
IMPORT = re.compile(r"^\s*(?:from ([\w.]+) import (\([^)]*\)|.*)|import ([\w.]+))", re.MULTILINE)
SETTING = re.compile(r"\bsettings\.([A-Z]\w+)")


@cache
def fingerprint() -> str:
    """Return the fingerprint of this installation, the same in every process that runs it: a SHA-256."""
    found = sources()
    read = {name for text in found.values() for name in SETTING.findall(text)}
    parts = [
        platform.python_version(),
        *sorted({package.name for folder in sys.path for package in Path(folder).glob("*.dist-info")}),
        *(f"{name}={getattr(settings, name, None)!r}" for name in sorted(read)),
        *(text for _, text in sorted(found.items())),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def sources() -> dict[Path, str]:
    """Return the files of our modules that the projection imports, by itself or by way of others, with their text."""
    found: dict[Path, str] = {}
    waiting = [START]
    while waiting:
        for path in _files(waiting.pop()) - found.keys():
            found[path] = path.read_text(encoding="utf-8")
            waiting += _imported(found[path])
    return found


def _files(name: str) -> set[Path]:
    """Return the files that importing our module `name` runs: its own, and those of the packages it stands in."""
    parts = name.split(".")
    if parts[0] not in OURS:
        return set()
    folders = [settings.BASE_DIR.joinpath(*parts[:number]) for number in range(1, len(parts) + 1)]
    return {path for path in (folders[-1].with_suffix(".py"), *(at / "__init__.py" for at in folders)) if path.exists()}


def _imported(text: str) -> set[str]:
    """Return the names that a module imports, wherever it does. What comes from a package may be a module itself."""
    found: set[str] = set()
    for package, names, module in IMPORT.findall(text):
        found |= {module or package, *(f"{package}.{name}" for name in re.findall(r"\w+", names))}
    return found
