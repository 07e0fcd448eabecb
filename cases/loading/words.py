"""What loading does with synonyms and search words beside writing them: of groups that were merged, and of doubles."""

from collections.abc import Mapping

from django.db.models import Model

from cases.loading.entries import SYNONYMS
from cases.loading.fingerprints import digest
from cases.loading.values import Data
from cases.models import LoadedEntry, SearchWord, Synonym
from cases.search.language.thesaurus import EQUAL, overlaps
from cases.search.queries.search_words import TakenNames


def take_away_parts(
    entries: list[Data], current: Mapping[str, tuple[Model | None, Data]], digests: Mapping[tuple[str, str], str]
) -> int:
    """Take away each group that is part of a larger one in the file now, came from a file, and was not changed since.

    `current` are the rows as they were before this file, by their key. Returns how many went.
    """
    wanted = [SYNONYMS.complete(entry) for entry in entries]
    keys = {SYNONYMS.key_of(entry) for entry in wanted}
    groups = [_terms(entry) for entry in wanted if entry["kind"] == EQUAL]
    gone = 0
    for key, (row, found) in current.items():
        if row is None or key in keys or found["kind"] != EQUAL:
            continue
        if digests.get((SYNONYMS.name, key)) not in {digest(SYNONYMS.short(found)), digest(SYNONYMS.earlier(found))}:
            continue
        if any(group >= _terms(found) for group in groups):
            row.delete()
            LoadedEntry.objects.filter(kind=SYNONYMS.name, key=key).delete()
            gone += 1
    return gone


def _terms(entry: Data) -> set[object]:
    terms = entry["terms"]
    assert isinstance(terms, list)  # noqa: S101  # of a complete entry
    return set(terms)


def doubts() -> list[str]:
    """Return in Dutch of which synonyms and search words only a part counts as it was meant, a line for each kind."""
    said = []
    if twice := [overlap.term for overlap in overlaps(Synonym.objects.values_list("kind", "terms", "note"))]:
        said.append(
            f"in twee groepen synoniemen staat: {', '.join(dict.fromkeys(twice))}. Maak er één groep van, of noem de "
            "term in de toelichting."
        )
    names, taken = TakenNames(), []
    for word in SearchWord.objects.order_by("pk"):
        if why := names.clash(word):
            taken.append(why)
        names.add(word)
    if taken:
        said.append(f"van twee zoekwoorden telt alleen het eerste: {' '.join(taken)}")
    return said
