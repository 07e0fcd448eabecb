"""The only place that knows search: what is looked in, how a question is read, what is found and in which order."""

from cases.models.querysets import PublishedCaseQuerySet
from cases.search import engine
from cases.search.analyser import fold
from cases.search.document import Document, document
from cases.search.highlighting import found_by, snippet
from cases.search.lexicon import lexicon
from cases.search.query import Correction, Question
from cases.search.query_parser import ask
from cases.search.ranking import by_relevance, ranked

__all__ = [
    "Correction",
    "Document",
    "Question",
    "ask",
    "by_relevance",
    "document",
    "fold",
    "found_by",
    "lexicon",
    "match_ids",
    "matching",
    "ranked",
    "snippet",
]


def matching(cases: PublishedCaseQuerySet, question: Question | str) -> PublishedCaseQuerySet:
    """Return those of `cases` that the question finds; all of them when nothing is asked."""
    question = ask(question) if isinstance(question, str) else question
    if question.is_empty:
        return cases
    if question.expression is None:
        return cases.none()
    return cases.filter(pk__in=engine.found(question.expression))


def match_ids(question: Question | str) -> list[int]:
    """Return the primary keys of all cases the question finds, in no order; none when nothing is asked."""
    question = ask(question) if isinstance(question, str) else question
    return question.ids
