"""The only place that knows search: what is looked in, how a query is parsed, what is found and in which order."""

from collections.abc import Iterable

from cases.models.querysets import PublishedCaseQuerySet
from cases.search import engine
from cases.search.highlighting import Highlighter, found_by, highlighters, labels, snippet
from cases.search.indexing.document import Document, document
from cases.search.language.analyser import fold
from cases.search.language.lexicon import lexicon
from cases.search.nearest import nearest
from cases.search.queries.query import Correction, Query
from cases.search.queries.query_parser import LONGEST_QUERY, has_no_words, parse
from cases.search.questions import questions_alike, questions_asked
from cases.search.ranking import by_relevance, ranked
from cases.search.statements.answering import Answer, answers

__all__ = [
    "LONGEST_QUERY",
    "Answer",
    "Correction",
    "Document",
    "Highlighter",
    "Query",
    "answers",
    "by_relevance",
    "document",
    "finding_nothing",
    "fold",
    "found_by",
    "has_no_words",
    "highlighters",
    "labels",
    "lexicon",
    "match_ids",
    "matching",
    "nearest",
    "parse",
    "questions_alike",
    "questions_asked",
    "ranked",
    "snippet",
]


def matching(cases: PublishedCaseQuerySet, query: Query | str) -> PublishedCaseQuerySet:
    """Return those of `cases` that the query finds; all of them when nothing is asked."""
    query = parse(query) if isinstance(query, str) else query
    if query.is_empty:
        return cases
    if query.expression is None or query.quoted or query.by_meaning:
        return cases.filter(pk__in=query.ids)
    return cases.filter(pk__in=engine.found(query.expression))


def match_ids(query: Query | str) -> list[int]:
    """Return the primary keys of all cases the query finds, in no order; none when nothing is asked."""
    query = parse(query) if isinstance(query, str) else query
    return query.ids


def finding_nothing(asked: Iterable[str]) -> list[str]:
    """Return those of these texts that find no case; one query for each that is not known by its terms to find one."""
    known = lexicon()
    queries = [(text, parse(text, known=known)) for text in asked]
    return [text for text, query in queries if not _surely_finds(query) and not query.ids]


def _surely_finds(query: Query) -> bool:
    """Whether it asks one thing, which a case says in one term: every term of a way stands in a case."""
    return len(query.concepts) == 1 and any(len(way.terms) == 1 for way in query.concepts[0].ways)
