"""The columns of a sheet, and how a value is read from a cell and written in it: a class for each way to write one.

A value is as a snapshot holds it. Cells that hold several rows, such as links, are in `row_cells`.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import capfirst

from cases.admin.transfer.data import Data, Value, several
from cases.outputs.exports.columns import SEPARATOR, as_meant, harmless
from cases.revisions.references import KEYS, References
from cases.revisions.snapshot import plain
from gouden.web.forms.lines_field import LinesField
from gouden.web.text.cleaning import prose
from gouden.web.text.dutch_numbers import read, read_whole, written
from municipalities.models import Municipality

# Unlike other characters nobody sees it is refused: no program types it, so the file was damaged on its way here.
NUL = "\0"


@dataclass(frozen=True)
class SheetColumn:
    """A column of the sheet: which part of an entry, its name, how a cell is written, and what is said of it."""

    attribute: str
    name: str
    cell: "TextCell"
    help_text: str = ""
    needed: bool = False

    @property
    def meaning(self) -> str:
        """What is to stand in it."""
        parts = ["Mag niet leeg zijn." if self.needed else "", self.help_text, self.cell.meaning]
        return " ".join(part for part in parts if part)

    def text(self, data: Data | None) -> str:
        """Return what this column says of an entry; nothing of one that is not there."""
        return "" if data is None else self.cell.write(data[self.attribute])

    def export(self, data: Data) -> str:
        """Return the cell of an entry, safe in a spreadsheet."""
        text = prose(self.text(data))
        return text if self.cell.is_number else harmless(text)

    def read(self, text: str, before: Data | None, references: References) -> Value:
        """Return the value a cell stands for: the one of `before`, where it says what the export says of that.

        Raises ValueError.
        """
        if NUL in text:
            raise ValueError("In deze cel staat een teken dat geen tekst is (NUL). Typ de tekst opnieuw.")
        text = prose(text).strip()
        if before is not None and text == self.export(before).strip():
            return before[self.attribute]
        return self.cell.read(as_meant(text), references)

    def named(self, text: str) -> Iterator[tuple[type[Model], str]]:
        """Yield the rows that a cell names: the model and the key of each."""
        yield from self.cell.named(as_meant(prose(text).strip()))


class TextCell:
    """Text with its line ends."""

    # What belongs in such a cell, beside what the field itself says.
    meaning = ""
    # No spreadsheet takes it for a formula, whatever sign it begins with.
    is_number = False
    # Whether an empty cell says something too.
    may_be_empty = False

    def read(self, text: str, references: References) -> Value:
        """Return the value that `text` stands for. Raises ValueError, which says in Dutch what is wrong with it."""
        return text.strip()

    def write(self, value: Value) -> str:
        """Return the text from which `read` makes `value`."""
        return value if isinstance(value, str) else ""

    def named(self, text: str) -> Iterator[tuple[type[Model], str]]:
        """Yield the rows that `text` names, so that those of many cells are looked up together."""
        yield from ()


class LineCell(TextCell):
    """Text on one line."""

    def read(self, text: str, references: References) -> str:
        return " ".join(text.split())


class MarkdownCell(TextCell):
    meaning = "In Markdown."


class AddressCell(LineCell):
    meaning = "Een webadres, zoals https://voorbeeld.nl."


class NumberCell(TextCell):
    meaning = "Een geheel getal."
    is_number = True

    def read(self, text: str, references: References) -> int | None:
        return read_whole(text) if text.strip() else None

    def write(self, value: Value) -> str:
        return written(value) if isinstance(value, int) else ""


class FigureCell(TextCell):
    """A number with decimals, kept as a snapshot keeps it: text, so that nothing is rounded."""

    meaning = "Een getal, met een komma voor de decimalen: 1500 of 12,5. Een punt scheidt duizendtallen."
    is_number = True

    def read(self, text: str, references: References) -> str | None:
        return str(plain(read(text))) if text.strip() else None

    def write(self, value: Value) -> str:
        return written(Decimal(value)) if isinstance(value, str) else ""


class DayCell(TextCell):
    meaning = "Een datum, zoals 2017-10-01 of 1-10-2017."

    def read(self, text: str, references: References) -> str | None:
        text = text.strip()
        if not text:
            return None
        for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
            try:
                return datetime.datetime.strptime(text, form).date().isoformat()
            except ValueError:
                continue
        raise ValueError(f"‘{text}’ is geen datum, zoals 2017-10-01 of 1-10-2017.")


class YesNoCell(TextCell):
    meaning = "Ja of nee; leeg is nee."
    may_be_empty = True

    def read(self, text: str, references: References) -> bool:
        word = text.strip().lower()
        if word not in {"", "ja", "nee"}:
            raise ValueError(f"‘{text.strip()}’ kan niet: schrijf ja of nee.")
        return word == "ja"

    def write(self, value: Value) -> str:
        return "ja" if value else "nee"


class ChoiceCell(TextCell):
    """One of the words a field of a model allows; an empty cell stands for the word `empty`."""

    def __init__(self, choices: Iterable[tuple[str, str]], empty: str = "") -> None:
        self.labels = {value: str(label) for value, label in choices if value}
        self.empty, self.may_be_empty = empty, bool(empty)
        self.meaning = f"Eén van: {', '.join(self.labels)}." + (f" Leeg is {empty}." if empty else "")

    def read(self, text: str, references: References) -> str:
        word = " ".join(text.split()).lower()
        for known, label in self.labels.items():
            if word in {known.lower(), label.lower()}:
                return known
        if word:
            raise ValueError(f"‘{text.strip()}’ kan niet. Kies uit: {', '.join(self.labels)}.")
        return self.empty


class LinesCell(TextCell):
    """A list of texts, each on a line of its own, by the rules of the form."""

    meaning = "Eén per regel. In Excel begint Alt+Enter een nieuwe regel in de cel."

    def read(self, text: str, references: References) -> tuple[str, ...]:
        try:
            return tuple(LinesField(required=False).clean(text))
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def write(self, value: Value) -> str:
        return "\n".join(several(str, value))


class KeyCell(TextCell):
    """The key of a row that exists."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = str(model._meta.verbose_name)
        self.key = str(model._meta.get_field(KEYS.get(model, "slug")).verbose_name)  # type: ignore[union-attr]
        self.meaning = f"{capfirst(self.key)} ({self.name})."

    def read(self, text: str, references: References) -> Value:
        return self.known(text, references) if text.strip() else None

    def named(self, text: str) -> Iterator[tuple[type[Model], str]]:
        yield self.model, self.key_in(text)

    def key_in(self, text: str) -> str:
        """Return the key that `text` stands for. A code that lost its zeros in a spreadsheet gets them back."""
        key = text.strip()
        return key.zfill(4) if self.model is Municipality and key.isdecimal() else key

    def known(self, text: str, references: References) -> str:
        """Return the key that `text` stands for, if there is a row with it. Raises ValueError."""
        key = self.key_in(text)
        if references.get(self.model, key) is None:
            references.missing.clear()
            raise ValueError(f"‘{key}’ is hier niet bekend. Hier hoort: {self.key} ({self.name}).")
        return key


