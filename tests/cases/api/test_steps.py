"""The steps on /api/ by which a partner keeps a copy, done to the letter by programs made from nothing else.

Each sentence a program follows stands beside what it does, and stands on the page.
"""

import contextlib
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.backups import Backup
from tests.editors import Editor
from tests.partners import source
from tests.reading import main

pytestmark = pytest.mark.django_db(transaction=True)

FETCH = (
    "Haal alles op als JSON Lines, bewaar elk voorbeeld onder zijn id en onthoud de kop Gouden-Cursor van dat antwoord."
)
ASK = (
    "Vraag voortaan /api/v1/wijzigingen?velden=*&pageSize=500&sinds= met de cursor die u onthield, en doe in volgorde "
    "wat elke gebeurtenis zegt. In praktijkvoorbeeld staat het voorbeeld zoals het nu is: bewaar het onder id, in de "
    "plaats van wat daar stond. Staat er null, dan is het ingetrokken: gooi weg wat onder die id stond."
)
REMEMBER = "Onthoud cursor uit het antwoord. Waren er gebeurtenissen, vraag dan meteen door; anders bent u bij."
BY_ID = "Bewaart u onder id: haal het voorbeeld op onder huidigeSlug."
BY_SLUG = (
    "Bewaart u onder slug: haal het bij gepubliceerd en gewijzigd op onder slug, bewaar het onder de slug die erin "
    "staat, en gooi bij ingetrokken en verplaatst weg wat onder die slug stond."
)
ABSENT = (
    "Volg een verwijzing (301). Is huidigeSlug null, of is het antwoord 404 of 410, dan is het intussen ingetrokken: "
    "gooi weg wat u had."
)
AGAIN = (
    "Houd uw kopie zoals hij is, en haal ernaast alles op uit export. "
    "Vervang de kopie in één keer, zodat ook verdwijnt wat er niet meer is. "
    "Volg daarna de wijzigingen vanaf cursor."
)


class Stopped(Exception):
    """The program was stopped."""


class Program:
    """A copy, and the steps. `meanwhile` is called ahead of each request."""

    key = "id"

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = meanwhile
        self.copy: dict[str, Any] = {}
        self.cursor = ""

    def get(self, address: str) -> Any:
        self.meanwhile()
        answer: Any = Client().get(address.removeprefix("https://gouden.test"))
        if answer.status_code == 301:  # ABSENT
            return self.get(answer["Location"])
        return answer

    def fetch(self, address: str = "/api/v1/praktijkvoorbeelden/_export?formaat=jsonl") -> str:
        """FETCH: put all there is in the place of the copy, and return the header."""
        answer = self.get(address)
        records = [json.loads(line) for line in b"".join(answer).splitlines()]
        self.copy = {record[self.key]: record for record in records}
        return str(answer["Gouden-Cursor"])

    def run(self) -> None:
        if not self.cursor:
            self.cursor = self.fetch()
        while True:
            answer = self.get(self.address())
            body = json.loads(answer.content)
            if answer.status_code == 410:  # AGAIN
                self.fetch(body["export"])
                self.cursor = body["cursor"]
                continue
            for event in body["resultaten"]:
                self.follow(event)
            self.cursor = body["cursor"]  # REMEMBER
            if not body["resultaten"]:
                return

    def address(self) -> str:
        return f"/api/v1/wijzigingen?velden=*&pageSize=500&sinds={self.cursor}"

    def follow(self, event: Any) -> None:
        """ASK."""
        self.put(event["id"], event["praktijkvoorbeeld"])

    def put(self, key: str, record: Any) -> None:
        if record is None:
            self.copy.pop(key, None)
        else:
            self.copy[record[self.key]] = record


class ById(Program):
    """Fetches each case itself."""

    def address(self) -> str:
        return f"/api/v1/wijzigingen?pageSize=500&sinds={self.cursor}"

    def follow(self, event: Any) -> None:
        """BY_ID, ABSENT."""
        slug = event["huidigeSlug"]
        self.put(event["id"], slug and self.case(slug))

    def case(self, slug: str) -> Any:
        answer = self.get(f"/api/v1/praktijkvoorbeelden/{slug}")
        return None if answer.status_code in {404, 410} else json.loads(answer.content)


class BySlug(ById):
    key = "slug"

    def follow(self, event: Any) -> None:
        """BY_SLUG, ABSENT."""
        fetched = event["soort"] in {"gepubliceerd", "gewijzigd"}
        self.put(event["slug"], self.case(event["slug"]) if fetched else None)


def test_what_the_programs_follow_is_what_the_page_says(client: Client) -> None:
    said = "".join(main(client.get("/api/")).split())

    for sentence in (FETCH, ASK, REMEMBER, BY_ID, BY_SLUG, ABSENT, AGAIN):
        assert "".join(sentence.split()) in said


@pytest.mark.parametrize("kind", [Program, ById, BySlug])
def test_a_copy_by_the_steps_is_equal_whatever_editors_do(kind: type[Program], settings: Settings) -> None:
    editor, chance = Editor("redacteur", cases=4), random.Random(kind.__name__)
    backup = Backup()
    busy = False

    def meanwhile() -> None:
        if busy and chance.random() < 0.5:
            editor.work(1)
        if busy and chance.random() < 0.1:
            raise Stopped

    program = kind(meanwhile)
    for turn in range(4):
        busy = True
        editor.work(4)
        # It is started again below.
        with contextlib.suppress(Stopped):
            program.run()
        busy = False
        if turn == 2:
            backup.put_back()
            editor.cases = editor.cases[:4]
            editor.publish()
        program.run()
        assert {record["slug"]: record for record in program.copy.values()} == source()
        assert program.cursor


def test_a_night_of_editing_is_one_request(client: Client) -> None:
    editor = Editor("redacteur", cases=2)
    program = Program(lambda: None)
    program.run()
    editor.work(25)
    asked: list[int] = []
    program.meanwhile = lambda: asked.append(1)

    program.run()

    # And one that says that there is no more.
    assert len(asked) == 2
    assert {record["slug"]: record for record in program.copy.values()} == source()
