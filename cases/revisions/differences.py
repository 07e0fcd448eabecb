"""What differs between two versions of a case, field by field, in the words of the form."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from django.db.models import Model
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from cases import fields
from cases.fields import (
    CitationData,
    ClaimData,
    ClaimLinkData,
    Field,
    ParticipationData,
    PlaceData,
    RowData,
    SilentSectionData,
    Snapshot,
    definition,
)
from cases.models import Claim
from cases.revisions.references import References
from cases.revisions.snapshot import preload
from gouden.web.text.dutch_numbers import grouped
from gouden.web.text.dutch_text import day

WORDS = re.compile(r"\s+|\S+\s*")


class Marked(NamedTuple):
    """Two texts with their difference marked: what was, what is, and both in one."""

    before: SafeString
    after: SafeString
    both: SafeString


class Named(NamedTuple):
    """A text under its label."""

    label: str
    text: Marked


@dataclass(frozen=True)
class RowDifference:
    """A row of a list that came, went or changed, as `what` says in Dutch."""

    what: str
    title: str
    fields: list[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """What differs in one field of the form: a text, or rows of a list."""

    name: str
    label: str
    text: Marked | None = None
    rows: list[RowDifference] = field(default_factory=list)


class RowInWords(NamedTuple):
    """A row of a list in words: what it is about, and the rest by label."""

    title: str
    fields: dict[str, str]


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Return the names of the fields that differ, in the order of the form."""
    return [name for name in definition(Snapshot) if getattr(before, name) != getattr(after, name)]


def label_of(name: str) -> str:
    """Return what the form calls a field or a list."""
    return capfirst(definition(Snapshot)[name].label)


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """Return what differs between two snapshots, in the order of the form and ready to show."""
    words = Words(before, after)
    return [
        _difference(definition(Snapshot)[name], getattr(before, name), getattr(after, name), words)
        for name in changed(before, after)
    ]


