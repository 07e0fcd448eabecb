"""docs/examples/mirror.py: a partner's copy that equals the source, whatever happens on the way."""

import contextlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cases import publishing
from cases.models import Case, Claim
from municipalities.models import Organisation
from tests.backups import Backup
from tests.editors import Editor
from tests.factories import (
    ArticleFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityFactory,
    QuestionFactory,
    TermFactory,
    ThemeFactory,
    published_claim,
)
from tests.partners import SCRIPT, Partner, source

pytestmark = pytest.mark.django_db(transaction=True)


ROWS = "SELECT soort, id, record FROM rijen"


class Copy:
    """The example as a partner runs it: a process of its own and a file."""

    def __init__(self, server: LiveServer, path: Path) -> None:
        self.path = path
        self.command = [sys.executable, "-W", "error", str(SCRIPT), f"{server.url}/api/v1", str(path)]

    def run(self, *options: str) -> str:
        """Run it to the end and return what it said."""
        done = subprocess.run([*self.command, *options], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def rows(self) -> dict[tuple[str, str], Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return {(kind, key): json.loads(record) for kind, key, record in db.execute(ROWS)}

    def content(self) -> dict[str, Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return {slug: json.loads(record) for slug, record in db.execute("SELECT slug, record FROM voorbeelden")}


@pytest.fixture
def copy(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Copy:
    settings.GOUDEN_BASE_URL = live_server.url
    return Copy(live_server, tmp_path / "gouden.sqlite3")


def test_it_fetches_everything_once_and_then_what_changed(copy: Copy) -> None:
    editor = Editor("redacteur", cases=3)
    assert copy.run() == "3 praktijkvoorbeelden, bijgewerkt tot en met gebeurtenis 3\n"
    assert copy.content() == source()

    for act in (editor.edit, editor.move, editor.withdraw, editor.rename, editor.publish, editor.restore):
        act()
        copy.run()
        assert copy.content() == source(), act.__name__


def rows_of_the_source() -> dict[tuple[str, str], Any]:
    """Return what the copy of everything that is no case must be equal to."""
    found: dict[tuple[str, str], Any] = {}
    for kind, listed, key in (
        ("thema", "themas", "slug"),
        ("obstakel", "obstakels", "slug"),
        ("element", "elementen", "slug"),
        ("begrip", "begrippen", "slug"),
        ("vraag", "vragen", "slug"),
        ("initiatief", "initiatieven", "slug"),
        ("publicatie", "publicaties", "slug"),
        ("organisatie", "organisaties", "slug"),
        ("regio", "regios", "slug"),
        ("gemeente", "gemeenten", "code"),
        ("provincie", "provincies", "code"),
    ):
        for row in Client().get(f"/api/v1/{listed}?pageSize=100").json()["resultaten"]:
            found[kind, row["id"]] = without_cases(Client().get(f"/api/v1/{listed}/{row[key]}").json())
    return found


def without_cases(value: Any) -> Any:
    if isinstance(value, list):
        return [without_cases(one) for one in value]
    counted = {"aantalPraktijkvoorbeelden", "praktijkvoorbeelden"}
    if isinstance(value, dict):
        return {name: without_cases(one) for name, one in value.items() if name not in counted}
    return value


def test_with_everything_it_follows_what_cases_refer_to_as_well(copy: Copy) -> None:
    editor = Editor("redacteur", cases=2)
    initiative = InitiativeFactory(organisations=[editor.organisation], municipalities=[MunicipalityFactory()])
    article, theme = ArticleFactory(), ThemeFactory()
    copy.run()
    assert copy.rows() == {}

    # Who asks for it later, begins anew.
    said = copy.run("--alles")
    assert "2 praktijkvoorbeelden en" in said
    assert copy.content() == source()
    assert copy.rows() == rows_of_the_source()
    assert ("initiatief", str(initiative.identifier)) in copy.rows()

    def rename() -> None:
        row = Organisation.objects.get(pk=editor.organisation.pk)
        with transaction.atomic():
            saving = publishing.Saving(row, by=None)
            row.name = "Andere naam"
            row.save()
            saving.done(row)
            publishing.refresh(referring_to=row)

    acts: list[Callable[[], object]] = [
        rename,
        editor.edit,
        lambda: publishing.publish_row(row=ThemeFactory(published_at=None), by=None),
        lambda: publishing.withdraw_row(row=theme, by=None, reason="Dubbel."),
        lambda: publishing.delete_row(row=initiative, by=None),
        lambda: publishing.publish_row(row=ArticleFactory(published_at=None, publication=article.publication), by=None),
    ]
    for act in acts:
        act()
        copy.run("--alles")
        assert copy.rows() == rows_of_the_source()
        assert copy.content() == source()

    copy.run()
    assert copy.rows() == {}


def test_with_everything_it_follows_terms_questions_and_elements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Partner(tmp_path / "gouden.sqlite3", monkeypatch)
    stays, goes = published_claim(), published_claim(text="Veertig deden mee.")
    case, term, element = Case.objects.get(slug=goes.slug), TermFactory(), ElementFactory()
    theme = ThemeFactory(synthesis=f"Het kan. [{goes}]", published_at=None)
    question = QuestionFactory(answer=f"Ja. [{stays}]\nEn meer. [{goes}]", published_at=None)
    for row in (theme, question):
        publishing.publish_row(row=row, by=None)
    question.themes.add(theme)
    copy.run(options=["--alles"])
    assert copy.rows() == rows_of_the_source()
    assert {"begrip", "vraag", "element"} < {kind for kind, _ in copy.rows()}

    def say_otherwise() -> None:
        Claim.objects.filter(case=case).update(text="Vierhonderd deden mee.")
        publishing.publish(case=case, by=None)

    acts: list[Callable[[], object]] = [
        say_otherwise,
        lambda: publishing.withdraw(case=case, by=None, reason="Klopt niet."),
        lambda: publishing.publish(case=case, by=None),
        lambda: publishing.publish_row(row=TermFactory(published_at=None, article=term.article), by=None),
        lambda: publishing.publish_row(row=ElementFactory(published_at=None), by=None),
        lambda: publishing.withdraw_row(row=term, by=None, reason="Dubbel."),
        lambda: publishing.delete_row(row=element, by=None),
        lambda: publishing.withdraw_row(row=question, by=None, reason="Dubbel."),
    ]
    for act in acts:
        act()
        copy.run(options=["--alles"])
        assert copy.rows() == rows_of_the_source()
        assert copy.content() == source()

    # A file of before some of these were followed has none of them.
    with contextlib.closing(sqlite3.connect(copy.path)) as db, db:
        db.execute("DELETE FROM rijen WHERE soort = 'begrip'")
        db.execute("UPDATE stand SET waarde = 'ja' WHERE naam = 'alles'")
    copy.run(options=["--alles"])
    assert copy.rows() == rows_of_the_source()


def test_killed_again_and_again_while_editors_write_it_ends_equal(copy: Copy) -> None:
    editor = Editor("redacteur", cases=30)
    killed = 0
    for attempt in range(6):
        running = copy.start()
        # Later each time, so that it is stopped before, in and after the first walk, however fast the machine is.
        killer = threading.Timer(0.05 * 2**attempt, running.kill)
        killer.start()
        editor.work(1)
        killed += running.wait() != 0
        killer.cancel()
    assert killed

    running = copy.start()
    editor.work(10)
    assert running.wait(timeout=120) == 0
    copy.run()

    assert copy.content() == source()


def test_a_catalogue_that_was_put_back_is_fetched_anew_and_said(copy: Copy) -> None:
    editor = Editor("redacteur", cases=2)
    backup = Backup()
    editor.publish()
    copy.run()
    backup.put_back()
    editor.publish()

    said = copy.run()

    assert said.startswith("Alles wordt opnieuw opgehaald; tot dat klaar is, blijft de vorige kopie staan.")
    assert said.endswith("3 praktijkvoorbeelden, bijgewerkt tot en met gebeurtenis 3\n")
    assert copy.content() == source()


def test_it_waits_when_it_is_told_to(copy: Copy, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouden.web.guard import throttling

    class Hurry:
        """A clock on which a minute takes a second."""

        @staticmethod
        def monotonic() -> float:
            return time.monotonic() * throttling.MINUTE

    Editor("redacteur", cases=2)
    settings.GOUDEN_API_LIMIT = 2
    monkeypatch.setattr(throttling, "time", Hurry)
    monkeypatch.setattr(throttling.CallerThrottle, "wait", lambda self: 1)

    assert copy.run().startswith("2 praktijkvoorbeelden")


def test_it_needs_nothing_but_python() -> None:
    modules = [
        line.split()[1].partition(".")[0] for line in SCRIPT.read_text().splitlines() if line.startswith("import ")
    ]

    assert modules
    assert set(modules) <= sys.stdlib_module_names
