"""Production does not start half configured, and says in one sentence why."""

import subprocess
import sys

import pytest

from tests.production.containers import ROOT, dotenv, image_environment, machine

pytestmark = pytest.mark.once

# A fresh checkout is enough: settings are read before anything else.
MANAGE = [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"]
GUNICORN = [sys.executable, "-m", "gunicorn", "gouden.wsgi", "--bind", "127.0.0.1:0"]
SECRETS = ["SECRET_KEY", "ALLOWED_HOSTS", "GOUDEN_BASE_URL", "DATABASE_URL", "EMAIL_URL"]


def start(command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    """Run `command` with a complete environment for production, but for these changes."""
    environment = machine() | image_environment() | dotenv() | changes
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=30)


def test_the_example_filled_in_passes_djangos_deployment_checks() -> None:
    done = start(MANAGE)

    assert done.returncode == 0, done.stderr
    assert "System check identified no issues" in done.stdout


@pytest.mark.parametrize("command", [MANAGE, GUNICORN], ids=["manage", "gunicorn"])
@pytest.mark.parametrize("name", SECRETS)
def test_without_one_of_its_secrets_it_says_which_and_stops(name: str, command: list[str]) -> None:
    done = start(command, **{name: ""})

    assert done.returncode == 1
    assert done.stderr == (
        f"Gouden start niet: {name} ontbreekt in de omgeving. Zie .env.example voor wat daar moet staan.\n"
    )


def test_everything_that_is_missing_is_said_at_once() -> None:
    done = start(MANAGE, **dict.fromkeys(SECRETS, ""))

    assert done.stderr == (
        "Gouden start niet: SECRET_KEY, ALLOWED_HOSTS, GOUDEN_BASE_URL, DATABASE_URL en EMAIL_URL ontbreken in de "
        "omgeving. Zie .env.example voor wat daar moet staan.\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "te kort", "SECRET_KEY heeft 7 tekens en moet er minstens 50 hebben."),
        ("ALLOWED_HOSTS", ",", "ALLOWED_HOSTS moet minstens één naam noemen."),
        ("GOUDEN_BASE_URL", "gouden.nl", "GOUDEN_BASE_URL moet een adres zijn als https://gouden.example"),
        ("DATABASE_URL", "mysql://db/gouden", "DATABASE_URL moet beginnen met sqlite:/// of postgresql://"),
        ("EMAIL_URL", "smtp://jan:geheim@mail.example", "EMAIL_URL zou het wachtwoord leesbaar versturen"),
        ("GOUDEN_MAIL_FROM", "Gouden", "GOUDEN_MAIL_FROM moet een mailadres zijn als redactie@"),
        ("GOUDEN_SECURITY_CONTACT", "jan@gouden.nl", "GOUDEN_SECURITY_CONTACT moet beginnen met mailto:"),
    ],
)
def test_a_sloppy_value_stops_the_server_too(name: str, value: str, sentence: str) -> None:
    done = start(GUNICORN, **{name: value})

    assert done.returncode == 1
    assert done.stderr.startswith(f"Gouden start niet: {sentence}")
    assert len(done.stderr.splitlines()) == 1
