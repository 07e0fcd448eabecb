"""What differs between two versions of a case, field by field, in the words of the form."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from cases.models import Case, CaseLink, CaseMunicipality, Citation, Claim, ClaimLink, Participation
from cases.references import References
from cases.snapshot import CLAIM_SCALARS, MANY, ROWS, SCALARS, SINGLE, Data, preload, upgraded
from cases.wording import day, number

# The lists of a case with the model of their rows, and by what a row is known again when something else of it changed.
LISTS: dict[str, type[Model]] = {
    "municipalities": CaseMunicipality,
    "participations": Participation,
    "citations": Citation,
    "claims": Claim,
    "links": CaseLink,
    "claim_links": ClaimLink,
}
ANCHORS: dict[str, tuple[str, ...]] = {
    "municipalities": ("code",),
    "participations": ("organisation", "municipality", "region"),
    "citations": ("article",),
    "claims": ("key",),
    "links": ("url",),
    "claim_links": ("claim", "other", "side"),
}
# In the order of the form.
FIELDS = (
    *("title", "slug", "kind", "part_of", "summary"),
    *("background", "approach", "results", "lessons", "transferability"),
    *("themes", "initiatives", "featured", "started_year", "ended_year", "lifecycle", "lifecycle_checked_on"),
    *("place", "regions", "without_place", "contact"),
    *LISTS,
)
DATES = {"lifecycle_checked_on", "last_checked"}
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


class Row(NamedTuple):
    """A row of a list in words: what it is about, and the rest by label."""

    title: str
    fields: dict[str, str]


def changed(before: Data, after: Data) -> list[str]:
    """Return the names of the fields that differ, in the order of the form."""
    before, after = upgraded(before), upgraded(after)
    return [name for name in FIELDS if before[name] != after[name]]


def label_of(name: str) -> str:
    """Return what the form calls a field or a list."""
    if name in LISTS:
        return capfirst(str(LISTS[name]._meta.verbose_name_plural))
    return capfirst(str(Case._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def differences(before: Data, after: Data) -> list[Difference]:
    """Return what differs between two snapshots of any format, in the order of the form and ready to show."""
    before, after = upgraded(before), upgraded(after)
    words = Words(before, after)
    return [_difference(name, before, after, words) for name in changed(before, after)]


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

    def __init__(self, *found: Data) -> None:
        self.references = References()
        preload(self.references, *found)
        self.claims = {claim["key"]: claim["text"] for data in found for claim in data["claims"]}
        self.slugs = {data["slug"] for data in found}
        self.references.preload(Claim, {row["other"] for data in found for row in data["claim_links"]})

    def name(self, model: type[Model], key: str | None) -> str:
        """Return what the row that data calls `key` is called now."""
        if not key:
            return ""
        return str(self.references.get(model, key) or f"{key} (bestaat niet meer)")

    def value(self, model: type[Model], name: str, value: Any) -> str:
        """Return a plain value of a field of `model`."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if name in DATES:
            return day(value)
        if name.startswith("value"):
            return number(value)
        choices = dict(model._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
        return str(choices.get(value, value))

    def row(self, name: str, row: Data) -> Row:
        """Return a row of the list `name`."""
        found: Row = getattr(self, f"_{name}")(row)
        return found

    def _municipalities(self, row: Data) -> Row:
        role = self.value(CaseMunicipality, "role", row["role"])
        return Row(self.name(ROWS["municipalities"]["code"], row["code"]), {"rol": role})

    def _participations(self, row: Data) -> Row:
        party = next(self.name(model, row[name]) for name, model in ROWS["participations"].items() if row.get(name))
        return Row(party, {"rol": self.value(Participation, "role", row["role"])})

    def _citations(self, row: Data) -> Row:
        return Row(self.name(ROWS["citations"]["article"], row["article"]), {"passage": row["passage"]})

    def _links(self, row: Data) -> Row:
        return Row(row["url"], {_label(CaseLink, name): self.value(CaseLink, name, row[name]) for name in row})

    def _claims(self, row: Data) -> Row:
        values = {_label(Claim, name): self.value(Claim, name, row[name]) for name in CLAIM_SCALARS if name != "key"}
        named = {_label(Claim, name): self.name(model, row[name]) for name, model in ROWS["claims"].items()}
        return Row(row["text"], values | named)

    def _claim_links(self, row: Data) -> Row:
        slug, _, key = row["other"].partition("#")
        other = self.claims.get(key, key) if slug in self.slugs else self.name(Claim, row["other"])
        a, b = (self.claims[row["claim"]], other)[:: 1 if row["side"] == "a" else -1]
        return Row(f"‘{a}’ en ‘{b}’", {"verband": row["kind"]})


def _label(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _difference(name: str, before: Data, after: Data, words: Words) -> Difference:
    label = label_of(name)
    old, new = before[name], after[name]
    if name in SCALARS:
        return Difference(name, label, marked(words.value(Case, name, old), words.value(Case, name, new)))
    if model := SINGLE.get(name):
        return Difference(name, label, marked(words.name(model, old), words.name(model, new)))
    if model := MANY.get(name):
        went = (RowDifference("Verwijderd", words.name(model, key)) for key in old if key not in new)
        came = (RowDifference("Toegevoegd", words.name(model, key)) for key in new if key not in old)
        return Difference(name, label, rows=[*came, *went])
    return Difference(name, label, rows=list(_rows(name, old, new, lambda row: words.row(name, row))))


def _rows(name: str, old: list[Data], new: list[Data], in_words: Callable[[Data], Row]) -> Iterator[RowDifference]:
    """Yield what came, went and changed in a list."""
    found = pairs(name, old, new)
    for before, after in found:
        if before != after:
            yield _row(in_words(before) if before else None, in_words(after) if after else None)
    both = [(before, after) for before, after in found if before and after]
    if [before for before, _ in both] != [row for row in old if any(row is before for before, _ in both)]:
        yield RowDifference("Gewijzigd", "De volgorde")


def _row(before: Row | None, after: Row | None) -> RowDifference:
    """Return the difference between two rows in words; None: there was, or is, no such row."""
    if before and after:
        different = [name for name in after.fields if before.fields[name] != after.fields[name]]
        texts = [Named(name, marked(before.fields[name], after.fields[name])) for name in different]
        return RowDifference("Gewijzigd", after.title, texts)
    what, row = ("Toegevoegd", after) if after else ("Verwijderd", before)
    assert row is not None  # noqa: S101  # a pair has at least one row
    shown = {name: text for name, text in row.fields.items() if text and text != row.title}
    return RowDifference(what, row.title, [Named(name, marked(text, text)) for name, text in shown.items()])


def pairs(name: str, old: Iterable[Data], new: Iterable[Data]) -> list[tuple[Data | None, Data | None]]:
    """Return the rows of a list `name` as they were and are, in today's order and then those that went.

    A row is known again when all of it is the same, or else by what ANCHORS says of the list.
    """
    left, found = list(old), []
    new = list(new)
    same = {index: left.pop(left.index(row)) for index, row in enumerate(new) if row in left}
    for index, row in enumerate(new):
        before = same.get(index) or next((one for one in left if _anchor(name, one) == _anchor(name, row)), None)
        if before in left:
            left.remove(before)
        found.append((before, row))
    return list(chain(found, ((row, None) for row in left)))


def _anchor(name: str, row: Data) -> tuple[Any, ...]:
    return tuple(row.get(part) for part in ANCHORS[name])
