#!/usr/bin/env python3
"""Keep a copy of the Gouden catalogue in an SQLite file, in step with the source.

    python mirror.py https://gouden.example/api/v1 gouden.sqlite3

Run it as often as you like, from cron for example. The first run fetches every case; later runs fetch only what
changed. It may be stopped at any moment: each step is one transaction, and the next run goes on where it stopped.

The table `voorbeelden` has a row for each public case: its `slug`, and its `record` as
/praktijkvoorbeelden/{slug} gives it. Needs nothing but Python 3.10 or later.
"""

import argparse
import json
import re
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing

GONE = {404, 410}
WAIT = {429, 503}
ATTEMPTS = 8

TABLES = """
CREATE TABLE IF NOT EXISTS voorbeelden (slug TEXT PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS stand (naam TEXT PRIMARY KEY, waarde TEXT NOT NULL);
"""


class Source:
    """The API: asks politely, waits when told to."""

    def __init__(self, base, key=""):
        self.base = base.rstrip("/")
        self.headers = {"Accept": "application/json", "User-Agent": "gouden-mirror/1.0"}
        if key:
            self.headers["X-Api-Key"] = key

    def get(self, address):
        """Return the body and the address of the next page ("" for none); (None, "") for what is gone."""
        for attempt in range(ATTEMPTS):
            request = urllib.request.Request(address, headers=self.headers)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    following = re.search(r'<([^>]*)>; rel="next"', answer.headers.get("Link", ""))
                    return json.load(answer), following[1] if following else ""
            except urllib.error.HTTPError as error:
                with error:
                    if error.code in GONE:
                        return None, ""
                    if error.code not in WAIT or attempt == ATTEMPTS - 1:
                        raise
                    time.sleep(int(error.headers.get("Retry-After", 30)))
        raise AssertionError("unreachable")

    def case(self, slug):
        """Return one case, also when it moved meanwhile; None when it is not public."""
        return self.get(f"{self.base}/praktijkvoorbeelden/{urllib.parse.quote(slug)}")[0]

    def changes(self, since, size=100):
        return self.get(f"{self.base}/wijzigingen?sinds={since}&pageSize={size}")[0]


class Mirror:
    """The SQLite file: the cases, and how far we are."""

    def __init__(self, path):
        self.db = sqlite3.connect(path)
        self.db.executescript(TABLES)

    def state(self, name):
        row = self.db.execute("SELECT waarde FROM stand WHERE naam = ?", [name]).fetchone()
        return row[0] if row else ""

    def keep(self, **state):
        for name, value in state.items():
            self.db.execute("INSERT OR REPLACE INTO stand VALUES (?, ?)", [name, str(value)])

    def put(self, record):
        text = json.dumps(record, ensure_ascii=False)
        self.db.execute("INSERT OR REPLACE INTO voorbeelden VALUES (?, ?)", [record["slug"], text])

    def drop(self, slug):
        self.db.execute("DELETE FROM voorbeelden WHERE slug = ?", [slug])

    def forget(self):
        with self.db:
            self.db.execute("DELETE FROM voorbeelden")
            self.db.execute("DELETE FROM stand")


def harvest(source, mirror):
    """Fetch every case. What happens meanwhile is in the changes after the number that we note first."""
    if not mirror.state("volgende"):
        number = source.changes(0, size=1)["laatste"]
        first = f"{source.base}/praktijkvoorbeelden?cursor=begin&velden=*&pageSize=100"
        with mirror.db:
            mirror.keep(begonnen_bij=number, volgende=first)
    following = mirror.state("volgende")
    while following:
        page, following = source.get(following)
        with mirror.db:
            for record in page["resultaten"]:
                mirror.put(record)
            mirror.keep(volgende=following)
            if not following:
                mirror.keep(nummer=mirror.state("begonnen_bij"))


def follow(source, mirror):
    """Bring the copy in step. Returns False when the source was put back to an earlier state."""
    while True:
        since = int(mirror.state("nummer"))
        page = source.changes(since)
        if page["laatste"] < since:
            return False
        events = page["resultaten"]
        if not events:
            return True
        # Of what happened at one address only the last counts: it says whether something stands there.
        last = {event["slug"]: event["soort"] for event in events}
        stands = {slug: source.case(slug) for slug, kind in last.items() if kind in {"gepubliceerd", "gewijzigd"}}
        with mirror.db:
            for slug in last:
                mirror.drop(slug)
            for record in stands.values():
                if record:
                    mirror.put(record)
            mirror.keep(nummer=events[-1]["nummer"])


def main():
    parser = argparse.ArgumentParser(description="Houd een kopie van de catalogus bij in een SQLite-bestand.")
    parser.add_argument("api", help="bijvoorbeeld https://gouden.example/api/v1")
    parser.add_argument("bestand", help="het SQLite-bestand")
    parser.add_argument("--sleutel", default="", help="uw API-sleutel, als u er een hebt")
    given = parser.parse_args()
    source, mirror = Source(given.api, given.sleutel), Mirror(given.bestand)
    with closing(mirror.db):
        if not mirror.state("nummer"):
            harvest(source, mirror)
        if not follow(source, mirror):
            mirror.forget()
            harvest(source, mirror)
            follow(source, mirror)
        number = mirror.db.execute("SELECT count(*) FROM voorbeelden").fetchone()[0]
        print(f"{number} praktijkvoorbeelden, bijgewerkt tot en met gebeurtenis {mirror.state('nummer')}")


if __name__ == "__main__":
    main()
