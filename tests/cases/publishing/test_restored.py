"""A backup is put back at every moment: copies end equal, and no tag stands for two contents."""

import itertools
import json
import os
import random
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cases import publishing
from cases.listing import faceted_index
from cases.models import CatalogueState, PublicationEvent, PublishedCase, Theme
from tests.backups import Backup
from tests.editors import Editor
from tests.factories import ThemeFactory
from tests.partners import Killed, Partner, source

pytestmark = pytest.mark.django_db(transaction=True)
DEEP = bool(os.environ.get("GOUDEN_DEEP"))
# Editors that go on with every request would never let a partner catch up.
QUIET_AFTER = 6
# How many events are lost, and how many happen since.
FATES = list(itertools.product(range(5), range(5))) if DEEP else [(0, 2), (2, 1), (2, 2), (1, 3), (3, 0), (1, 1)]


@pytest.fixture
def partner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Partner:
    return Partner(tmp_path / "gouden.sqlite3", monkeypatch)


def test_a_copy_ends_equal_whatever_was_lost_and_whatever_happened_since(partner: Partner) -> None:
    editor = Editor("redacteur", cases=4)
    partner.run()
    again = 0
    for lost, since in FATES:
        backup = Backup()
        number = CatalogueState.objects.get().number
        events(editor, lost)
        partner.run()
        assert partner.content() == source()

        backup.put_back()
        assert CatalogueState.objects.get().number == number
        events(editor, since)
        said = partner.run()

        assert partner.content() == source(), (number, lost, since)
        assert ("opnieuw opgehaald" in said) == bool(lost), (number, lost, since, said)
        assert_the_index_is_that_of_the_catalogue()
        again += bool(lost)
    assert again >= 5


def events(editor: Editor, number: int) -> None:
    """Let so many events happen, at least."""
    end = PublicationEvent.objects.count() + number
    while PublicationEvent.objects.count() < end:
        editor.work(1)


def assert_the_index_is_that_of_the_catalogue() -> None:
    """What this process remembers of the catalogue is what another would read of it now."""
    now = CatalogueState.counters()
    kept, fresh = faceted_index.current(), faceted_index.updated(faceted_index.Index(), now)
    assert kept.state == now
    for name, order in fresh.orders.items():
        assert [kept.cases[slot] for slot in kept.orders[name]] == [fresh.cases[slot] for slot in order]


def test_a_copy_ends_equal_when_it_happens_between_any_two_of_its_requests(partner: Partner) -> None:
    """The backup is of one moment of the partner's run, and is put back at another, while editors go on."""
    editor = Editor("redacteur", cases=7)
    moments = list(itertools.combinations_with_replacement(range(QUIET_AFTER), 2))
    chance = random.Random(7)
    for first in (True, False):
        for made_at, back_at in moments if DEEP else chance.sample(moments, 2):
            if first:
                partner.path.unlink(missing_ok=True)
            events(editor, 3)
            backups: list[Backup] = []

            def disturb(number: int, made_at: int = made_at, back_at: int = back_at, kept: Any = backups) -> None:
                if number > QUIET_AFTER:
                    return
                editor.work(1)
                if number == made_at:
                    kept.append(Backup())
                    editor.work(2)
                if number == back_at and kept:
                    kept.pop().put_back()

            partner.run(before=disturb)
            partner.run()

            assert partner.content() == source(), (first, made_at, back_at)


def test_the_old_copy_is_read_until_the_new_one_is_complete_whenever_it_is_killed(partner: Partner) -> None:
    editor = Editor("redacteur", cases=7)
    partner.run()
    backup = Backup()
    events(editor, 2)
    partner.run()
    held, before = partner.path.read_bytes(), partner.content()
    backup.put_back()
    events(editor, 3)

    for moment in itertools.count(1):
        partner.path.write_bytes(held)

        def kill(number: int, moment: int = moment) -> None:
            if number == moment:
                raise Killed

        said = partner.run(before=kill)
        assert "opnieuw opgehaald" in said
        if not partner.killed:
            break
        assert partner.content() == before, moment
        assert "opnieuw opgehaald" not in partner.run()
        assert partner.content() == source(), moment

    assert moment > 5
    assert partner.content() == source() != before


@pytest.mark.parametrize(
    "stand",
    [{"nummer": "2"}, {"cursor": "2.0123456789abcdef", "gezien": "2.0123456789abcdef", "bladzijde": "", "klaar": "ja"}],
    ids=["before cursors had tokens", "before cases had an id"],
)
def test_a_copy_of_before_is_read_until_it_is_made_anew(partner: Partner, stand: dict[str, str]) -> None:
    Editor("redacteur", cases=2)
    with closing(sqlite3.connect(partner.path)) as db, db:
        for table in ("voorbeelden", "nieuw"):
            db.execute(f"CREATE TABLE {table} (slug TEXT PRIMARY KEY, record TEXT NOT NULL)")
            db.execute(f"INSERT INTO {table} VALUES ('nooit-gebeurd', '{{}}')")
        db.execute("CREATE TABLE stand (naam TEXT PRIMARY KEY, waarde TEXT NOT NULL)")
        db.executemany("INSERT INTO stand VALUES (?, ?)", stand.items())

    def kill(number: int) -> None:
        if number == 2:
            raise Killed

    partner.run(before=kill)
    assert partner.killed
    assert partner.content() == {"nooit-gebeurd": {}}

    partner.run()

    assert partner.content() == source()


