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
def test_without_a_secret_each_says_which_and_stops(command: list[str]) -> None:
    done = start(command, EMAIL_URL="")

    assert done.returncode == 1
    assert done.stderr == (
        "Gouden start niet: EMAIL_URL ontbreekt in de omgeving. Zie .env.example voor wat daar moet staan.\n"
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
        (
            "ALLOWED_HOSTS",
            "https://gouden.example",
            "ALLOWED_HOSTS noemt 'https://gouden.example': geef alleen de naam",
        ),
        ("ALLOWED_HOSTS", "www.gouden.example", "ALLOWED_HOSTS noemt gouden.example niet"),
        ("GOUDEN_BASE_URL", "gouden.nl", "GOUDEN_BASE_URL moet een adres zijn als https://gouden.example"),
        ("GOUDEN_BASE_URL", "http://gouden.example", "GOUDEN_BASE_URL moet met https:// beginnen"),
        ("DATABASE_URL", "mysql://db/gouden", "DATABASE_URL moet beginnen met sqlite:/// en een bestand noemen"),
        ("DATABASE_URL", "postgresql://jan:ge@heim@db/x", "DATABASE_URL is niet te lezen: schrijf in het wachtwoord"),
        ("EMAIL_URL", "smtp://jan:geheim@mail.example", "EMAIL_URL zou het wachtwoord leesbaar versturen"),
        ("GOUDEN_CONTACT_EMAIL", "Gouden", "GOUDEN_CONTACT_EMAIL moet een mailadres zijn als redactie@"),
        ("GOUDEN_MAIL_FROM", "Gouden", "GOUDEN_MAIL_FROM moet een mailadres zijn als redactie@"),
        ("GOUDEN_PUBLISHER_URI", "javascript:alert(1)", "GOUDEN_PUBLISHER_URI moet een adres zijn als https://"),
        (
            "GOUDEN_ACCESSIBILITY_URL",
            "javascript:alert(1)",
            "GOUDEN_ACCESSIBILITY_URL moet een adres zijn als https://",
        ),
        (
            "GOUDEN_ACCESSIBILITY_STATUS",
            "banaan",
            "GOUDEN_ACCESSIBILITY_STATUS moet A, B, C, D of E zijn, niet 'banaan'.",
        ),
        (
            "GOUDEN_ACCESSIBILITY_STATUS",
            "A",
            "GOUDEN_ACCESSIBILITY_STATUS=A kan niet zonder GOUDEN_ACC",
        ),
        ("GOUDEN_SECURITY_CONTACT", "jan@gouden.nl", "GOUDEN_SECURITY_CONTACT moet beginnen met mailto:"),
        ("GOUDEN_FOUR_EYE", "0", "GOUDEN_FOUR_EYE is geen instelling van Gouden. Bedoelt u GOUDEN_FOUR_EYES?"),
    ],
)
def test_a_sloppy_value_is_refused(name: str, value: str, sentence: str) -> None:
    done = start([sys.executable, "-c", "import gouden.settings.production"], **{name: value})

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"gouden.env.BadEnvironment: {sentence}")