class KeysCell(KeyCell):
    """The keys of rows that exist."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model)
        self.meaning = f"{capfirst(self.key)} ({self.name}); bij meer met | ertussen."

    def read(self, text: str, references: References) -> tuple[str, ...]:
        return tuple(sorted(once(each(self._parts(text), lambda part: self.known(part, references)))))

    def named(self, text: str) -> Iterator[tuple[type[Model], str]]:
        for part in self._parts(text):
            yield from super().named(part)

    def _parts(self, text: str) -> list[str]:
        return [part.strip() for part in re.split(r"[|,;\n]", text) if part.strip()]

    def write(self, value: Value) -> str:
        return SEPARATOR.join(several(str, value))


def each[P, V](parts: Iterable[P], read: Callable[[P], V]) -> list[V]:
    """Return what `read` makes of each part. Raises one ValueError with everything that is wrong with them."""
    found, wrong = [], []
    for part in parts:
        try:
            found.append(read(part))
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        raise ValueError(" ".join(wrong))
    return found


def once[V](values: list[V]) -> tuple[V, ...]:
    """Return `values`. Raises ValueError when one of them is there twice."""
    twice = [value for number, value in enumerate(values) if value in values[:number]]
    if twice:
        value = (
            twice[0] if isinstance(twice[0], str) else ", ".join(str(part) for part in vars(twice[0]).values() if part)
        )
        raise ValueError(f"‘{value}’ staat er meer dan één keer.")
    return tuple(values)


def within_length(text: str, length: int, name: str) -> str:
    """Return `text`. Raises ValueError when it is longer than `length`."""
    if len(text) > length:
        raise ValueError(f"{name} heeft {len(text)} tekens; er passen er {length}.")
    return text
