"""Writes what is looked in, in the transaction of the caller, `cases.publishing`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cases.models import ClaimSearchEntry, PublishedCase, SearchEntry, SearchTerm, SearchWords
from cases.search.indexing.document import SEARCH_COLUMNS, Document, prominent_terms
from cases.search.language.word_forms import numbers_of, with_numbers
from cases.search.meaning import storage
from cases.search.statements import claim_index
from gouden.compiled_query import CompiledQuery

entries_of = CompiledQuery[SearchEntry](lambda cases: SearchEntry.objects.filter(pk__in=cases))
words_of = CompiledQuery[tuple[int, str]](
    lambda cases: SearchWords.objects.filter(pk__in=cases).values_list("pk", "written")
)
terms_called = CompiledQuery[SearchTerm](lambda terms: SearchTerm.objects.filter(pk__in=terms))


class StoredRows(NamedTuple):
    """What is looked in for some public cases, by primary key: their entries, their words, what is looked in of their
    claims, and their passages where a model reads them, as they are stored.
    """

    entries: dict[int, SearchEntry]
    written: dict[int, str]
    claims: dict[int, claim_index.StoredClaims]
    passages: dict[int, storage.Places]

    @classmethod
    def of(cls, pks: Iterable[int]) -> "StoredRows":
        """Return what is stored for these cases; of one that search does not know, nothing."""
        pks = list(pks)
        entries = {row.pk: row for row in entries_of(pks)}
        return cls(entries, dict(words_of(pks)), claim_index.stored(pks), storage.stored(pks))

    def differs(self, pk: int, made: Document) -> bool:
        """Whether something else is stored for this case than `made`."""
        same = pk in self.entries and self.written.get(pk) == made.written
        same = same and not claim_index.differ(self.claims.get(pk, {}), made.claims)
        same = same and not storage.differ(self.passages.get(pk), made.passages)
        return not same or _says(self.entries[pk]) != _says(entry(pk, made))


def write(documents: Mapping[int, Document], stored: StoredRows | None = None) -> None:
    """Store the document of each public case, by its primary key, in place of what was there.

    `stored`: what was there, of these and perhaps of others, where that is known.
    """
    stored = stored or StoredRows.of(documents)
    change = _Counted(documents.values())
    change.subtract(_counted(stored, documents))
    if gone := documents.keys() & stored.entries.keys():
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(entry(pk, made) for pk, made in documents.items())
    SearchWords.objects.bulk_create(
        (SearchWords(pk=pk, written=made.written) for pk, made in documents.items()),
        update_conflicts=True,
        unique_fields=["published_case"],
        update_fields=["written"],
    )
    claim_index.write({pk: made.claims for pk, made in documents.items()}, stored.claims)
    storage.write({pk: made.passages for pk, made in documents.items()}, stored.passages)
    _count(change)


def entry(pk: int, made: Document) -> SearchEntry:
    """Return the row that holds `made`."""
    return SearchEntry(pk=pk, **made.columns, labels=[list(label) for label in made.labels])


def remove(pks: Iterable[int]) -> None:
    """Forget these public cases, and those that are no longer public."""
    pks = list(pks)
    change = _Counted()
    change.subtract(_counted(StoredRows.of(pks), pks))
    SearchEntry.objects.filter(pk__in=pks).delete()
    SearchWords.objects.filter(pk__in=pks).delete()
    claim_index.remove(pks)
    _count(change)


def clear() -> None:
    """Forget everything, before all of it is written anew; but not the vectors, which take long to make."""
    for model in (ClaimSearchEntry, SearchEntry, SearchWords, SearchTerm):
        model._default_manager.all().delete()


def _says(row: SearchEntry) -> list[object]:
    return [getattr(row, name) for name in (*SEARCH_COLUMNS, "labels")]


def miscounted() -> list[str]:
    """Return the terms of which the numbers of cases or the words are not what the stored documents say."""
    counted = {row.term: row for row in _count_all().rows()}
    stored = SearchTerm.objects.in_bulk()
    return sorted(
        term for term in counted.keys() | stored.keys() if _numbers(counted.get(term)) != _numbers(stored.get(term))
    )


def recount() -> None:
    """Make every term anew from the stored documents."""
    SearchTerm.objects.all().delete()
    SearchTerm.objects.bulk_create(_count_all().rows(), batch_size=2_000)


def strangers() -> list[int]:
    """Return the primary keys of what is looked in for cases that are not public."""
    public = set(PublishedCase.objects.values_list("pk", flat=True))
    stored = {pk for model in (SearchEntry, SearchWords) for pk in model._default_manager.values_list("pk", flat=True)}
    return sorted(stored - public)


class _Counted:
    """In how many cases each term stands, in how many of them prominently, and in how many as which word."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self.cases: Counter[str] = Counter()
        self.prominent: Counter[str] = Counter()
        # By term and word, as "term=word".
        self.words: Counter[str] = Counter()
        for made in documents:
            self.add(made.columns, made.written)

    def add(self, columns: Mapping[str, str], written: str = "") -> None:
        """Count one document: its columns, and its words as they are stored."""
        self.cases.update({term for column in columns.values() for term in column.split()})
        self.prominent.update(prominent_terms(columns))
        self.words.update(written.split())

    def subtract(self, other: "_Counted") -> None:
        """Take what `other` counted off."""
        self.cases.subtract(other.cases)
        self.prominent.subtract(other.prominent)
        self.words.subtract(other.words)

    def forms(self) -> dict[str, Counter[str]]:
        """Return by term in how many cases it was written as which word, without what counts nothing."""
        found: dict[str, Counter[str]] = {}
        for pair, number in self.words.items():
            if number:
                term, _, word = pair.partition("=")
                found.setdefault(term, Counter())[word] = number
        return found

    def rows(self) -> list[SearchTerm]:
        """Return the row of each term that was counted."""
        forms = self.forms()
        return [
            SearchTerm(
                term=term, cases=number, prominent=self.prominent[term], forms=with_numbers(forms.get(term, Counter()))
            )
            for term, number in sorted(self.cases.items())
            if number > 0
        ]


