"""What stands in a cell, and what it means: one widget per way to write a value. A value is as a snapshot holds it."""

import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.text import capfirst
from import_export.widgets import Widget

from cases.admin.fields import LinesField
from cases.fields import ParticipationData
from cases.loading.values import Data
from cases.models import CaseLink, Participation
from cases.outputs.exports.columns import SEPARATOR
from cases.revisions.references import KEYS, References
from cases.revisions.snapshot import blank, plain
from gouden.web.dutch_numbers import read, read_whole, written
from municipalities.models import Municipality, Organisation, Region

PARTY = re.compile(r"(\w+)\s*:\s*(\S+)\s*\(([^)]*)\)")


class Text(Widget):
    """Text with its line ends."""

    # What belongs in such a cell, beside what the field itself says.
    meaning = ""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        return value.strip()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value or ""


class Line(Text):
    """Text on one line."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        return " ".join(super().clean(value).split())


class Markdown(Text):
    meaning = "In Markdown."


class Address(Line):
    meaning = "Een webadres, zoals https://voorbeeld.nl."


class Number(Text):
    meaning = "Een geheel getal."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int | None:  # type: ignore[override]
        return read_whole(value) if value.strip() else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else written(value)


class Figure(Text):
    """A number with decimals, kept as a snapshot keeps it: text, so that nothing is rounded."""

    meaning = "Een getal, met een komma voor de decimalen: 1500 of 12,5. Een punt scheidt duizendtallen."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str | None:  # type: ignore[override]
        return str(plain(read(value))) if value.strip() else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else written(Decimal(value))


class Day(Text):
    meaning = "Een datum, zoals 2017-10-01 of 1-10-2017."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str | None:  # type: ignore[override]
        value = value.strip()
        if not value:
            return None
        for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
            try:
                return datetime.datetime.strptime(value, form).date().isoformat()
            except ValueError:
                continue
        raise ValueError(f"‘{value}’ is geen datum, zoals 2017-10-01 of 1-10-2017.")


class YesNo(Text):
    meaning = "Ja of nee; leeg is nee."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> bool:  # type: ignore[override]
        word = value.strip().lower()
        if word not in {"", "ja", "nee"}:
            raise ValueError(f"‘{value.strip()}’ kan niet: schrijf ja of nee.")
        return word == "ja"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "ja" if value else "nee"


class Choice(Text):
    """One of the words a field of a model allows; an empty cell stands for the word `empty`."""

    def __init__(self, choices: Iterable[tuple[str, str]], empty: str = "") -> None:
        super().__init__()
        self.labels = {value: str(label) for value, label in choices if value}
        self.empty = empty
        self.meaning = f"Eén van: {', '.join(self.labels)}." + (f" Leeg is {empty}." if empty else "")

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        word = " ".join(value.split()).lower()
        for known, label in self.labels.items():
            if word in {known.lower(), label.lower()}:
                return known
        if word:
            raise ValueError(f"‘{value.strip()}’ kan niet. Kies uit: {', '.join(self.labels)}.")
        return self.empty


class Lines(Text):
    """A list of texts, each on a line of its own, by the rules of the form."""

    meaning = "Eén per regel. In Excel begint Alt+Enter een nieuwe regel in de cel."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:  # type: ignore[override]
        try:
            found: list[str] = LinesField(required=False).clean(value)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "\n".join(value or [])


class One(Text):
    """The key of a row that exists."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__()
        self.model = model
        self.name = str(model._meta.verbose_name)
        self.key = str(model._meta.get_field(KEYS.get(model, "slug")).verbose_name)  # type: ignore[union-attr]
        self.meaning = f"{capfirst(self.key)} ({self.name})."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str | None:  # type: ignore[override]
        return self.known(value.strip(), kwargs["references"]) if value.strip() else None

    def known(self, key: str, references: References) -> str:
        """Return `key`, if there is a row with it. A code that lost its zeros in a spreadsheet gets them back."""
        if self.model is Municipality and key.isdecimal():
            key = key.zfill(4)
        if references.get(self.model, key) is None:
            references.missing.clear()
            raise ValueError(f"‘{key}’ is hier niet bekend. Hier hoort: {self.key} ({self.name}).")
        return key


