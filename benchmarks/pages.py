"""Measure the pages people see, beside a bare Django view that returns the same bytes: `python -m benchmarks.pages`.

Each page the first time (nothing is kept), kept, and asked again by who has it (304); then a crowd on the home page
while an editor publishes. In milliseconds of processor time of the server; the servers take turns.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import quote_plus
from urllib.request import Request, urlopen

from benchmarks import bare
from benchmarks.__main__ import prepared
from benchmarks.driving import Measurement, drive, medians
from benchmarks.questions import COMMON, connect
from benchmarks.servers import ROOT, Server, environment, server
from cases.management.synthetic.words import compounds

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
# What publishes a case with another title, as an editor does.
PUBLISH = """
from cases import publishing
from cases.models import Case, PublishedCase
case = Case.objects.get(pk=PublishedCase.objects.order_by("pk").values_list("pk", flat=True)[{number}])
case.title = f"{{case.title[:120]}} ({number})"
case.save(update_fields=["title"])
publishing.publish(case=case, by=None)
"""

Ask = Callable[[Random], str]


def main() -> None:
    """Measure what the options ask for."""
    options = parsed()
    url = prepared(options.database, options.count, options)
    bare.FOLDER = Path(tempfile.mkdtemp(prefix="gouden-bare-"))
    os.environ["BENCHMARK_BARE"] = str(bare.FOLDER)
    parts = addresses(url)
    print(f"\n### {options.count:,} cases on {options.database}\n")
    with server("fresh", url) as fresh, server("gouden", url) as kept, server("bare", url) as least:
        print("| page | bare | kept | 304 | first | kB | kB br |\n|---|---:|---:|---:|---:|---:|---:|")
        for name, ask in parts.items():
            print(row(name, ask, (fresh, kept, least), options), flush=True)
        print(crowd(kept, url, options.crowd), flush=True)


def parsed() -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many cases")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--requests", type=int, default=32, help="requests a page, a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--crowd", type=int, default=200, help="how many visitors ask for the home page together")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "gouden-benchmarks")
    parser.add_argument("--postgresql", default=os.environ.get("BENCHMARK_POSTGRESQL", ""))
    return parser.parse_args()


def addresses(url: str) -> dict[str, Ask]:
    """Return for each kind of page what makes an address of one."""
    connection = connect(url)
    themes = [row[0] for row in connection.execute("SELECT slug FROM cases_theme WHERE published_at IS NOT NULL")]
    slugs = [row[0] for row in connection.execute("SELECT slug FROM cases_publishedcase ORDER BY case_id")]
    connection.close()
    rare = compounds()[2_000:12_000]
    found = "/praktijkvoorbeelden/?zoek="
    return {
        "home": lambda rng: "/",
        "list": lambda rng: f"/praktijkvoorbeelden/?page={rng.randint(1, 40)}",
        "list of a theme": lambda rng: f"/praktijkvoorbeelden/?thema={rng.choice(themes)}",
        "case": lambda rng: f"/praktijkvoorbeelden/{rng.choice(slugs)}/",
        "municipalities": lambda rng: "/gemeenten/",
        "themes": lambda rng: "/themas/",
        "theme": lambda rng: f"/themas/{rng.choice(themes)}/",
        "search, a common word": lambda rng: f"{found}{quote_plus(rng.choice(COMMON))}",
        "search, a rare word": lambda rng: f"{found}{quote_plus(rng.choice(rare))}",
    }


def row(name: str, ask: Ask, servers: tuple[Server, Server, Server], options: argparse.Namespace) -> str:
    """Return the figures of one kind of page: the medians of the rounds."""
    fresh, kept, least = servers
    runs: dict[str, list[Measurement]] = {}
    sizes: list[tuple[int, int]] = []
    for number in range(options.rounds):
        rng = Random(f"{number}-{name}")
        asked = [ask(rng) for _ in range(options.requests)]
        for address in dict.fromkeys(asked):
            plain = read(kept, address, {})[0]
            bare.file_of(address).write_bytes(plain)
            body, _ = read(kept, address, BROWSER)
            sizes.append((len(plain), len(body)))
            read(least, address, {})
        tags = {address: read(kept, address, BROWSER)[1] for address in asked}
        # Until every process has them, whichever gets which.
        warm = asked * 12
        rng.shuffle(warm)
        drive(kept, warm, BROWSER)
        runs.setdefault("bare", []).append(drive(least, asked))
        runs.setdefault("kept", []).append(drive(kept, asked, BROWSER))
        runs.setdefault("304", []).append(drive(kept, asked, BROWSER, tags))
        runs.setdefault("first", []).append(drive(fresh, asked, BROWSER))
    cpu = {part: medians(found).cpu for part, found in runs.items()}
    plain_kb, kb = (median(column) / 1000 for column in zip(*sizes, strict=True))
    figures = " | ".join(f"{cpu[part]:.1f}" for part in ("bare", "kept", "304", "first"))
    return f"| {name} | {figures} | {plain_kb:.0f} | {kb:.1f} |"


def read(asked: Server, address: str, headers: dict[str, str]) -> tuple[bytes, str]:
    """Return the body and the ETag of a page, asked outside what is measured."""
    with urlopen(Request(f"http://127.0.0.1:{asked.port}{address}", headers=headers)) as response:  # our own address
        return response.read(), response.headers.get("ETag", "")


def crowd(kept: Server, url: str, visitors: int) -> str:
    """Return what a crowd on the home page costs while an editor publishes three times."""

    def publish() -> None:
        for number in range(3):
            command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", PUBLISH.format(number=number)]
            subprocess.run(command, cwd=ROOT, env=environment(url, kept.port), check=True, capture_output=True)

    editor = threading.Thread(target=publish)
    editor.start()
    found = []
    while editor.is_alive():
        found.append(drive(kept, ["/"] * visitors, BROWSER))
    editor.join()
    found.append(drive(kept, ["/"] * visitors, BROWSER))
    worst = max(found, key=lambda one: one.cpu)
    return (
        f"\n{len(found)} times {visitors} visitors of the home page while an editor published three times: "
        f"{median(one.cpu for one in found):.1f} ms each, at worst {worst.cpu:.1f}; half within "
        f"{median(one.p50 for one in found):.0f} ms, 95 of 100 within {max(one.p95 for one in found):.0f} ms at worst."
    )


if __name__ == "__main__":
    main()
