"""Finding the published cases that hold what was typed."""

from cases.querysets import PublishedCaseQuerySet
from cases.search.analyser import fold


def matching(cases: PublishedCaseQuerySet, query: str) -> PublishedCaseQuerySet:
    """Return those of `cases` in whose text every word of `query` stands, as a part of a word or whole."""
    for word in fold(query).split():
        cases = cases.filter(search_text__contains=word)
    return cases
