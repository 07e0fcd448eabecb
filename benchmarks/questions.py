"""What is asked: for each part many addresses, drawn from what the generated catalogue holds."""

import sqlite3
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import quote_plus, unquote, urlsplit

import psycopg

from cases.management.synthetic.words import NOUNS, compounds

API, SITE, CHANGES = "/api/v1/praktijkvoorbeelden", "/praktijkvoorbeelden/", "/api/v1/wijzigingen"
PAGE = 20
# Each of these stands in a quarter to nearly all of the cases.
COMMON = NOUNS[:40]

Ask = Callable[[Random], str]


def connect(url: str) -> Any:
    """Return a connection to the database itself, committing each statement."""
    if url.startswith("sqlite:"):
        return sqlite3.connect(unquote(urlsplit(url).path.removeprefix("/")), isolation_level=None)
    return psycopg.connect(url, autocommit=True)


def questions(url: str) -> dict[str, Ask]:
    """Return for each part of the benchmark what makes an address of it."""
    connection = connect(url)

    def column(query: str) -> list[Any]:
        return [row[0] for row in connection.execute(query)]

    themes, provinces = column("SELECT slug FROM cases_theme"), column("SELECT code FROM municipalities_province")
    slugs = column("SELECT slug FROM cases_publishedcase ORDER BY case_id")
    rare = compounds()[2_000:12_000]
    connection.close()
    pages = len(slugs) // PAGE

    def search(*words: str) -> str:
        return f"{API}?zoek={quote_plus(' '.join(words))}"

    return {
        "list": lambda rng: f"{API}?page={rng.randint(1, 10)}",
        "deep page": lambda rng: f"{API}?page={rng.randint(pages * 8 // 10, pages - 1)}",
        "filter": lambda rng: f"{API}?thema={rng.choice(themes)}&provincie={rng.choice(provinces)}",
        "facets": lambda rng: f"{API}/_facetten?thema={rng.choice(themes)}",
        "search common": lambda rng: search(rng.choice(COMMON)),
        "search rare": lambda rng: search(rng.choice(rare)),
        "search two": lambda rng: search(rng.choice(COMMON), rng.choice(rare)),
        "detail": lambda rng: f"{API}/{rng.choice(slugs)}",
        "changes": lambda rng: f"{CHANGES}?sinds={rng.randint(0, len(slugs) - PAGE)}",
        "html list": lambda rng: f"{SITE}?thema={rng.choice(themes)}&page=1",
    }


# What the floor does not do.
WITHOUT_FLOOR = {"html list"}
