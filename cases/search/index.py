"""Writes what is looked in, in the transaction of whoever calls. Only cases.projection and cases.workflow do."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cases.models import PublishedCase, SearchEntry, SearchTerm
from cases.search.document import COLUMNS, Document


def write(documents: Mapping[int, Document]) -> None:
    """Store the document of each public case, by its primary key, in place of what was there."""
    change = Counter(term for made in documents.values() for term in made.terms)
    change.subtract(_stored_terms(documents))
    forms: dict[str, set[str]] = {}
    for made in documents.values():
        for term, words in made.forms.items():
            forms.setdefault(term, set()).update(words)
    SearchEntry.objects.filter(pk__in=documents).delete()
    SearchEntry.objects.bulk_create(entry(pk, made) for pk, made in documents.items())
    _count(change, forms)


def entry(pk: int, made: Document) -> SearchEntry:
    """Return the row that holds `made`."""
    return SearchEntry(pk=pk, **made.columns, labels=[list(label) for label in made.labels])


def remove(pks: Iterable[int]) -> None:
    """Forget these public cases."""
    pks = list(pks)
    change: Counter[str] = Counter()
    change.subtract(_stored_terms(pks))
    SearchEntry.objects.filter(pk__in=pks).delete()
    _count(change, {})


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
    """Return the terms whose number of cases is not what the stored documents say."""
    counted: Counter[str] = Counter()
    for columns in SearchEntry.objects.values_list(*COLUMNS).iterator():
        counted.update({term for column in columns for term in column.split()})
    stored = dict(SearchTerm.objects.values_list("term", "cases"))
    return sorted(term for term in counted.keys() | stored.keys() if counted.get(term) != stored.get(term))


def strangers() -> list[int]:
    """Return the primary keys of what is looked in for cases that are not public."""
    public = PublishedCase.objects.values("pk")
    return list(SearchEntry.objects.exclude(pk__in=public).values_list("pk", flat=True))


def _stored_terms(pks: Iterable[int]) -> Counter[str]:
    """Return in how many of these cases each term stands as they are stored."""
    found: Counter[str] = Counter()
    for columns in SearchEntry.objects.filter(pk__in=list(pks)).values_list(*COLUMNS):
        found.update({term for column in columns for term in column.split()})
    return found


def _count(change: Mapping[str, int], forms: Mapping[str, set[str]]) -> None:
    """Add `change` to the number of cases of each term, and `forms` to the words it was written as."""
    names = {term for term, number in change.items() if number} | forms.keys()
    rows = SearchTerm.objects.in_bulk(names)
    changed = []
    for term in sorted(names):
        row = rows.get(term) or SearchTerm(term=term, cases=0)
        before = (row.cases, row.forms)
        row.cases += change.get(term, 0)
        row.forms = " ".join(sorted({*row.forms.split(), *forms.get(term, ())}))
        if (row.cases, row.forms) != before:
            changed.append(row)
    gone = [row.term for row in changed if row.cases <= 0]
    SearchTerm.objects.filter(pk__in=gone).delete()
    SearchTerm.objects.bulk_create(
        (row for row in changed if row.cases > 0),
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["term"],
        update_fields=["cases", "forms"],
    )
