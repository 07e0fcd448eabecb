"""Measure Gouden beside the floor, on generated catalogues. Prints tables in Markdown; see docs/performance.md.

The databases are made once and kept: SQLite files in --folder, and on PostgreSQL databases named gouden_bench_<count>
beside the one that --postgresql names, whose account must be allowed to create them.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import psycopg

from benchmarks.driving import CONCURRENCY, Measurement, drive, medians
from benchmarks.questions import WITHOUT_FLOOR, Ask, connect, questions
from benchmarks.servers import Server, manage, server
from gouden.env import PLANNING

COUNTS, DATABASES = (10_000, 100_000), ("sqlite", "postgresql")
ROUNDS = 3
# The floor plans as Gouden does. A plan over several processes would hide what a request costs, so both use one.
OPTIONS = "?options=" + quote(f"{PLANNING} -c max_parallel_workers_per_gather=0")
# The keys of a record in which the floor looks for words.
WORDS = ("titel", "samenvatting", "aanleiding", "aanpak", "opbrengst", "leerpunten", "overdraagbaarheid")
# What the floor's queries need beside Gouden's own indexes; {text} is what WORDS says.
INDEXES = (
    "CREATE INDEX bench_newest ON cases_publishedcase (described_in DESC, title, case_id)",
    "CREATE INDEX bench_kind ON cases_publishedcase (case_id, kind, lifecycle, result_evidence)",
)
TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE bench_text USING fts5(text, content='')",
        "INSERT INTO bench_text (rowid, text) SELECT case_id, {text} FROM cases_publishedcase",
    ),
    "postgresql": (
        "CREATE TABLE bench_text AS SELECT case_id, to_tsvector('simple', {text}) AS words FROM cases_publishedcase",
        "CREATE INDEX bench_words ON bench_text USING gin (words)",
    ),
}


def main() -> None:
    """Measure what the options ask for."""
    options = parsed()
    for count in options.count:
        for database in options.database:
            url = prepared(database, count, options)
            print(f"\n### {count:,} cases on {database}\n", flush=True)
            results = measured(url, options)
            print(table(results), flush=True)


def parsed() -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--count", type=int, action="append", help="how many cases; may be repeated")
    parser.add_argument("--database", choices=DATABASES, action="append", help="which database; may be repeated")
    parser.add_argument("--only", default="", help="parts to measure, separated by commas")
    parser.add_argument("--requests", type=int, default=240, help="requests a part, a round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "gouden-benchmarks")
    parser.add_argument(
        "--postgresql", default=os.environ.get("BENCHMARK_POSTGRESQL", ""), help="an address as in DATABASE_URL"
    )
    options = parser.parse_args()
    options.count = options.count or COUNTS
    options.database = options.database or [name for name in DATABASES if name == "sqlite" or options.postgresql]
    return options


def prepared(database: str, count: int, options: argparse.Namespace) -> str:
    """Return the address of a database with `count` generated cases, made now if it is not there yet."""
    if database == "sqlite":
        options.folder.mkdir(parents=True, exist_ok=True)
        path = options.folder / f"gouden_bench_{count}.sqlite3"
        url, there = f"sqlite:///{path}", path.exists()
    else:
        name = f"gouden_bench_{count}"
        url = urlsplit(options.postgresql)._replace(path=f"/{name}").geturl() + OPTIONS
        with psycopg.connect(options.postgresql, autocommit=True) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
            if not there:
                connection.execute(f'CREATE DATABASE "{name}"')
    if not there:
        manage(url, "migrate", "--verbosity", "0")
        manage(url, "generate_cases", "--count", str(count))
    add_what_the_floor_needs(url, database)
    manage(url, "collectstatic", "--no-input", "--verbosity", "0")
    return url


def add_what_the_floor_needs(url: str, database: str) -> None:
    """Give the floor its indexes and its text, unless it has them."""
    connection = connect(url)
    names = "SELECT name FROM sqlite_master" if database == "sqlite" else "SELECT relname FROM pg_class"
    if ("bench_newest",) not in list(connection.execute(names)):
        for statement in (*INDEXES, *TEXT[database], "ANALYZE"):
            connection.execute(statement.replace("{text}", " || ' ' || ".join(f"(record->>'{key}')" for key in WORDS)))
    connection.close()


def measured(url: str, options: argparse.Namespace) -> dict[str, dict[str, Measurement]]:
    """Return the medians of each part, by server; the servers take turns, so that a busy machine troubles both."""
    wanted = [part.strip() for part in options.only.split(",") if part.strip()]
    parts = {name: ask for name, ask in questions(url).items() if not wanted or name in wanted}
    runs: dict[str, dict[str, list[Measurement]]] = {name: {} for name in parts}
    with server("gouden", url) as gouden, server("floor", url) as floor:
        for name, ask in parts.items():
            check(name, ask, gouden, floor)
        for number in range(options.rounds):
            for name, ask in parts.items():
                for tried in (gouden, floor) if name not in WITHOUT_FLOOR else (gouden,):
                    rng = Random(f"{number}-{name}")  # the same for both
                    drive(tried, [ask(rng) for _ in range(2 * CONCURRENCY)])
                    addresses = [ask(rng) for _ in range(options.requests)]
                    runs[name].setdefault(tried.name, []).append(drive(tried, addresses))
    return {name: {tried: medians(found) for tried, found in by.items()} for name, by in runs.items()}


def check(name: str, ask: Ask, gouden: Server, floor: Server) -> None:
    """Raise RuntimeError when the two answer differently; of words, and of how changes look, each has its own idea."""
    if name in WITHOUT_FLOOR or name == "changes" or name.startswith("search"):
        return
    for number in range(3):
        address = ask(Random(number))
        bodies = []
        for tried in (gouden, floor):
            with urlopen(f"http://127.0.0.1:{tried.port}{address}") as response:  # our own address
                bodies.append(json.load(response))
        ours, theirs = bodies
        if ours.get("aantal") != theirs.get("aantal") or ours.get("resultaten") != theirs.get("resultaten"):
            raise RuntimeError(f"{address}: Gouden and the floor differ")
        if "facetten" in ours:
            counts = {
                facet["naam"]: {value["waarde"]: value["aantal"] for value in facet["waarden"] if value["aantal"]}
                for facet in ours["facetten"]
            }
            for facet, values in theirs["facetten"].items():
                if counts[facet] != {value: number for value, number in values.items() if value}:
                    raise RuntimeError(f"{address}: Gouden and the floor differ in {facet}")


def table(results: dict[str, dict[str, Measurement]]) -> str:
    """Return the results as a table in Markdown."""
    lines = [
        "| part | server | CPU ms | requests/s | p50 ms | p95 ms | memory MB |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for name, by in results.items():
        for tried, found in by.items():
            figures = (
                f"{found.cpu:.1f} | {found.per_second:.0f} | {found.p50:.0f} | {found.p95:.0f} | {found.memory:.0f}"
            )
            lines.append(f"| {name} | {tried} | {figures} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
