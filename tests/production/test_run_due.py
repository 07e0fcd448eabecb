"""`manage.py run_due`: what is due is done, and a step that fails does not stop the others."""

import io
import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from cases.management.commands import run_due

pytestmark = pytest.mark.django_db
DONE = [
    "  Bijwerken wat vandaag ingaat: gedaan",
    "  Opdrachten die stilvielen opnieuw klaarzetten: gedaan",
    "  Verlopen sessies verwijderen: gedaan",
    "  Oude gemiste zoekvragen wissen: gedaan",
    "  Mogelijk dubbele voorbeelden zoeken: gedaan",
    "  Vragen of voorbeelden nog lopen: gedaan",
    "  Eén keer herinneren wie niet antwoordde: gedaan",
    "  Eén keer herinneren welke gemeente niet antwoordde: gedaan",
    "  Oude navragen wissen: gedaan",
    "  Vragen sluiten die lang op het vragenbord staan: gedaan",
    "  Oude inzendingen wissen: gedaan",
    "  Volgers wissen die niet bevestigden: gedaan",
    "  Wissen wat lang genoeg in de prullenbak lag: gedaan",
    "  Mailen wat er veranderde aan wie het volgt: gedaan",
    "  Wachtende mail versturen: gedaan",
    "  Onbestelbare mail wissen: gedaan",
    "  Oude tellingen wissen: gedaan",
    "  Oude beveiligingsgebeurtenissen wissen: gedaan",
    "  Oude opdrachten wissen: gedaan",
    "  Niet ingelezen bestanden wissen: gedaan",
    "  Bepalen waar nieuwe passages over gaan: gedaan",
    "  Openbare voorbeelden vergelijken met hun bron: gedaan",
    "  Een deel van de links bezoeken: gedaan",
]
CLOSED = "  De ronde vastleggen: gedaan"


def session(key: str, days: int) -> None:
    Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))


def test_it_deletes_expired_sessions_and_keeps_the_others(caplog: pytest.LogCaptureFixture) -> None:
    session("verlopen", days=-1)
    session("geldig", days=1)
    said = io.StringIO()

    with caplog.at_level(logging.INFO):
        call_command("run_due", stdout=said)

    assert [each.session_key for each in Session.objects.all()] == ["geldig"]
    assert said.getvalue().splitlines() == [*DONE, CLOSED]
    _, _, line, other, *_ = caplog.records
    assert (other.object, other.result) == ("old missed searches", "ok")  # type: ignore[attr-defined]
    assert (line.action, line.object, line.result) == ("run due", "expired sessions", "ok")  # type: ignore[attr-defined]


def test_a_step_that_fails_is_told_and_the_next_one_runs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    session("verlopen", days=-1)
    said = io.StringIO()
    broken = run_due.DueStep("broken", "Een kapotte stap", lambda: 1 / 0)
    monkeypatch.setattr(run_due, "STEPS", [broken, *run_due.STEPS])

    with caplog.at_level(logging.INFO), pytest.raises(CommandError, match=f"1 van {len(DONE) + 1} stappen mislukt"):
        call_command("run_due", stdout=said)

    assert said.getvalue().splitlines() == [
        "  Een kapotte stap: mislukt",
        *DONE,
    ]
    assert [(line.object, line.result) for line in caplog.records] == [  # type: ignore[attr-defined]
        ("broken", "failed"),
        ("new day", "ok"),
        ("silent jobs", "ok"),
        ("expired sessions", "ok"),
        ("old missed searches", "ok"),
        ("probable duplicates", "ok"),
        ("inquiries", "ok"),
        ("reminders", "ok"),
        ("reminders of rounds", "ok"),
        ("old inquiries", "ok"),
        ("old questions", "ok"),
        ("old submissions", "ok"),
        ("unconfirmed follows", "ok"),
        ("old bin", "ok"),
        ("follows", "ok"),
        ("waiting mail", "ok"),
        ("undeliverable mail", "ok"),
        ("old counts", "ok"),
        ("old security events", "ok"),
        ("old jobs", "ok"),
        ("old uploads", "ok"),
        ("vectors", "ok"),
        ("public side", "ok"),
        ("links", "ok"),
    ]
    assert not Session.objects.exists()