class Many(One):
    """The keys of rows that exist."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model)
        self.meaning = f"{capfirst(self.key)} ({self.name}); bij meer met | ertussen."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:  # type: ignore[override]
        keys = [key for part in re.split(r"[|,;\n]", value) if (key := part.strip())]
        return sorted(once(each(keys, lambda key: self.known(key, kwargs["references"]))))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return SEPARATOR.join(value or [])


class Parties(Text):
    """Who takes part, and in which role."""

    kinds: dict[str, tuple[str, One]] = {
        "organisatie": ("organisation", One(Organisation)),
        "gemeente": ("municipality", One(Municipality)),
        "regio": ("region", One(Region)),
    }
    role = Choice(Participation.Role.choices)
    form = "organisatie: tactus (partner)"
    meaning = (
        f"Zoals ‘{form}’ of ‘gemeente: 0197 (opdrachtgever)’, bij meer met | ertussen. "
        f"Vóór de dubbele punt organisatie, gemeente of regio; tussen haakjes de rol, {role.meaning.lower()}"
    )

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[Data]:  # type: ignore[override]
        parts = [part.strip() for part in re.split(r"[|\n]", value) if part.strip()]
        return once(each(parts, lambda part: self._party(part, kwargs["references"])))

    def _party(self, part: str, references: References) -> Data:
        found = PARTY.fullmatch(part)
        if not found or found[1].lower() not in self.kinds:
            raise ValueError(f"‘{part}’ is niet te lezen. Schrijf het als ‘{self.form}’.")
        name, widget = self.kinds[found[1].lower()]
        role = self.role.clean(found[3])
        if not role:
            raise ValueError(f"Bij ‘{part}’ ontbreekt de rol.")
        return blank(ParticipationData) | {name: widget.known(found[2], references), "role": role}

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return SEPARATOR.join(
            f"{kind}: {row[name]} ({row['role']})"
            for row in value or []
            for kind, (name, _) in self.kinds.items()
            if row.get(name)
        )


class Sources(Text):
    """The articles a case goes back to, each with the passage."""

    meaning = "Eén artikel per regel: het kenmerk, een dubbele punt en de passage, zoals ‘open-houding: alinea 3’."

    def __init__(self, article: One) -> None:
        super().__init__()
        self.article = article

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[Data]:  # type: ignore[override]
        lines = [line.partition(":") for line in value.splitlines() if line.strip()]
        return once(
            each(
                lines,
                lambda line: {
                    "article": self.article.known(line[0].strip(), kwargs["references"]),
                    "passage": fitting(" ".join(line[2].split()), 250, "De passage"),
                },
            )
        )

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "\n".join(f"{row['article']}: {row['passage']}".rstrip(": ") for row in value or [])


class Links(Text):
    """Web pages to read on: address, text and, for a case, the day someone saw that it works."""

    def __init__(self, *, dated: bool) -> None:
        super().__init__()
        self.dated = dated
        form = "https://voorbeeld.nl | De website" + (" | 2017-10-01" if dated else "")
        last = " en de dag waarop de link is nagegaan" if dated else ""
        self.meaning = f"Eén per regel, zoals ‘{form}’: het webadres, de tekst voor de lezer{last}."

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[Data]:  # type: ignore[override]
        found = each([line for line in value.splitlines() if line.strip()], self._link)
        once([link["url"] for link in found])
        return found

    def _link(self, line: str) -> Data:
        url, *rest = [part.strip() for part in line.split("|")]
        try:
            URLValidator()(url)
        except ValidationError as error:
            raise ValueError(f"‘{url}’ is geen webadres, zoals https://voorbeeld.nl.") from error
        day = self._checked(rest.pop()) if self.dated and len(rest) > 1 else None
        label = fitting(SEPARATOR.join(rest), 150, "De tekst bij een link")
        link: Data = {"url": fitting(url, 500, "Het webadres"), "label": label}
        return link | ({"last_checked": day} if self.dated else {})

    def _checked(self, text: str) -> str | None:
        """Return the day on which a link was checked, by the rules of the form."""
        day = Day().clean(text)
        try:
            CaseLink._meta.get_field("last_checked").clean(day, None)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return day

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "\n".join(self._line(link) for link in value or [])

    def _line(self, link: Data) -> str:
        day = link.get("last_checked") or ""
        # A text with a bar in it must not be taken for a text and a day.
        if day or (self.dated and "|" in link["label"]):
            return f"{link['url']} | {link['label']} | {day}".rstrip()
        return SEPARATOR.join(part for part in (link["url"], link["label"]) if part)


def each(parts: Iterable[Any], read: Callable[[Any], Any]) -> list[Any]:
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


def once(values: list[Any]) -> list[Any]:
    """Return `values`. Raises ValueError when one of them is there twice."""
    twice = [value for number, value in enumerate(values) if value in values[:number]]
    if twice:
        value = twice[0] if isinstance(twice[0], str) else ", ".join(str(part) for part in twice[0].values() if part)
        raise ValueError(f"‘{value}’ staat er meer dan één keer.")
    return values


def fitting(text: str, length: int, name: str) -> str:
    """Return `text`. Raises ValueError when it is longer than `length`."""
    if len(text) > length:
        raise ValueError(f"{name} heeft {len(text)} tekens; er passen er {length}.")
    return text
