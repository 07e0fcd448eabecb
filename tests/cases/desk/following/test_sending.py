"""Who follows gets one mail a rhythm, only when something changed, and can stop it by one click."""

import datetime
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from cases import publishing
from cases.desk.following import sending, verbs
from cases.desk.following.sending import send_due
from cases.editorial import mail
from cases.models import Case, Follow, OutgoingMail
from tests.cases.desk.following.followers import follower, in_turn, publish
from tests.factories import CaseFactory, MunicipalityFactory, PublishedCaseFactory, ThemeFactory
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db


def bodies() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("body", flat=True))


def test_nothing_changed_means_no_mail() -> None:
    PublishedCaseFactory()
    follow = follower()
    in_turn()

    assert send_due() == 0
    assert bodies() == []
    before = follow.looked_at
    follow.refresh_from_db()
    assert follow.looked_at > before
    assert follow.due_at > timezone.now() + timedelta(days=6, hours=23)


def test_what_was_public_before_the_confirmation_is_not_told() -> None:
    waiting = follower(email="eerder@aalten.example")
    PublishedCaseFactory(case__title="Startgeld")
    follower(email="later@aalten.example")
    in_turn()

    assert send_due() == 1
    assert OutgoingMail.objects.get().to == waiting.email


def test_the_mail_tells_each_case_once_in_its_final_state() -> None:
    stopped = PublishedCaseFactory(case=CaseFactory(with_source=True, running=True, title="Buurtkamer")).case
    changed = PublishedCaseFactory(case__title="Koffie").case
    follow = follower()
    new = PublishedCaseFactory(case__title="Startgeld").case
    publish(new, approach="Bellen.")
    publish(stopped, approach="Anders.")
    publish(stopped, lifecycle="gestopt", lifecycle_checked_on=datetime.date(2026, 3, 2))
    publish(changed, lessons="Begin klein.")
    in_turn()

    assert send_due() == 1
    sent = OutgoingMail.objects.get()
    assert sent.subject == "1 nieuw, 1 gestopt en 1 gewijzigd: alle praktijkvoorbeelden"
    told = re.split(r"veranderd:\n", sent.body)[1].partition("De hele lijst")[0]
    assert told.split("\n") == [
        "",
        "NIEUW",
        "",
        "Startgeld",
        "https://gouden.test/praktijkvoorbeelden/startgeld/",
        "",
        "GESTOPT",
        "",
        "Buurtkamer",
        "Nagegaan op 2 maart 2026. Ook gewijzigd: aanpak.",
        "https://gouden.test/praktijkvoorbeelden/buurtkamer/",
        "",
        "GEWIJZIGD",
        "",
        "Koffie",
        "Leerpunten.",
        "https://gouden.test/praktijkvoorbeelden/koffie/",
        "",
        "",
    ]
    assert f"https://gouden.test/volgen/{follow.token}/" in sent.body


def test_only_what_its_list_finds_is_told() -> None:
    theme, place = ThemeFactory(slug="schulden", name="Schulden"), MunicipalityFactory(cbs_code="0197", name="Aalten")
    both = follower(query="thema=schulden&gemeente=0197")
    PublishedCaseFactory(case__title="Alleen thema", case__themes=[theme])
    PublishedCaseFactory(case__title="Alleen plaats", case__municipalities=[place])
    PublishedCaseFactory(case__title="Beide", case__themes=[theme], case__municipalities=[place])
    in_turn()

    assert send_due() == 1
    sent = OutgoingMail.objects.get(to=both.email)
    assert sent.subject == "1 nieuw: praktijkvoorbeelden over schulden in Aalten"
    assert "Beide" in sent.body
    assert "Alleen" not in sent.body
    assert "https://gouden.test/praktijkvoorbeelden/?thema=schulden&gemeente=0197" in sent.body


def test_it_comes_once_a_rhythm_whatever_happens() -> None:
    follow = follower()
    PublishedCaseFactory()
    in_turn()
    assert send_due() == 1

    PublishedCaseFactory()
    assert send_due() == 0
    follow.refresh_from_db()
    Follow.objects.update(due_at=follow.due_at - timedelta(days=6, hours=23))
    assert send_due() == 0, "a week is not over"
    in_turn()
    assert send_due() == 1
    assert [body.count("https://gouden.test/praktijkvoorbeelden/voorbeeld") for body in bodies()] == [1, 1]


def test_its_day_and_hour_stay_and_a_standstill_costs_one_mail() -> None:
    follow = follower()
    due = timezone.now() - timedelta(minutes=20)
    Follow.objects.update(due_at=due)
    send_due()
    follow.refresh_from_db()
    assert follow.due_at == due + timedelta(days=7)

    for days in (2, 6, 40):
        Follow.objects.update(due_at=timezone.now() - timedelta(days=days))
        send_due()
        follow.refresh_from_db()
        assert follow.due_at == follow.looked_at + timedelta(days=7)


def test_who_did_not_confirm_gets_nothing() -> None:
    follower()
    Follow.objects.update(confirmed_at=None, looked_at=None, due_at=None)
    PublishedCaseFactory()

    assert send_due() == 0