def marked(before: str, after: str) -> Marked:
    """Return two texts, escaped, with the words that went and the words that came marked."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    sides: tuple[list[str], list[str], list[str]] = [], [], []
    for what, *places in difflib.SequenceMatcher(None, old, new).get_opcodes():
        went, came = escape("".join(old[places[0] : places[1]])), escape("".join(new[places[2] : places[3]]))
        if what != "equal":
            went = format_html("<del>{}</del>", went) if went else went
            came = format_html("<ins>{}</ins>", came) if came else came
        sides[0].append(went)
        sides[1].append(came)
        sides[2].append(came if what == "equal" else went + came)
    # Every part is escaped above.
    return Marked(*(mark_safe("".join(side)) for side in sides))  # noqa: S308


class Words:
    """Says what snapshots hold in Dutch, with names instead of slugs; looks up all of them at once."""

    def __init__(self, *found: Snapshot) -> None:
        self.references = References()
        preload(self.references, *found)
        self.claims = {claim.key: claim.text for data in found for claim in data.claims}
        self.slugs = {data.slug for data in found}
        self.references.preload(Claim, {link.other for data in found for link in data.claim_links})

    def name(self, model: type[Model], key: str | None) -> str:
        """Return what the row that data calls `key` is called now."""
        if not key:
            return ""
        return str(self.references.get(model, key) or f"{key} (bestaat niet meer)")

    def value(self, field: Field, value: object) -> str:
        """Return what a field that holds no rows says."""
        if value is None or value == "":
            return ""
        if isinstance(field.part, fields.ReferenceList) and isinstance(value, tuple):
            return ", ".join(self.name(field.part.to, key) for key in value)
        text = str(value)
        match field.part:
            case fields.Reference(to=model):
                text = self.name(model, text)
            case fields.Flag():
                text = "ja" if value else "nee"
            case fields.Day():
                text = day(text)
            case fields.Figure():
                text = grouped(text)
            case fields.Choice():
                text = str(dict(field.model_field.flatchoices).get(value, value))
        return text

    def row(self, row: RowData) -> RowInWords:
        """Return a row of a list."""
        match row:
            case ClaimLinkData():
                return self._claim_link(row)
            case PlaceData() | CitationData() | ParticipationData():
                # Under the name of what it refers to.
                references = fields.named(type(row), fields.Reference)
                title = next(said for name in references if (said := self._said(row, name)))
                return RowInWords(
                    title, self._labelled(row, [name for name in definition(type(row)) if name not in references])
                )
            case SilentSectionData():
                return RowInWords(capfirst(self._said(row, "section")), self._labelled(row, ["passages"]))
            case ClaimData():
                return RowInWords(
                    row.text, self._labelled(row, [name for name in definition(ClaimData) if name != "key"])
                )
        return RowInWords(row.url, self._labelled(row, definition(type(row))))

    def _labelled(self, row: RowData, names: Iterable[str]) -> dict[str, str]:
        return {definition(type(row))[name].label: self._said(row, name) for name in names}

    def _said(self, row: RowData, name: str) -> str:
        return self.value(definition(type(row))[name], getattr(row, name))

    def _claim_link(self, row: ClaimLinkData) -> RowInWords:
        slug, _, key = row.other.partition("#")
        other = self.claims.get(key, key) if slug in self.slugs else self.name(Claim, row.other)
        a, b = (self.claims[row.claim], other)[:: 1 if row.side == "a" else -1]
        return RowInWords(f"‘{a}’ en ‘{b}’", self._labelled(row, ("kind", "article", "passage")))


def _difference(field: Field, old: object, new: object, words: Words) -> Difference:
    label = capfirst(field.label)
    if isinstance(old, tuple) and isinstance(new, tuple):
        if isinstance(field.part, fields.ReferenceList):
            model = field.part.to
            went = (RowDifference("Verwijderd", words.name(model, key)) for key in old if key not in new)
            came = (RowDifference("Toegevoegd", words.name(model, key)) for key in new if key not in old)
            return Difference(field.name, label, rows=[*came, *went])
        return Difference(field.name, label, rows=list(_rows(field, old, new, words.row)))
    return Difference(field.name, label, marked(words.value(field, old), words.value(field, new)))


def _rows(
    field: Field, old: tuple[RowData, ...], new: tuple[RowData, ...], in_words: Callable[[RowData], RowInWords]
) -> Iterator[RowDifference]:
    """Yield what came, went and changed in a list."""
    found = pairs(field, old, new)
    for before, after in found:
        if before != after:
            yield _row(in_words(before) if before else None, in_words(after) if after else None)
    both = [(before, after) for before, after in found if before and after]
    if [before for before, _ in both] != [row for row in old if any(row is before for before, _ in both)]:
        yield RowDifference("Gewijzigd", "De volgorde")


def _row(before: RowInWords | None, after: RowInWords | None) -> RowDifference:
    """Return the difference between two rows in words; None: there was, or is, no such row."""
    if before and after:
        different = [name for name in after.fields if before.fields[name] != after.fields[name]]
        texts = [Named(name, marked(before.fields[name], after.fields[name])) for name in different]
        return RowDifference("Gewijzigd", after.title, texts)
    what, row = ("Toegevoegd", after) if after else ("Verwijderd", before)
    assert row is not None  # noqa: S101  # a pair has at least one row
    shown = {name: text for name, text in row.fields.items() if text and text != row.title}
    return RowDifference(what, row.title, [Named(name, marked(text, text)) for name, text in shown.items()])


def pairs(field: Field, old: Iterable[RowData], new: Iterable[RowData]) -> list[tuple[RowData | None, RowData | None]]:
    """Return the rows of a list as they were and are, in today's order and then those that went.

    A row is known again when all of it is the same, or else by its anchor.
    """
    left, found = list(old), []
    new = list(new)
    same = {index: left.pop(left.index(row)) for index, row in enumerate(new) if row in left}
    for index, row in enumerate(new):
        before = same.get(index) or next((one for one in left if _anchor(field, one) == _anchor(field, row)), None)
        if before in left:
            left.remove(before)
        found.append((before, row))
    return list(chain(found, ((row, None) for row in left)))


def _anchor(field: Field, row: RowData) -> tuple[object, ...]:
    assert isinstance(field.part, fields.Rows)  # noqa: S101
    return tuple(getattr(row, name) for name in field.part.anchor)
