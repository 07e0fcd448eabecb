"""Reading `fixtures/catalogue`."""

import re
from pathlib import Path

import yaml

from cases.fields import SECTIONS
from cases.loading.values import Data

# A line end within a paragraph: not next to an empty line, and not before a list item, quotation or heading.
WRAP = re.compile(r"(?<!\n)\n(?![\n>#]|[-*] |\d+\. )")


# What means the same number to everybody: 12, and not 012, 1_000 or 1:30, of which YAML makes 10, 1000 and 90.
DIGITS = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)


class AsWritten(yaml.CSafeLoader):
    """Reads a number as the text that stands in the file: a Dutch 1.500 is fifteen hundred, YAML's is one and a half.

    `cases.loading.values` reads that text where a number belongs.
    """

    def whole(self, node: yaml.ScalarNode) -> int | str:
        """Return a whole number, or the text of what is one to YAML only."""
        text = str(node.value)
        return int(text) if DIGITS.fullmatch(text) else text


AsWritten.add_constructor("tag:yaml.org,2002:int", AsWritten.whole)
AsWritten.add_constructor("tag:yaml.org,2002:float", lambda loader, node: node.value)


class BrokenFile(Exception):
    """A file of the catalogue cannot be read; the text names the file and the place, in Dutch."""


def read(folder: Path) -> dict[str, list[Data]]:
    """Return every entry in `folder`, by kind: the names in `entries`, and `cases`.

    Publications hold their articles and case files their speakers; both come out as kinds of their own, and the order
    in a file becomes the position of a theme, obstacle, element, question or article.
    """
    entries = {path.stem: _entries(_read(path), path) for path in sorted(folder.glob("*.yaml"))}
    publications = entries.get("publications", [])
    entries["articles"] = [
        article | {"publication": publication["slug"], "position": position}
        for publication in publications
        for position, article in enumerate(_entries(publication.pop("articles", []), folder / "publications.yaml"))
    ]
    for kind in ("themes", "obstacles", "elements", "questions"):
        for position, entry in enumerate(entries.get(kind, [])):
            entry["position"] = position
    entries["speakers"], entries["cases"] = [], []
    for path in sorted((folder / "cases").glob("*/*.yaml")):
        family = _read(path)
        speakers, cases = (family.get("speakers", []), family.get("cases")) if isinstance(family, dict) else ([], None)
        entries["speakers"] += _entries(speakers, path)
        entries["cases"] += [_unwrapped(case) for case in _entries(cases, path)]
    return entries


def _unwrapped(case: Data) -> Data:
    """Return `case` with each paragraph of its sections on one line: files are wrapped, an editor's field is not."""
    return case | {name: WRAP.sub(" ", text) for name in SECTIONS if isinstance(text := case.get(name), str)}


def _entries(value: object, path: Path) -> list[Data]:
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return value
    raise BrokenFile(f"{path.name} is niet te lezen: hier hoort een lijst van gegevens bij elkaar")


def _read(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=AsWritten)  # noqa: S506  # a CSafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BrokenFile(f"{path.name} is niet te lezen: {error}") from error
