"""Partners that read while editors write, each with a connection of its own."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases.models import CatalogueState, PublicationEvent, PublishedCase
from tests.editors import Editor

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1"


class Crew:
    """Runs each task in a thread; `join` raises what went wrong in any of them."""

    def __init__(self, *tasks: Callable[[], None]) -> None:
        self.errors: list[BaseException] = []
        self.threads = [threading.Thread(target=self._run, args=[task]) for task in tasks]
        for thread in self.threads:
            thread.start()

    def _run(self, task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:
            self.errors.append(error)
        finally:
            connection.close()

    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def join(self) -> None:
        for thread in self.threads:
            thread.join(timeout=120)
        assert not self.busy()
        for error in self.errors:
            raise error


def get(path: str) -> Any:
    response = Client().get(f"{API}/{path}")
    return response.status_code, json.loads(response.content or "null")


class Follower:
    """Asks for changes again and again, as a partner does, and keeps what it was told."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.numbers: list[int] = []
        self.polls = 0

    def poll(self) -> None:
        since = self.numbers[-1] if self.numbers else 0
        status, page = get(f"wijzigingen?sinds={since}&pageSize={self.size}")
        assert status == 200
        assert page["laatste"] >= since
        assert page["aantal"] == page["laatste"] - since
        self.numbers += [row["nummer"] for row in page["resultaten"]]
        self.polls += 1


def test_followers_miss_nothing_and_hear_nothing_twice_while_editors_write() -> None:
    editors = [Editor(f"redacteur {number}", cases=2) for number in range(3)]
    writers = Crew(*(lambda editor=editor: editor.work(8) for editor in editors))
    followers = [Follower(size=1), Follower(size=7), Follower(size=100)]

    def follow(follower: Follower) -> None:
        while writers.busy():
            follower.poll()

    readers = Crew(*(lambda follower=follower: follow(follower) for follower in followers))
    writers.join()
    readers.join()
    number = CatalogueState.objects.get().number
    for follower in followers:
        while len(follower.numbers) < number:
            before = len(follower.numbers)
            follower.poll()
            assert len(follower.numbers) > before

    assert number == PublicationEvent.objects.count() > 12
    for follower in followers:
        assert follower.numbers == list(range(1, number + 1))
        assert follower.polls > 1


def test_a_walk_meets_every_case_that_stays_exactly_once_while_others_come_and_go() -> None:
    staying = Editor("blijver", cases=20)
    passing = Editor("passant", cases=5)
    stay = {case.slug for case in staying.cases}
    writers = Crew(lambda: passing.work(8))
    walks = []
    while writers.busy() or len(walks) < 2:
        walks.append(walk())
    writers.join()

    for met in walks:
        assert len(met) == len(set(met))
        assert stay <= set(met)


def walk() -> list[str]:
    met, address = [], f"{API}/praktijkvoorbeelden?cursor=begin&pageSize=7&velden=slug"
    while address:
        response = Client().get(address)
        met += [row["slug"] for row in json.loads(response.content)["resultaten"]]
        links = {part.split('"')[1]: part[1 : part.index(">")] for part in response["Link"].split(", ")}
        address = links.get("next", "").removeprefix("https://gouden.test")
    return met


@pytest.mark.deep
def test_every_answer_is_right_under_load_while_cases_are_published_and_withdrawn() -> None:
    """Readers ask for everything as fast as they can; none gets a fault or an answer that contradicts itself."""
    editors = [Editor(f"redacteur {number}", cases=15) for number in range(2)]
    end = time.monotonic() + 45
    asked: list[float] = []

    def write(editor: Editor) -> None:
        while time.monotonic() < end:
            editor.work(1)

    def read() -> None:
        while time.monotonic() < end:
            start = time.monotonic()
            status, page = get("praktijkvoorbeelden?pageSize=100&velden=*")
            assert status == 200
            assert all(row["url"].endswith(f"/{row['slug']}/") for row in page["resultaten"])
            for row in page["resultaten"][:5]:
                status, one = get(f"praktijkvoorbeelden/{row['slug']}")
                assert status in {200, 301, 410}
                assert status != 200 or one["slug"] == row["slug"]
            assert get("organisaties?pageSize=100")[0] == get("themas")[0] == 200
            asked.append(time.monotonic() - start)

    Crew(*(lambda editor=editor: write(editor) for editor in editors), *[read] * 4).join()

    assert len(asked) > 40
    shown = {row["slug"]: row for row in get("praktijkvoorbeelden?pageSize=100&velden=*")[1]["resultaten"]}
    assert shown.items() <= {case.slug: case.record for case in PublishedCase.objects.all()}.items()
    assert [event.number for event in PublicationEvent.objects.order_by("number")] == list(
        range(1, CatalogueState.objects.get().number + 1)
    )
