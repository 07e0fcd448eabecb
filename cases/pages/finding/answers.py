"""The statements above the cases of a question: at most three that answer it, or none."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from cases.listing import ResultSet
from cases.listing.statement_filters import StatementFilter
from cases.listing.statement_set import StatementSet
from cases.pages.statements import FoundStatement, shown_statements
from cases.search import answers


class Answered(NamedTuple):
    """The statements that answer a question, and where more are."""

    statements: list[FoundStatement]
    # The words of the editors that they tied these to; none where the statements hold the question by themselves.
    chosen_for: list[str]
    # How many statements there are with the same words, and their list.
    number: int
    url: str


def answered(found: ResultSet) -> Answered | None:
    """Return what answers the words of `found`, among the cases that fit its other parameters; None: nothing does.

    The answers and their number are worked out once for each version of the catalogue; showing them takes two queries,
    and two more where one is contradicted or overtaken.
    """
    query = found.filterset.parsed_query
    others = tuple(sorted((name, part) for name, part in found.parts.items() if name != "zoek"))

    def looked_up() -> tuple[list[int], bool, int]:
        given = answers(query, found.best(10), found.fits_apart_from_words)
        number = len(StatementSet.of(StatementFilter({"zoek": query.text}))) if given else 0
        return [one.pk for one in given], any(one.by_editors for one in given), number

    pks, by_editors, number = found.index.remember(("answers", query.text, others), looked_up)
    statements = shown_statements(pks) if pks else []
    if not statements:
        return None
    words = [concept.by_word.word for concept in query.by_word if concept.by_word] if by_editors else []
    url = f"{reverse('statement-list')}?{urlencode({'zoek': query.text})}"
    return Answered(statements, words, number, url if number > len(statements) else "")
