"""The floor: a bare WSGI app that runs one hand-written query per address and writes JSON, and nothing else.

It checks nothing, keeps nothing and knows one parameter of each kind. It shows what the database and the server cost
without Gouden; on the same rows, under the same gunicorn.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import orjson
import psycopg

URL = os.environ["DATABASE_URL"]
SQLITE = URL.startswith("sqlite:")
PAGE = 20
CARD = "card" if SQLITE else "card::text"
RECORD = "record" if SQLITE else "record::text"
NEWEST = "ORDER BY described_in DESC, title, case_id LIMIT 20"

TIED = "SELECT publishedcase_id FROM cases_publishedcase_{0}s WHERE {0}_id = (SELECT id FROM {1} WHERE {2} = ?)"
THEME = TIED.format("theme", "cases_theme", "slug")
PROVINCE = TIED.format("province", "municipalities_province", "code")
# Every relation that is a facet: its table, its column, the rows it leads to, and the column of the case.
OF = "cases_publishedcase"
RELATIONS = {
    "thema": (f"{OF}_themes", "theme_id", "cases_theme", "slug", "publishedcase_id"),
    "provincie": (f"{OF}_provinces", "province_id", "municipalities_province", "code", "publishedcase_id"),
    "gemeente": (
        "cases_publishedplace",
        "municipality_id",
        "municipalities_municipality",
        "cbs_code",
        "published_case_id",
    ),
    "regio": (f"{OF}_regions", "region_id", "municipalities_region", "slug", "publishedcase_id"),
    "organisatie": (
        f"{OF}_organisations",
        "organisation_id",
        "municipalities_organisation",
        "slug",
        "publishedcase_id",
    ),
    "initiatief": (f"{OF}_initiatives", "initiative_id", "cases_initiative", "slug", "publishedcase_id"),
}
COLUMNS = {"soort": "kind", "status": "lifecycle", "bewijsResultaat": "result_evidence"}

LIST = f"SELECT {CARD}, (SELECT count(*) FROM cases_publishedcase) FROM cases_publishedcase {NEWEST} OFFSET ?"
FILTERED = f"""
WITH found AS MATERIALIZED ({THEME} INTERSECT {PROVINCE})
SELECT {CARD}, (SELECT count(*) FROM found) FROM cases_publishedcase WHERE case_id IN (SELECT * FROM found) {NEWEST}
"""
DETAIL = f"SELECT {RECORD} FROM cases_publishedcase WHERE slug = ?"
MATCH = "bench_text MATCH ?" if SQLITE else "words @@ plainto_tsquery('simple', ?)"
RANK = "rank" if SQLITE else "ts_rank(words, plainto_tsquery('simple', ?)) DESC"
KEY = "rowid" if SQLITE else "case_id"
SEARCH = f"""
WITH best AS MATERIALIZED (SELECT {KEY} AS found FROM bench_text WHERE {MATCH} ORDER BY {RANK} LIMIT 20)
SELECT {CARD}, (SELECT count(*) FROM bench_text WHERE {MATCH})
FROM best JOIN cases_publishedcase ON case_id = best.found
"""


CHANGES = """
SELECT number, kind, slug, title, reason, at FROM cases_publicationevent WHERE number > ? ORDER BY number LIMIT 20
"""


def facets_query() -> str:
    """Return the query that counts every facet for one theme; the theme's own facet without it."""
    parts = []
    for name, (table, column, rows, key, case) in RELATIONS.items():
        where = "" if name == "thema" else f"WHERE {case} IN (SELECT * FROM found)"
        counted = f"SELECT {column}, count(*) AS number FROM {table} {where} GROUP BY {column}"
        parts.append(f"SELECT '{name}', {key}, number FROM ({counted}) AS c JOIN {rows} ON {rows}.id = {column}")
    for name, column in COLUMNS.items():
        where = "case_id IN (SELECT * FROM found)"
        parts.append(f"SELECT '{name}', {column}, count(*) FROM cases_publishedcase WHERE {where} GROUP BY {column}")
    parts.append("SELECT 'aantal', '', count(*) FROM found")
    return f"WITH found AS MATERIALIZED ({THEME}) " + " UNION ALL ".join(parts)


FACETS = facets_query()
local = threading.local()


def rows(query: str, *values: Any) -> list[Any]:
    """Return what a query gives, over this thread's own connection."""
    if not hasattr(local, "connection"):
        if SQLITE:
            local.connection = sqlite3.connect(unquote(urlsplit(URL).path.removeprefix("/")))
        else:
            local.connection = psycopg.connect(URL, autocommit=True)
    return list(local.connection.execute(query if SQLITE else query.replace("?", "%s"), values))


def listed(found: list[Any]) -> dict[str, Any]:
    """Return the body of a list."""
    return {"aantal": found[0][1] if found else 0, "resultaten": [orjson.Fragment(card) for card, _ in found]}


def case_list(query: dict[str, list[str]], _: str) -> Any:
    if "zoek" in query:
        asked = query["zoek"][0]
        if not SQLITE:
            return listed(rows(SEARCH, asked, asked, asked))
        # Quoted, because a hyphen means something else to FTS5.
        words = " ".join(f'"{word}"' for word in asked.split())
        return listed(rows(SEARCH, words, words))
    if "thema" in query:
        return listed(rows(FILTERED, query["thema"][0], query["provincie"][0]))
    return listed(rows(LIST, PAGE * (int(query.get("page", ["1"])[0]) - 1)))


def facets(query: dict[str, list[str]], _: str) -> Any:
    found: dict[str, Any] = {}
    for name, value, number in rows(FACETS, query["thema"][0]):
        found.setdefault(name, {})[value] = number
    return {"aantal": found.pop("aantal")[""], "facetten": found}


def detail(query: dict[str, list[str]], slug: str) -> Any:
    return orjson.Fragment(rows(DETAIL, slug)[0][0])


def changes(query: dict[str, list[str]], _: str) -> Any:
    names = ("nummer", "soort", "slug", "titel", "reden", "op")
    return {"resultaten": [dict(zip(names, row, strict=True)) for row in rows(CHANGES, int(query["sinds"][0]))]}


BASE = "/api/v1/praktijkvoorbeelden"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer the addresses that the benchmark asks for."""
    last = environ["PATH_INFO"].removeprefix(BASE).removeprefix("/")
    answer = {"": case_list, "_facetten": facets, "api/v1/wijzigingen": changes}.get(last, detail)
    body = orjson.dumps(answer(parse_qs(environ["QUERY_STRING"]), last))
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
