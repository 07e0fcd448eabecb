"""Two editors' work on one case put together: what each changed, and where they have to choose."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest, QueryDict

from cases.admin.case.simultaneous.form_data import (
    DELETED,
    INLINE_PREFIXES,
    INVALID,
    FormPart,
    read_form,
    without_key,
    write_rows,
)
from cases.fields import ReferenceList, Snapshot, definition
from cases.models import Case
from cases.revisions.differences import Marked, Words, label_of, marked

# In the form beside each field or row in which the two differ: whose text is kept.
CHOICE = "keuze-"


class Side(StrEnum):
    """Whose text of a field or row is kept."""

    MINE = "mijn"
    THEIRS = "ander"
    ASK = "vraag"


class Conflict(NamedTuple):
    """A field or row that both changed: the name of the choice, its label, where it stands, and both texts."""

    choice: str
    label: str
    anchor: str
    texts: Marked


def merge(
    case_admin: ModelAdmin, request: HttpRequest, case: Case, base: Snapshot | None, words: Words
) -> tuple[QueryDict, list[Conflict]]:
    """Put what was typed over version `base` together with `case` as it is now; None: nobody knows over which.

    Return what the form holds then, all that was typed with what only the other changed, and where both did.
    """
    stored, typed = read_form(case_admin, request, case), read_form(case_admin, request, case, request.POST)
    data, conflicts = request.POST.copy(), list[Conflict]()
    for choice in [name for name in data if name.startswith(CHOICE)]:
        del data[choice]
    for name in stored:
        prefix, before, kept = INLINE_PREFIXES.get(name), _said_before(name, base), list[FormPart]()
        for mine, theirs in _pairs(typed[name], stored[name]):
            side = _side(before, mine, theirs)
            if side is Side.ASK:
                choice, anchor = (f"{prefix}-{len(kept)}",) * 2 if prefix else (name, f"id_{name}")
                texts = marked(_in_words(name, theirs, words), _in_words(name, mine, words))
                conflicts.append(Conflict(CHOICE + choice, label_of(name), anchor, texts))
            part = theirs if side is Side.THEIRS else mine
            if part and not (part.gone and part.content is DELETED):
                kept.append(part)
        if prefix:
            write_rows(data, prefix, [part.values for part in kept])
        else:
            data.setlist(name, kept[0].values[name])
    return data, conflicts


def choose(case_admin: ModelAdmin, request: HttpRequest, case: Case) -> QueryDict:
    """Return what was typed, with the other's text in the fields and rows where the editor chose that."""
    data = request.POST.copy()
    choices = [name for name, value in data.items() if name.startswith(CHOICE) and value == Side.THEIRS]
    stored = read_form(case_admin, request, case) if choices else {}
    theirs = {(INLINE_PREFIXES.get(name, ""), part.key): part.values for name in stored for part in stored[name]}
    for name in (choice.removeprefix(CHOICE) for choice in choices):
        if field := theirs.get(("", name)):
            data.setlist(name, field[name])
            continue
        row = theirs.get((name.rpartition("-")[0], data.get(f"{name}-id", "")), {"DELETE": ["on"]})
        for part, value in row.items():
            data.setlist(f"{name}-{part}", value)
    return data


def _said_before(name: str, base: Snapshot | None) -> list[Any]:
    """Return what the field said in version `base`, or each row of the list; nothing when that is unknown."""
    if base is None:
        return []
    value = getattr(base, name)
    return [without_key(row) for row in value] if name in INLINE_PREFIXES else [value]


def _pairs(mine: list[FormPart], theirs: list[FormPart]) -> Iterator[tuple[FormPart | None, FormPart | None]]:
    """Yield each field or row in both works; None: it is not there. What both added is only the other's."""
    typed = {part.key: part for part in mine if part.key}
    yield from ((typed.get(part.key), part) for part in theirs)
    for part in mine:
        if not part.key and not any(part.says_the_same(other) for other in theirs):
            yield part, None


def _side(before: list[Any], mine: FormPart | None, theirs: FormPart | None) -> Side:
    """Return whose field or row is kept: where only one changed it theirs, where both did the editor says."""
    if mine is None:
        return Side.THEIRS
    now = theirs.content if theirs else DELETED
    if now == mine.content or now in before or (theirs is None and not mine.gone):
        return Side.MINE
    return Side.THEIRS if mine.content in before else Side.ASK


def _in_words(name: str, part: FormPart | None, words: Words) -> str:
    """Return in Dutch what a field or row says; as it was typed where that is not valid."""
    field = definition(Snapshot)[name]
    if part is None or part.content is DELETED:
        return "(verwijderd)"
    if part.content is INVALID:
        return " ".join(value for values in part.visible().values() for value in values)
    if isinstance(field.part, ReferenceList):
        return ", ".join(words.name(field.part.to, key) for key in part.content)
    if not field.row:
        return words.value(field, part.content)
    row = words.row(part.content)
    rest = "; ".join(f"{label}: {text}" for label, text in row.fields.items() if text and text != row.title)
    return f"{row.title}\n{rest}"
