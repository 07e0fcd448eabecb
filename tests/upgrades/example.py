"""What the makers of dumps and the tests both know: which small part of the catalogue a dump holds, and two secrets.

Run in a checkout of any release (`make_dump.py`), so this knows no code of Gouden.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

# Two portraits with their practices, of which one is of a former municipality, and practices by themselves.
KEPT = (
    "gouden-gemeenten/aalten",
    "gouden-gemeenten/leerdam",
    "samen-werken/haarlem",
    "samen-werken/hoogezand",
    "samen-werken/utrecht",
    "bij-ons-in-de-gemeente/sittard-geleen",
)


# Of every account, and of the partner's key that was not revoked.
PASSWORD = "een lang wachtwoord"
KEY = "gouden_sleutel-van-een-partner-in-een-test"

# The case of a claim that a sentence cites: `[case#claim, case#claim]`.
CITED = re.compile(r"(?<=[\[ ])([\w-]+)#")


def trim(fixtures: Path, target: Path) -> Path:
    """Write to `target` the folder `fixtures` with only the KEPT cases and what refers to no other; return `target`."""
    shutil.copytree(fixtures / "reference", target / "reference")
    cases = target / "catalogue" / "cases"
    kept: set[str] = set()
    for name in KEPT:
        path = cases / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(fixtures / "catalogue" / "cases" / f"{name}.yaml", path)
        kept |= {case["slug"] for case in _read(path)["cases"]}
    for path in sorted((fixtures / "catalogue").glob("*.yaml")):
        entries = [_about(entry, kept) for entry in _read(path) if _cases_of(entry) <= kept]
        # A question whose whole answer is about other cases is left out.
        entries = [entry for entry in entries if entry.get("answer") != ""]
        (target / "catalogue" / path.name).write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return target


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _about(entry: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """Return an entry with, of a text that cites claims, only the sentences that cite those of the `kept` cases, and of
    the cases and claims that a word is tied to, only theirs.
    """
    cited = {name: entry[name] for name in ("synthesis", "answer") if entry.get(name)}
    for name, text in cited.items():
        lines = [line for line in text.splitlines() if set(CITED.findall(line)) <= kept]
        entry = entry | {name: "\n".join(lines)}
    tied = {name: entry[name] for name in ("cases", "claims") if entry.get(name)}
    return entry | {name: [one for one in ties if one.partition("#")[0] in kept] for name, ties in tied.items()}


def _cases_of(entry: dict[str, Any]) -> set[str]:
    """Return the cases that an entry outside the case files refers to, itself or by one of their claims."""
    found = [entry[name] for name in ("a", "b", "case") if entry.get(name)]
    return {name.partition("#")[0] for name in found}