def surfaces() -> list[str]:
    """Return the addresses of every kind of public answer, with those of all that was ever public."""
    slugs = list(PublicationEvent.objects.order_by("slug").values_list("slug", flat=True).distinct())
    api = ["", "?zoek=aanpak", "?cursor=begin&velden=*", "/_facetten", "/_export", "/_export?formaat=csv"]
    pages = ["/", "/praktijkvoorbeelden/", "/praktijkvoorbeelden/?zoek=aanpak", "/praktijkvoorbeelden/feed.atom"]
    pages += ["/sitemap.xml", "/dcat/catalogus.ttl", "/dcat/catalogus.jsonld", "/suggesties/?zoek=red"]
    pages += ["/organisaties/", "/themas/", "/gemeenten/"]
    pages += ["/api/v1/wijzigingen", "/api/v1/themas", "/api/v1/organisaties"]
    pages += [f"/api/v1/praktijkvoorbeelden{query}" for query in api]
    for identifier in PublishedCase.objects.values_list("case__identifier", flat=True):
        pages.append(f"/id/praktijkvoorbeeld/{identifier}.jsonld")
    for slug in slugs:
        pages += [f"/praktijkvoorbeelden/{slug}/", f"/insluiten/{slug}/", f"/api/v1/praktijkvoorbeelden/{slug}"]
    return pages


class Cache:
    """What a cache holds of every address and tag, over all histories."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], bytes] = {}
        self.looked = 0

    def look(self) -> None:
        """Ask everything; each tag stands for the bytes it stood for, and 304 only for what would be sent."""
        client = Client()
        for address in surfaces():
            answer: Any = client.get(address)
            if answer.status_code != 200:
                assert "ETag" not in answer
                continue
            body = b"".join(answer)
            assert self.held.setdefault((address, answer["ETag"]), body) == body, address
            assert "Last-Modified" not in answer
            self.looked += 1


def test_no_tag_stands_for_two_contents_in_all_histories() -> None:
    editor, cache = Editor("redacteur", cases=2), Cache()
    theme = ThemeFactory(name="Preventie")
    cache.look()
    for lost, since in itertools.product(range(3), range(3)) if DEEP else [(1, 1), (2, 1), (1, 2)]:
        backup = Backup()
        for number in (lost, since):
            # A change without an event: the version goes up, as it does in the other history.
            Theme.objects.filter(pk=theme.pk).update(description=f"Uitleg {random.random()}")
            publishing.refresh(referring_to=theme)
            cache.look()
            for _ in range(number):
                editor.work(1)
                cache.look()
            if number == lost:
                backup.put_back()
                cache.look()

    assert len({tag for _, tag in cache.held}) >= 10
    assert cache.looked > len(cache.held), "nothing was looked at twice under one tag"


def test_the_same_version_of_two_histories_has_two_tags() -> None:
    theme = ThemeFactory(name="Preventie")
    backup = Backup()
    answers = []
    for text in ("Wat wij zeiden.", "Wat wij nu zeggen."):
        Theme.objects.filter(pk=theme.pk).update(description=text)
        publishing.refresh(referring_to=theme)
        answers.append((CatalogueState.counters(), Client().get(theme.get_absolute_url())))
        backup.put_back()

    (first, one), (second, other) = answers
    assert (first.number, first.version) == (second.number, second.version)
    assert one.content != other.content
    assert one["ETag"] != other["ETag"]


def test_an_entry_of_the_feed_keeps_its_name_for_itself() -> None:
    def entries() -> dict[str, str]:
        atom = "{http://www.w3.org/2005/Atom}"
        tree = ET.fromstring(Client().get("/praktijkvoorbeelden/feed.atom").content)
        return {str(row.findtext(f"{atom}id")): str(row.findtext(f"{atom}title")) for row in tree.iter(f"{atom}entry")}

    editor = Editor("redacteur", cases=1)
    backup = Backup()
    editor.publish()
    lost = entries()
    backup.put_back()
    editor.publish()
    since = entries()

    assert PublishedCase.objects.count() == len(lost) == len(since) == 2
    both = lost.keys() & since.keys()
    assert len(both) == 1
    assert all(lost[name] == since[name] for name in both)


def test_a_walk_that_began_in_another_history_is_told_to_begin_again() -> None:
    editor = Editor("redacteur", cases=3)
    backup = Backup()
    editor.publish()
    client = Client()
    first: Any = client.get("/api/v1/praktijkvoorbeelden?cursor=begin&pageSize=2")
    following = first["Link"].rpartition("<")[2].partition(">")[0].removeprefix("https://gouden.test")
    assert client.get(following).status_code == 200

    backup.put_back()
    editor.publish()
    refused = client.get(following)

    assert refused.status_code == 410
    assert json.loads(refused.content)["title"] == "Begin opnieuw"
