"""The two full-text engines: which cases an expression finds, how many, and the likeliest of them.

Both find the same cases. Which of very many are the likeliest is for the engine's own ranking; cases.search.ranking
puts those in their order, the same on both.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import orjson
from django.db import connection
from django.db.models.expressions import RawSQL

from cases.models.querysets import placeholders, selected
from cases.search.queries.expression import All, Expression, Phrase, Without


class Engine(Protocol):
    """What differs between the databases. LEADING looks in names and summary only, MARKED in the markers as well."""

    # The rows in the table of search that an expression, its one parameter, finds.
    FOUND: str
    # The likeliest of these first, as many as its second parameter says.
    LIKELIEST: str
    LIKELIEST_LEADING: str
    LIKELIEST_MARKED: str
    # The likeliest of the rows in its second parameter, a JSON array, by what its first one finds of them.
    LIKELIEST_OF: str
    # All rows of a SELECT, {}, as one JSON array: fetching them one by one takes three times as long.
    GATHERED: str

    def wording(self, expression: Expression) -> str:
        """Return `expression` as the database has it."""


class SQLite:
    """FTS5, with bm25 over the columns."""

    FOUND = "SELECT rowid FROM cases_searchentry WHERE cases_searchentry MATCH %s"
    LIKELIEST = f"{FOUND} ORDER BY bm25(cases_searchentry, 8, 4, 4, 1, 8) LIMIT %s"
    LIKELIEST_MARKED = LIKELIEST.replace("MATCH %s", "MATCH '{names summary markers} : (' || %s || ')'")
    # A column in which nothing can be found takes time all the same.
    LIKELIEST_LEADING = LIKELIEST_MARKED.replace(" markers", "")
    # With a plus, for the index of words would be asked once for each row otherwise.
    LIKELIEST_OF = LIKELIEST.replace("ORDER", "AND +rowid IN (SELECT value FROM json_each(%s)) ORDER")
    GATHERED = "SELECT json_group_array(rowid) FROM ({})"

    def wording(self, expression: Expression) -> str:
        if isinstance(expression, Phrase):
            return f'"{" ".join(expression.terms)}"'
        if isinstance(expression, Without):
            return f"({self.wording(expression.wanted)} NOT {self.wording(expression.unwanted)})"
        joint = " AND " if isinstance(expression, All) else " OR "
        return f"({joint.join(self.wording(part) for part in expression.parts)})"


class PostgreSQL:
    """A vector with GIN; the query is built from our own terms, never from what was typed."""

    # A function of our own (migration 0013), which looks in the index and never in every row: a vector is long, and
    # the planner does not count what reading one costs.
    FOUND = "SELECT cases_searched(%s::tsquery)"
    LIKELIEST = (
        "SELECT rowid FROM cases_searchentry, (SELECT %s::tsquery AS asked) AS query WHERE vector @@ asked"
        " ORDER BY ts_rank(vector, asked, 1) DESC, rowid LIMIT %s"
    )
    LIKELIEST_LEADING = LIKELIEST_MARKED = LIKELIEST.replace("vector", '"leading"')
    LIKELIEST_OF = LIKELIEST.replace(
        "ORDER", "AND rowid IN (SELECT value::bigint FROM json_array_elements_text(%s::json)) ORDER"
    )
    GATHERED = "SELECT COALESCE(json_agg(rowid), '[]')::text FROM ({}) AS found(rowid)"

    def wording(self, expression: Expression) -> str:
        if isinstance(expression, Phrase):
            return "(" + " <-> ".join(f"'{term}'" for term in expression.terms) + ")"
        if isinstance(expression, Without):
            return f"({self.wording(expression.wanted)} & !{self.wording(expression.unwanted)})"
        joint = " & " if isinstance(expression, All) else " | "
        return f"({joint.join(self.wording(part) for part in expression.parts)})"


# The same on both.
TEXTS = """
SELECT case_id, kind, described_in, title, names, summary, parties, texts, markers
FROM cases_searchentry AS entry JOIN cases_publishedcase ON case_id = entry.rowid WHERE entry.rowid IN ({})
"""

ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """Return the engine of the database in use."""
    return ENGINES[connection.vendor]


def found(expression: Expression) -> RawSQL:
    """Return the primary keys of the public cases that `expression` finds, as a subquery."""
    return RawSQL(engine().FOUND, [engine().wording(expression)])  # noqa: S611  # its parameters are bound


def ids(expression: Expression) -> list[int]:
    """Return the primary keys of all cases that `expression` finds."""
    return _column(engine().FOUND, [engine().wording(expression)])


def every_id() -> list[int]:
    """Return the primary keys of all cases."""
    return _column("SELECT rowid FROM cases_searchentry", [])


def likeliest(expression: Expression, limit: int, *, leading: bool, marked: bool) -> list[int]:
    """Return at most `limit` cases by the engine's own ranking; `marked`: the expression holds markers."""
    by_leading = engine().LIKELIEST_MARKED if marked else engine().LIKELIEST_LEADING
    statement = by_leading if leading else engine().LIKELIEST
    return _column(statement, [engine().wording(expression), limit])


def likeliest_of(cases: Iterable[int], expression: Expression, limit: int) -> list[int]:
    """Return at most `limit` of these cases, by the engine's own ranking of what `expression` finds in them."""
    among = orjson.dumps(sorted(cases)).decode()
    return _column(engine().LIKELIEST_OF, [engine().wording(expression), among, limit])


def texts(cases: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return of these cases what their order needs: key, kind, described in, title, and the columns."""
    return selected(TEXTS.format(placeholders(cases)), cases) if cases else []


def _column(statement: str, parameters: list[Any]) -> list[int]:
    [[gathered]] = selected(engine().GATHERED.format(statement), parameters)
    return list(orjson.loads(gathered))