def test_one_case_tells_in_the_subject_what_became_of_it_and_why_it_went() -> None:
    case = PublishedCaseFactory(case__title="Startgeld").case
    follower(query="voorbeeld=startgeld")
    PublishedCaseFactory()
    publish(case, results="Het hielp.")
    in_turn()
    send_due()
    publishing.withdraw(case=Case.objects.get(pk=case.pk), by=None, reason="Op verzoek.")
    in_turn()
    send_due()

    assert list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True)) == [
        "Gewijzigd: het voorbeeld ‘Startgeld’",
        "Ingetrokken: het voorbeeld ‘Startgeld’",
    ]
    assert "Op verzoek." in bodies()[1]


def test_a_withdrawn_case_is_in_no_list_and_is_not_told_there() -> None:
    case = PublishedCaseFactory().case
    follower()
    publishing.withdraw(case=case, by=None, reason="Op verzoek.")
    in_turn()

    assert send_due() == 0


def test_a_long_list_names_the_first_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "NAMED", 2)
    follower()
    PublishedCaseFactory.create_batch(5)
    in_turn()
    send_due()

    [body] = bodies()
    assert body.count("https://gouden.test/praktijkvoorbeelden/voorbeeld") == 2
    assert "En nog 3 andere." in body
    assert OutgoingMail.objects.get().subject.startswith("5 nieuw: ")


def test_what_can_be_read_no_more_ends_with_a_mail_and_erases_who_followed() -> None:
    theme = ThemeFactory(slug="schulden")
    follow = follower(query="thema=schulden", email="an@aalten.example")
    PublishedCaseFactory()
    type(theme).objects.filter(pk=theme.pk).update(published_at=None)
    in_turn()

    assert send_due() == 1
    assert not Follow.objects.filter(pk=follow.pk).exists()
    sent = OutgoingMail.objects.get()
    assert (sent.to, sent.subject) == ("an@aalten.example", "Wat u volgde in Gouden, is er niet meer")


def test_a_mail_program_can_stop_it_by_one_click_from_its_header(settings: Settings) -> None:
    follow = follower()
    PublishedCaseFactory()
    in_turn()
    with smtp_server(settings) as server:
        call_command("run_due", only="follows")
        call_command("run_due", only="waiting mail")

    [received] = server.received
    assert received["To"] == follow.email
    assert received["List-Unsubscribe"] == f"<https://gouden.test/volgen/stop/{follow.token}/>"
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert received["Auto-Submitted"] == "auto-generated"


def test_a_mail_that_nobody_can_stop_has_no_such_header(settings: Settings) -> None:
    with smtp_server(settings) as server:
        mail.send(to="an@aalten.example", text=mail.MailText("Dank u wel", "Fijn.\n"))
        mail.deliver_due()

    assert server.received[0]["List-Unsubscribe"] is None


def test_each_more_who_follows_takes_five_queries() -> None:
    def queries() -> int:
        PublishedCaseFactory()
        in_turn()
        with CaptureQueriesContext(connection) as captured:
            send_due()
        return len(captured)

    follower(email="een@aalten.example")
    queries()
    one = queries()
    follower(email="twee@aalten.example")
    follower(email="drie@aalten.example")

    # A savepoint and its end; the row; the mail; the row again. What changed is found once for both.
    assert queries() - one == 2 * 5


def test_a_run_is_bounded_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        follower(email=f"lezer{number}@aalten.example")
    PublishedCaseFactory()
    in_turn()
    monkeypatch.setattr(mail, "A_RUN", timedelta(0))

    assert [send_due() for _ in range(4)] == [1, 1, 1, 0]


def test_one_who_cannot_be_mailed_keeps_nobody_else_from_it(
    monkeypatch: pytest.MonkeyPatch, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    first, second = follower(email="een@aalten.example"), follower(email="twee@aalten.example")
    PublishedCaseFactory()
    in_turn()
    Follow.objects.filter(pk=first.pk).update(due_at=first.looked_at - timedelta(days=1))
    look = sending.Run.look

    def failing(run: sending.Run, follow: Follow) -> bool:
        looked = look(run, follow)
        if follow.pk == first.pk:
            raise ValueError(follow.email)
        return looked

    monkeypatch.setattr(sending.Run, "look", failing)

    assert send_due() == 1
    assert OutgoingMail.objects.get().to == second.email
    [failed] = [line for line in lines() if line["level"] == "error"]
    assert (failed["object"], failed["result"]) == (f"follow {first.pk}", "failed")
    assert first.email not in json.dumps(lines())

    monkeypatch.undo()
    assert send_due() == 1, "the next run tries again"


def test_what_happens_while_a_run_goes_on_is_told_by_the_next() -> None:
    PublishedCaseFactory()
    follow = follower()
    run = sending.Run(follow.seen)
    PublishedCaseFactory()

    assert run.look(follow) is False
    in_turn()
    assert send_due() == 1


def test_who_stopped_meanwhile_is_left_alone() -> None:
    follow = follower()
    PublishedCaseFactory()
    in_turn()
    verbs.stop(token=follow.token)

    assert send_due() == 0
    assert bodies() == []


@pytest.mark.django_db(transaction=True)
def test_what_changed_is_looked_for_before_anything_is_locked() -> None:
    """A search may ask another machine, and nobody who writes should wait for that."""
    follower()
    PublishedCaseFactory(case__title="Startgeld")
    in_turn()

    with CaptureQueriesContext(connection) as asked:
        assert send_due() == 1

    statements = [one["sql"] for one in asked]
    begin = next(number for number, sql in enumerate(statements) if sql.startswith("BEGIN"))
    events = [number for number, sql in enumerate(statements) if "cases_publicationevent" in sql]
    assert events
    assert max(events) < begin
