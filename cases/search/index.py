"""Writes what is looked in, in the transaction of whoever calls. Only cases.projection and cases.workflow do."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from cases.models import PublishedCase, SearchEntry, SearchTerm
from cases.search.document import COLUMNS, Document, prominent_terms


def write(documents: Mapping[int, Document]) -> None:
    """Store the document of each public case, by its primary key, in place of what was there."""
    change = Counter(term for made in documents.values() for term in made.terms)
    prominent = Counter(term for made in documents.values() for term in made.prominent)
    stored, stored_prominent = _stored_terms(documents)
    change.subtract(stored)
    prominent.subtract(stored_prominent)
    forms: dict[str, set[str]] = {}
    for made in documents.values():
        for term, words in made.forms.items():
            forms.setdefault(term, set()).update(words)
    SearchEntry.objects.filter(pk__in=documents).delete()
    SearchEntry.objects.bulk_create(entry(pk, made) for pk, made in documents.items())
    _count(change, prominent, forms)


def entry(pk: int, made: Document) -> SearchEntry:
    """Return the row that holds `made`."""
    return SearchEntry(pk=pk, **made.columns, labels=[list(label) for label in made.labels])


def remove(pks: Iterable[int]) -> None:
    """Forget these public cases."""
    pks = list(pks)
    change: Counter[str] = Counter()
    prominent: Counter[str] = Counter()
    stored, stored_prominent = _stored_terms(pks)
    change.subtract(stored)
    prominent.subtract(stored_prominent)
    SearchEntry.objects.filter(pk__in=pks).delete()
    _count(change, prominent, {})


def clear() -> None:
    """Forget everything, before all of it is written anew."""
    SearchEntry.objects.all().delete()
    SearchTerm.objects.all().delete()


def differs(pk: int, made: Document) -> bool:
    """Return whether what is stored for the public case `pk` is other than `made`."""
    stored = SearchEntry.objects.filter(pk=pk).first()
    wanted = entry(pk, made)
    return stored is None or any(getattr(stored, name) != getattr(wanted, name) for name in (*COLUMNS, "labels"))


def miscounted() -> list[str]:
    """Return the terms whose numbers of cases are not what the stored documents say."""
    cases, prominent = _counted(SearchEntry.objects.all())
    counted = {term: (number, prominent[term]) for term, number in cases.items()}
    stored = {term: numbers for term, *numbers in SearchTerm.objects.values_list("term", "cases", "prominent")}
    return sorted(term for term in counted.keys() | stored.keys() if list(counted.get(term, ())) != stored.get(term))


def strangers() -> list[int]:
    """Return the primary keys of what is looked in for cases that are not public."""
    public = PublishedCase.objects.values("pk")
    return list(SearchEntry.objects.exclude(pk__in=public).values_list("pk", flat=True))


def _stored_terms(pks: Iterable[int]) -> tuple[Counter[str], Counter[str]]:
    """Return in how many of these cases each term stands as they are stored, and in how many of them prominently."""
    return _counted(SearchEntry.objects.filter(pk__in=list(pks)))


def _counted(entries: QuerySet[SearchEntry]) -> tuple[Counter[str], Counter[str]]:
    cases: Counter[str] = Counter()
    prominently: Counter[str] = Counter()
    for columns in entries.values(*COLUMNS).iterator(chunk_size=1_000):
        cases.update({term for column in columns.values() for term in column.split()})
        prominently.update(prominent_terms(columns))
    return cases, prominently


def _count(change: Mapping[str, int], prominent: Mapping[str, int], forms: Mapping[str, set[str]]) -> None:
    """Add `change` and `prominent` to the numbers of cases of each term, and `forms` to the words it was written as."""
    names = {term for counted in (change, prominent) for term, number in counted.items() if number} | forms.keys()
    rows = SearchTerm.objects.in_bulk(names)
    changed = []
    for term in sorted(names):
        row = rows.get(term) or SearchTerm(term=term, cases=0)
        before = (row.cases, row.prominent, row.forms)
        row.cases += change.get(term, 0)
        row.prominent += prominent.get(term, 0)
        row.forms = " ".join(sorted({*row.forms.split(), *forms.get(term, ())}))
        if (row.cases, row.prominent, row.forms) != before:
            changed.append(row)
    gone = [row.term for row in changed if row.cases <= 0]
    SearchTerm.objects.filter(pk__in=gone).delete()
    SearchTerm.objects.bulk_create(
        (row for row in changed if row.cases > 0),
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["term"],
        update_fields=["cases", "prominent", "forms"],
    )