def _counted(stored: StoredRows, pks: Iterable[int]) -> _Counted:
    """Count the documents of these cases as they are stored."""
    counted = _Counted()
    for pk in pks:
        if row := stored.entries.get(pk):
            counted.add({name: getattr(row, name) for name in SEARCH_COLUMNS})
        counted.words.update(stored.written.get(pk, "").split())
    return counted


def _count_all() -> _Counted:
    """Count the documents of all cases as they are stored."""
    counted = _Counted()
    for columns in SearchEntry.objects.values(*SEARCH_COLUMNS).iterator(chunk_size=1_000):
        counted.add(columns)
    for words in SearchWords.objects.values_list("written", flat=True).iterator(chunk_size=1_000):
        counted.words.update(words.split())
    return counted


def _numbers(row: SearchTerm | None) -> tuple[int, int, str] | None:
    return (row.cases, row.prominent, row.forms) if row else None


def _count(change: _Counted) -> None:
    """Add what changed to the terms, and drop those that stand in no case any more."""
    forms = change.forms()
    names = {term for counted in (change.cases, change.prominent) for term, number in counted.items() if number}
    rows = {row.term: row for row in terms_called(names | forms.keys())}
    changed = []
    for term in sorted(names | forms.keys()):
        row = rows.get(term) or SearchTerm(term=term, cases=0)
        before = _numbers(row)
        row.cases += change.cases[term]
        row.prominent += change.prominent[term]
        words = Counter(numbers_of(row.forms))
        words.update(forms.get(term, {}))
        row.forms = with_numbers(words)
        if _numbers(row) != before:
            changed.append(row)
    SearchTerm.objects.filter(pk__in=[row.term for row in changed if row.cases <= 0]).delete()
    SearchTerm.objects.bulk_create(
        (row for row in changed if row.cases > 0),
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["term"],
        update_fields=["cases", "prominent", "forms"],
    )
