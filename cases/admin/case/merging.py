"""Two editors' work on one case put together: what each changed, and where they have to choose."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest, QueryDict

from cases.admin.form_data import PREFIXES, Posted, Row, Values, stored, typed, without_key, write_rows
from cases.fields import ReferenceList, Snapshot, definition
from cases.models import Case
from cases.revisions.differences import Difference, Marked, Words, differences, label_of, marked
from cases.revisions.snapshot import snapshot

# In the form beside each field in which the two differ: whose text is kept.
CHOICE = "keuze-"
MINE, THEIRS = "mijn", "ander"
GONE = "(verwijderd)"
# What a field says that does not hold, or said in a version nobody has.
UNKNOWN = object()


@dataclass
class Conflict:
    """A field or row that both changed: the name of the choice, its label, where it stands, and both texts."""

    choice: str
    label: str
    anchor: str
    texts: Marked


@dataclass
class Merged:
    """What the form holds now: all that was typed, with what only the other changed put in."""

    data: QueryDict
    conflicts: list[Conflict] = field(default_factory=list)
    # All that the other changed.
    theirs: list[Difference] = field(default_factory=list)


def merge(admin: ModelAdmin, request: HttpRequest, case: Case, base: Snapshot | None) -> Merged:
    """Put what was typed over version `base` together with `case` as it is now; None: nobody knows over which."""
    now = snapshot(Case.objects.for_snapshot().get(pk=case.pk))
    theirs, mine = stored(admin, request, case), typed(admin, request, case)
    merged = Merged(request.POST.copy(), theirs=differences(base, now) if base else [])
    merging = _Merging(base, theirs, mine, merged, Words(now, *([base] if base else [])))
    for name in mine.fields:
        if name in theirs.content:
            merging.field(name)
    for name in mine.rows:
        merging.rows(name)
    for choice in [name for name in merged.data if name.startswith(CHOICE)]:
        del merged.data[choice]
    return merged


def choose(admin: ModelAdmin, request: HttpRequest, case: Case) -> QueryDict:
    """Return what was typed, with the other's text in the fields and rows where the editor chose that."""
    data = request.POST.copy()
    chosen = [name.removeprefix(CHOICE) for name, value in data.items() if name.startswith(CHOICE) and value == THEIRS]
    if not chosen:
        return data
    theirs = stored(admin, request, case)
    for name in chosen:
        if name in theirs.fields:
            data.setlist(name, theirs.fields[name])
            continue
        prefix, _, index = name.rpartition("-")
        rows = [row for one, rows in theirs.rows.items() if PREFIXES[one] == prefix for row in rows]
        row = next((row for row in rows if row.pk == data.get(f"{name}-id")), None)
        for part, value in ({"DELETE": ["on"]} if row is None else {"DELETE": [], **row.values}).items():
            data.setlist(f"{prefix}-{index}-{part}", value)
    return data


@dataclass
class _Merging:
    """One merge: the version both started from, what the other saved, what was typed, and what comes of it."""

    base: Snapshot | None
    theirs: Posted
    mine: Posted
    merged: Merged
    words: Words

    def field(self, name: str) -> None:
        """Keep what was typed in a field, unless only the other changed it; where both did, ask."""
        before, now = getattr(self.base, name, UNKNOWN), self.theirs.content[name]
        typed = UNKNOWN if name in self.mine.wrong else self.mine.content[name]
        if now in (before, typed):
            return
        if typed == before is not UNKNOWN:
            self.merged.data.setlist(name, self.theirs.fields[name])
            return
        text = " ".join(self.mine.fields[name]) if typed is UNKNOWN else in_words(name, typed, self.words)
        texts = marked(in_words(name, now, self.words), text)
        self.merged.conflicts.append(Conflict(CHOICE + name, label_of(name), f"id_{name}", texts))

    def rows(self, name: str) -> None:
        """Keep the rows that were typed, with what only the other changed, added or removed; where both did, ask."""
        before = [without_key(row) for row in getattr(self.base, name, ())]
        typed = {row.pk: row for row in self.mine.rows[name] if row.pk}
        rows: list[tuple[Values, bool]] = []
        asked: list[tuple[int, Row, Row | None]] = []
        for theirs in self.theirs.rows[name]:
            mine = typed.pop(theirs.pk, None)
            changed = theirs.content not in before
            if mine is None or (changed and mine.content in before and not mine.deleted):
                rows.append((theirs.values, True))
                continue
            if changed and (mine.deleted or mine.content != theirs.content):
                asked.append((len(rows), mine, theirs))
            rows.append((mine.values, True))
        for mine in [*typed.values(), *(row for row in self.mine.rows[name] if not row.pk)]:
            removed = bool(mine.pk)
            if any(mine.says_the_same(theirs) for theirs in self.theirs.rows[name]):
                continue
            if removed and (mine.deleted or mine.content in before):
                continue
            if removed:
                asked.append((len(rows), mine, None))
            rows.append((mine.values, False))
        write_rows(self.merged.data, PREFIXES[name], rows)
        for index, mine, other in asked:
            anchor = f"{PREFIXES[name]}-{index}"
            texts = marked(_row_in_words(other, self.words), _row_in_words(mine, self.words))
            self.merged.conflicts.append(Conflict(CHOICE + anchor, label_of(name), anchor, texts))


def in_words(name: str, value: Any, words: Words) -> str:
    """Return what a field of a case says in Dutch."""
    field = definition(Snapshot)[name]
    if isinstance(field.part, ReferenceList):
        return ", ".join(words.name(field.part.to, key) for key in value)
    return words.value(field, value)


def _row_in_words(row: Row | None, words: Words) -> str:
    if row is None or row.deleted:
        return GONE
    if row.content is None:
        return " ".join(value for values in row.typed().values() for value in values)
    said = words.row(row.content)
    rest = "; ".join(f"{label}: {text}" for label, text in said.fields.items() if text and text != said.title)
    return f"{said.title}\n{rest}"
