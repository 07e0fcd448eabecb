"""Each step of `run_due` on its own: one that hangs, crashes or is killed keeps no other from running."""

import io
import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cases.editorial import mail
from cases.management.commands import run_due
from cases.management.commands.run_due import DueStep
from cases.models import MissedSearch, OutgoingMail, StepRun
from gouden.web.outgoing import visiting
from tests.factories import OutgoingMailFactory, PublishedCaseFactory
from tests.hostile_server import BadMailServer, hostile, says_nothing
from tests.mail_server import mailer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # Tests have threads of their own; production's command has none.
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def leaves(mark: str) -> None:
    """A step that does something to be seen."""
    MissedSearch.objects.create(sent_on=timezone.localdate(), searched=mark)


def done() -> list[str]:
    return list(MissedSearch.objects.order_by("pk").values_list("searched", flat=True))


@pytest.fixture(autouse=True)
def steps(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[DueStep]:
    """Steps that end well, between which a test puts others."""
    settings.GOUDEN_STEPS_APART = True
    found = [DueStep(name, name.capitalize(), partial(leaves, name)) for name in ("first", "last")]
    monkeypatch.setattr(run_due, "STEPS", found)
    return found


class Pinged:
    """A service that is told when all went well."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.status = 200
        pinged = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pinged.paths.append(self.path)
                self.send_response(pinged.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def pinged(settings: Settings) -> Iterator[Pinged]:
    pinged = Pinged()
    settings.GOUDEN_PING_URL = f"http://127.0.0.1:{pinged.server.server_port}/een-kenmerk"
    threading.Thread(target=pinged.server.serve_forever, args=[0.05], daemon=True).start()
    yield pinged
    pinged.server.shutdown()
    pinged.server.server_close()


def run(**options: object) -> list[str]:
    """Run what is due, and return what the terminal says."""
    said = io.StringIO()
    try:
        call_command("run_due", stdout=said, **options)
    except CommandError as error:
        said.write(f"{error}\n")
    return [line.strip() for line in said.getvalue().splitlines()]


def test_a_round_that_went_well_is_kept_and_told(pinged: Pinged, client: Client) -> None:
    PublishedCaseFactory()
    assert client.get("/readyz").json()["laatsteRonde"] == {
        "geslaagd": None,
        "minutenGeleden": None,
        "oordeel": "nog nooit",
    }

    assert run() == [
        "First: gedaan",
        "Last: gedaan",
        "De ronde vastleggen: gedaan",
        "Melden dat de ronde goed ging: gedaan",
    ]

    assert done() == ["first", "last"]
    assert pinged.paths == ["/een-kenmerk"]
    assert all(step.ended_well_at and step.busy_until is None for step in StepRun.objects.all())
    round_ = client.get("/readyz").json()["laatsteRonde"]
    assert (round_["minutenGeleden"], round_["oordeel"]) == (0, "in orde")


def crash() -> None:
    raise ZeroDivisionError


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.once
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (partial(time.sleep, 60), "afgebroken"),
        (crash, "mislukt"),
        (be_killed, "afgebroken"),
        (partial(os._exit, 1), "mislukt"),
    ],
    ids=["hangs", "fails", "is killed", "leaves"],
)
def test_a_step_that_ends_badly_keeps_no_other_from_running(
    steps: list[DueStep], pinged: Pinged, bad: partial[None], said: str
) -> None:
    steps.insert(1, DueStep("bad", "Kwaad", bad, limit=1))
    began = time.monotonic()

    assert run() == ["First: gedaan", f"Kwaad: {said}", "Last: gedaan", "1 van 3 stappen mislukt."]

    assert time.monotonic() - began < 10
    assert done() == ["first", "last"]
    assert StepRun.objects.get(name="bad").ended_well_at is None
    assert not StepRun.objects.filter(name="round").exists()
    assert pinged.paths == []


def test_a_step_that_waits_for_a_lock_is_stopped_too() -> None:
    locked = DueStep("locked", "Op slot", lambda: MissedSearch.objects.all().delete(), limit=1)
    begin = {
        "sqlite": ["BEGIN IMMEDIATE"],
        "postgresql": ["BEGIN", "LOCK TABLE cases_missedsearch IN ACCESS EXCLUSIVE MODE"],
    }
    free, held = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            for statement in begin[connection.vendor]:
                cursor.execute(statement)
            held.set()
            free.wait(30)
            cursor.execute("ROLLBACK")
        connection.close()

    holding = threading.Thread(target=hold)
    holding.start()
    assert held.wait(30)
    began = time.monotonic()
    outcome = run_due.apart(locked)
    took = time.monotonic() - began
    free.set()
    holding.join(30)

    assert outcome == run_due.StepOutcome.STOPPED
    assert took < 5


def test_a_mail_whose_process_is_stopped_goes_twice_at_worst(settings: Settings) -> None:
    OutgoingMailFactory()
    # It has the text, and says nothing of it until long after the step's limit.
    server = BadMailServer(b".", says_nothing)
    with hostile(server) as port:
        settings.MAILERS = mailer(port)
        step = DueStep("waiting mail", "Mail", mail.deliver_due, limit=1)
        outcomes = []
        for _ in range(3):
            outcomes.append(run_due.apart(step))
            OutgoingMail.objects.exclude(due_at=None).update(due_at=timezone.now())
            StepRun.objects.update(busy_until=None)

    stopped, done = run_due.StepOutcome.STOPPED, run_due.StepOutcome.DONE
    assert outcomes == [stopped, stopped, done]
    ids = [line for text in server.mails for line in text.splitlines() if line.startswith(b"Message-ID")]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    row = OutgoingMail.objects.get()
    assert (row.doubts, row.due_at) == (2, None)


def test_two_at_once_do_each_step_once(steps: list[DueStep], tmp_path: Path) -> None:
    def slow() -> None:
        with (tmp_path / "done").open("a") as file:
            file.write("x")
        time.sleep(2)

    steps[:] = [DueStep("slow", "Traag", slow)]
    outcomes: list[run_due.StepOutcome] = []

    def one() -> None:
        outcomes.append(run_due.apart(steps[0]))

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == [run_due.StepOutcome.DONE, run_due.StepOutcome.BUSY, run_due.StepOutcome.BUSY]
    assert (tmp_path / "done").read_text() == "x"


@pytest.mark.once
def test_a_run_that_steps_back_is_no_failure(steps: list[DueStep]) -> None:
    StepRun.objects.create(name="first", busy_until=timezone.now() + timedelta(minutes=5))
    assert run()[:2] == ["First: al bezig", "Last: gedaan"]
    assert done() == ["last"]


def test_what_was_killed_is_taken_up_again_after_its_limit(steps: list[DueStep]) -> None:
    StepRun.objects.create(name="first", busy_until=timezone.now() - timedelta(seconds=1))
    run()
    assert done() == ["first", "last"]


@pytest.mark.once
def test_one_step_can_run_by_itself(pinged: Pinged) -> None:
    assert run(only="last") == ["Last: gedaan"]
    assert done() == ["last"]
    assert pinged.paths == []
    with pytest.raises(CommandError, match="onbekend"):
        call_command("run_due", "--only", "onbekend")


@pytest.mark.once
def test_a_monitor_that_does_not_answer_costs_its_time_and_the_round_went_well(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visiting, "TOTAL", 0.5)
    with hostile(says_nothing) as port:
        settings.GOUDEN_PING_URL = f"http://127.0.0.1:{port}/"
        began = time.monotonic()
        assert run()[-2:] == [
            "Melden dat de ronde goed ging: mislukt",
            "De ronde ging goed, maar is niet gemeld.",
        ]
    assert time.monotonic() - began < 5
    assert StepRun.objects.get(name="round").ended_well_at


@pytest.mark.once
def test_a_monitor_that_knows_nothing_of_us_is_an_error(pinged: Pinged) -> None:
    pinged.status = 404
    assert "Melden dat de ronde goed ging: mislukt" in run()


@pytest.mark.once
def test_a_round_of_long_ago_is_told_and_takes_no_site_down(client: Client) -> None:
    PublishedCaseFactory()
    StepRun.objects.create(name="round", ended_well_at=timezone.now() - timedelta(hours=5))

    response = client.get("/readyz")

    assert response.status_code == 200
    round_ = response.json()["laatsteRonde"]
    assert (round_["minutenGeleden"], round_["oordeel"]) == (300, "te lang geleden")
