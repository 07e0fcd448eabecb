#!/usr/bin/env python3
"""Keep a copy of the Gouden catalogue in an SQLite file, in step with the source.

    python mirror.py https://gouden.example/api/v1 gouden.sqlite3

Run it as often as you like, from cron for example. The first run fetches every case; later runs fetch only what
changed. It may be stopped at any moment: each step is one transaction, and the next run goes on where it stopped.

The table `voorbeelden` has a row for each public case: its `id`, which stays whatever happens to its name and address,
its `slug`, and its `record` as /praktijkvoorbeelden/{slug} gives it. It is read while this runs. When the source was
put back from a backup, this says so and fetches everything anew; until that is complete, the table shows what it showed
before. A file from before cases had an `id` is made anew in the same way.

With --alles the table `rijen` has a row for each theme, obstacle, element, term, question, initiative, publication,
organisation, region, municipality and province as well: its `soort`, its `id` among those, its `slug` and its `record`,
as its own address gives it but for what follows from the cases themselves (how many there are, and which). A file from
before some of these were followed is made anew.

Needs nothing but Python 3.10 or later.
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

# What is followed beside cases, by the word of the events, and the address of its list.
KINDS = {
    "thema": "themas",
    "obstakel": "obstakels",
    "element": "elementen",
    "begrip": "begrippen",
    "vraag": "vragen",
    "initiatief": "initiatieven",
    "publicatie": "publicaties",
    "organisatie": "organisaties",
    "regio": "regios",
    "gemeente": "gemeenten",
    "provincie": "provincies",
}
CASE = "praktijkvoorbeeld"
# Of these a list tells less than the address of each.
LISTED_IN_SHORT = {"thema", "publicatie", "regio"}
# What of a row changes with the cases, without an event of its own.
OF_CASES = {"aantalPraktijkvoorbeelden", "praktijkvoorbeelden"}
GONE = {404, 410}
WAIT = {429, 503}
ATTEMPTS = 8

TABLES = """
CREATE TABLE IF NOT EXISTS voorbeelden (id TEXT PRIMARY KEY, slug TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS nieuw (id TEXT PRIMARY KEY, slug TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rijen (soort TEXT, id TEXT, slug TEXT, record TEXT, PRIMARY KEY (soort, id));
CREATE TABLE IF NOT EXISTS rijen_nieuw (soort TEXT, id TEXT, slug TEXT, record TEXT, PRIMARY KEY (soort, id));
CREATE TABLE IF NOT EXISTS stand (naam TEXT PRIMARY KEY, waarde TEXT NOT NULL);
"""


class Gone(Exception):
    """There is nothing at this address."""


class StartAgain(Exception):
    """The source was put back from a backup, and something that we were told has not happened there."""


class Source:
    """The API: asks politely, waits when told to, and notices when its history is no longer the one we followed.

    Every answer says how far the source was, in the header Gouden-Cursor. When an answer says something else than the
    one before, we ask whether the place of the one before still exists.
    """

    def __init__(self, base, key="", position=""):
        self.base = base.rstrip("/")
        self.position = position
        self.headers = {"Accept": "application/json", "User-Agent": "gouden-mirror/1.11"}
        if key:
            self.headers["X-Api-Key"] = key

    def get(self, address):
        """Return the body and the address of the next page, "" for none. Raises Gone and StartAgain."""
        body, following, position = self.answer(address)
        if position != self.position:
            before, self.position = self.position, position
            if before:
                self.answer(f"{self.base}/wijzigingen?sinds={before}&pageSize=1")
        if body is None:
            raise Gone(address)
        return body, following

    def answer(self, address):
        """Return the body (None for what is gone), the address of the next page and how far the source was."""
        for attempt in range(ATTEMPTS):
            request = urllib.request.Request(address, headers=self.headers)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    following = re.search(r'<([^>]*)>; rel="next"', answer.headers.get("Link", ""))
                    return json.load(answer), following[1] if following else "", answer.headers["Gouden-Cursor"]
            except urllib.error.HTTPError as error:
                with error:
                    if error.code in GONE:
                        problem = json.load(error)
                        if "cursor" in problem:
                            raise StartAgain(problem["detail"]) from None
                        return None, "", error.headers["Gouden-Cursor"] or self.position
                    if error.code not in WAIT or attempt == ATTEMPTS - 1:
                        raise
                    time.sleep(int(error.headers.get("Retry-After", 30)))
        raise AssertionError("unreachable")

    def row(self, kind, key):
        """Return something that is no case; None when it is not public."""
        try:
            return self.get(f"{self.base}/{KINDS[kind]}/{urllib.parse.quote(key)}")[0]
        except Gone:
            return None

    def changes(self, since, size=100, *, rows=False):
        """Return events with, of each case, what it is now."""
        about = "&betreft=alles" if rows else ""
        return self.get(f"{self.base}/wijzigingen?sinds={since}&velden=*&pageSize={size}{about}")[0]


class Mirror:
    """The SQLite file: the cases, and how far we are.

    `cursor` is up to where the copy is in step, `gezien` how far the source was when we last asked it anything,
    `bladzijde` what to fetch next of the first walk. Until `klaar` all this is about the tables `nieuw` and
    `rijen_nieuw`. `alles` says what is followed beside cases.
    """

    def __init__(self, path):
        self.db = sqlite3.connect(path)
        self.db.executescript(TABLES)
        columns = [row[1] for row in self.db.execute("PRAGMA table_info(voorbeelden)")]
        if "id" not in columns:
            with self.db:
                self.db.execute("DROP TABLE nieuw")
                self.db.execute("CREATE TABLE nieuw (id TEXT PRIMARY KEY, slug TEXT NOT NULL, record TEXT NOT NULL)")
                self.db.execute("ALTER TABLE voorbeelden ADD COLUMN id TEXT")
                self.forget()

    def state(self, name):
        row = self.db.execute("SELECT waarde FROM stand WHERE naam = ?", [name]).fetchone()
        return row[0] if row else ""

    def keep(self, **state):
        self.db.executemany("INSERT OR REPLACE INTO stand VALUES (?, ?)", state.items())

    @property
    def table(self):
        return "voorbeelden" if self.state("klaar") else "nieuw"

    def choose(self, rows):
        """Begin anew when rows are asked for that this file does not have; leave them when they are not any more."""
        with self.db:
            if not rows:
                self.db.execute("DELETE FROM rijen")
                self.keep(alles="")
            elif self.state("alles") != " ".join(KINDS):
                self.forget()
                self.keep(alles=" ".join(KINDS))

    @property
    def rows(self):
        return "rijen" if self.state("klaar") else "rijen_nieuw"

    def put_row(self, kind, record):
        row = [kind, record["id"], record.get("slug", record.get("code")), json.dumps(own(record), ensure_ascii=False)]
        self.db.execute(f"INSERT OR REPLACE INTO {self.rows} VALUES (?, ?, ?, ?)", row)

    def drop_row(self, kind, identifier):
        self.db.execute(f"DELETE FROM {self.rows} WHERE soort = ? AND id = ?", [kind, identifier])

    def naming(self, identifier):
        """Return the kind, id and slug of each row that shows something of the row with this id."""
        query = f"SELECT soort, id, slug FROM {self.rows} WHERE instr(record, ?)"
        return self.db.execute(query, [identifier]).fetchall()

    def put(self, record):
        text = json.dumps(record, ensure_ascii=False)
        self.drop(record["id"])
        row = [record["id"], record["slug"], text]
        self.db.execute(f"INSERT INTO {self.table} (id, slug, record) VALUES (?, ?, ?)", row)

    def drop(self, identifier):
        self.db.execute(f"DELETE FROM {self.table} WHERE id = ?", [identifier])

    def forget(self):
        """Begin a new copy beside the one that is read."""
        self.db.execute("DELETE FROM nieuw")
        self.db.execute("DELETE FROM rijen_nieuw")
        self.db.execute("DELETE FROM stand WHERE naam <> 'alles'")

    def finish(self):
        """Let readers see the new copy."""
        if not self.state("klaar"):
            self.db.execute("DELETE FROM voorbeelden")
            self.db.execute("INSERT INTO voorbeelden (id, slug, record) SELECT id, slug, record FROM nieuw")
            self.db.execute("DELETE FROM nieuw")
            self.db.execute("DELETE FROM rijen")
            self.db.execute("INSERT INTO rijen SELECT * FROM rijen_nieuw")
            self.db.execute("DELETE FROM rijen_nieuw")
            self.keep(klaar="ja")


def own(value):
    """Return a record without what follows from the cases."""
    if isinstance(value, list):
        return [own(one) for one in value]
    if isinstance(value, dict):
        return {name: own(one) for name, one in value.items() if name not in OF_CASES}
    return value


def key_of(kind, identifier, slug):
    """Return by what the address of a row names it: a municipality and a province by its code."""
    return {"gemeente": identifier.removeprefix("GM"), "provincie": identifier}.get(kind, slug)


def harvest(source, mirror):
    """Fetch every case. What happens meanwhile is in the changes after the cursor that we note first."""
    if not mirror.state("cursor"):
        source.changes(0, size=1)
        first = f"{source.base}/praktijkvoorbeelden?cursor=begin&velden=*&pageSize=100"
        with mirror.db:
            mirror.forget()
            mirror.keep(cursor=source.position, gezien=source.position, bladzijde=first)
    while mirror.state("bladzijde"):
        listed = urllib.parse.urlsplit(mirror.state("bladzijde")).path.rpartition("/")[2]
        kind = next((kind for kind, name in KINDS.items() if name == listed), "")
        page, following = source.get(mirror.state("bladzijde"))
        records = page["resultaten"]
        if kind in LISTED_IN_SHORT:
            # What was withdrawn meanwhile is in the changes too.
            records = [found for record in records if (found := source.row(kind, record["slug"]))]
        with mirror.db:
            for record in records:
                mirror.put_row(kind, record) if kind else mirror.put(record)
            if not following:
                following = next_list(source, mirror, kind)
            mirror.keep(bladzijde=following, gezien=source.position)


def next_list(source, mirror, kind):
    """Return what to fetch after the last page of a list, "" when that was all.

    These lists have numbered pages: when anything happened since the first, one row may have moved past us, and the
    list is walked again.
    """
    kinds = list(KINDS)
    if kind and mirror.state("begin") != source.position:
        following = kind
    elif mirror.state("alles"):
        following = kinds[0] if not kind else "".join(kinds[kinds.index(kind) + 1 :][:1])
    else:
        following = ""
    mirror.keep(begin=source.position)
    return f"{source.base}/{KINDS[following]}?pageSize=100" if following else ""


def follow(source, mirror):
    """Bring the copy in step, until nothing new is told."""
    events = True
    while events:
        page = source.changes(mirror.state("cursor"), rows=bool(mirror.state("alles")))
        events = page["resultaten"]
        # Whatever happened to a case: what counts is what it is now.
        stands = {event["id"]: event["praktijkvoorbeeld"] for event in events if event["betreft"] == CASE}
        # What this program does not know is left out.
        rows = {(event["betreft"], event["id"]): event["huidigeSlug"] for event in events if event["betreft"] in KINDS}
        for _, identifier in list(rows):
            # A name stands in other rows too.
            rows |= {(kind, key): slug for kind, key, slug in mirror.naming(identifier) if (kind, key) not in rows}
        others = {(kind, key): slug and source.row(kind, key_of(kind, key, slug)) for (kind, key), slug in rows.items()}
        with mirror.db:
            for (kind, identifier), record in others.items():
                mirror.put_row(kind, record) if record else mirror.drop_row(kind, identifier)
            for identifier, record in stands.items():
                if record:
                    mirror.put(record)
                else:
                    mirror.drop(identifier)
            mirror.keep(cursor=page["cursor"], gezien=source.position)
            if not events:
                mirror.finish()


def main():
    parser = argparse.ArgumentParser(description="Houd een kopie van de catalogus bij in een SQLite-bestand.")
    parser.add_argument("api", help="bijvoorbeeld https://gouden.example/api/v1")
    parser.add_argument("bestand", help="het SQLite-bestand")
    parser.add_argument("--sleutel", default="", help="uw API-sleutel, als u er een hebt")
    parser.add_argument("--alles", action="store_true", help="ook thema's, vragen, organisaties en de rest")
    given = parser.parse_args()
    mirror = Mirror(given.bestand)
    with closing(mirror.db):
        mirror.choose(given.alles)
        for _ in range(ATTEMPTS):
            source = Source(given.api, given.sleutel, mirror.state("gezien"))
            try:
                harvest(source, mirror)
                follow(source, mirror)
                break
            except StartAgain as told:
                print(f"Alles wordt opnieuw opgehaald; tot dat klaar is, blijft de vorige kopie staan. {told}")
                with mirror.db:
                    mirror.forget()
        else:
            raise SystemExit("De bron veranderde steeds van geschiedenis. Probeer het later opnieuw.")
        number = mirror.db.execute("SELECT count(*) FROM voorbeelden").fetchone()[0]
        rows = mirror.db.execute("SELECT count(*) FROM rijen").fetchone()[0]
        more = f" en {rows} andere rijen" if given.alles else ""
        last = mirror.state("cursor").split(".")[0]
        print(f"{number} praktijkvoorbeelden{more}, bijgewerkt tot en met gebeurtenis {last}")


if __name__ == "__main__":
    main()
