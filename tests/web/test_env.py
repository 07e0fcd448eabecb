"""The environment is read strictly, and .env.example tells all of it."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gouden import env
from tests.production.containers import SECRETS, dotenv


def test_the_example_lists_every_variable_the_settings_and_the_compose_file_read() -> None:
    root = Path(settings.BASE_DIR)
    read = {"DJANGO_SETTINGS_MODULE"}
    for path in set((root / "gouden" / "settings").glob("*.py")) - {root / "gouden" / "settings" / "test.py"}:
        read |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text()))
    read |= set(re.findall(r"\$\{([A-Z_]+)", (root / "docker-compose.yml").read_text()))
    listed = set(re.findall(r"^([A-Z_]+)=", (root / ".env.example").read_text(), re.MULTILINE))

    assert listed == read


def test_what_must_be_set_is_named_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY ontbreekt"):
        env.text("SECRET_KEY")


def test_everything_that_is_missing_is_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        monkeypatch.setenv(name, "")

    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY, ALLOWED_HOSTS en DATABASE_URL ontbreken in de omg"):
        env.require("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 49)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY heeft 49 tekens en moet er minstens 50 hebben"):
        env.secret("SECRET_KEY")

    monkeypatch.setenv("SECRET_KEY", "abcd" * 20)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY heeft 4 verschillende tekens .* openssl rand -hex 32"):
        env.secret("SECRET_KEY")

    monkeypatch.setenv("SECRET_KEY", "abcde" * 10)
    assert env.secret("SECRET_KEY") == "abcde" * 10


def test_words_are_split_at_commas_and_one_must_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " gouden.nl, ,www.gouden.nl ")
    assert env.words("ALLOWED_HOSTS") == ["gouden.nl", "www.gouden.nl"]

    monkeypatch.setenv("ALLOWED_HOSTS", ",")
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS moet minstens één naam noemen"):
        env.words("ALLOWED_HOSTS")
    assert env.words("ALLOWED_HOSTS", "localhost") == []


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("yes", True), ("0", False), ("", False), ("OFF", False)])
def test_a_boolean_is_read_in_any_of_its_spellings(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("DEBUG", value)

    assert env.boolean("DEBUG", not expected) is expected


@pytest.mark.parametrize("value", ["ja", "2", "truee"])
def test_a_sloppy_boolean_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DEBUG", value)

    with pytest.raises(ImproperlyConfigured, match="DEBUG moet 1 of 0 zijn"):
        env.boolean("DEBUG")


@pytest.mark.parametrize(
    "value",
    [
        *("gouden.nl", "ftp://gouden.nl", "https://", "https://gouden.nl/pad", "https://gouden.nl:poort"),
        *("https://jan@gouden.nl", "https://gouden.nl#top", "https://:443", "https://[gouden"),
    ],
)
def test_a_base_url_is_an_address_without_a_path(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_BASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match="GOUDEN_BASE_URL"):
        env.base_url("GOUDEN_BASE_URL")


@pytest.mark.parametrize("value", ["http://gouden.nl", "http://192.0.2.1:8000"])
def test_a_public_address_is_safe_to_visit(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_BASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match=r"GOUDEN_BASE_URL moet met https:// beginnen"):
        env.public_url("GOUDEN_BASE_URL")

    for safe in ("https://gouden.nl", "http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost"):
        monkeypatch.setenv("GOUDEN_BASE_URL", safe)
        assert env.public_url("GOUDEN_BASE_URL") == safe


@pytest.mark.parametrize(
    "value",
    ["https://gouden.nl", "gouden.nl www.gouden.nl", "gouden.nl:443", "gouden.nl/pad", "*.gouden.nl", "gou..nl"],
)
def test_a_host_is_a_name_alone(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", value)

    with pytest.raises(ImproperlyConfigured, match=r"geef alleen de naam, zoals gouden\.example"):
        env.hosts("ALLOWED_HOSTS", "https://gouden.nl")


def test_the_host_of_the_site_itself_is_among_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "www.gouden.nl,10.0.0.5,[::1]")
    with pytest.raises(ImproperlyConfigured, match=r"ALLOWED_HOSTS noemt gouden.nl niet, waar de site volgens GOUDEN_"):
        env.hosts("ALLOWED_HOSTS", "https://gouden.nl:8443")

    for value, base in [
        ("gouden.nl", "https://gouden.nl:8443"),
        (".gouden.nl", "https://www.gouden.nl"),
        ("GOUDEN.nl", "https://gouden.nl"),
        ("*", "https://gouden.nl"),
        ("[::1]", "http://[::1]:8000"),
    ]:
        monkeypatch.setenv("ALLOWED_HOSTS", value)
        assert env.hosts("ALLOWED_HOSTS", base) == [value]


def test_a_misspelt_setting_is_refused_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GOUDEN_")]:
        monkeypatch.delenv(name)
    env.refuse_unknown()

    monkeypatch.setenv("GOUDEN_FOUR_EYE", "0")
    with pytest.raises(
        ImproperlyConfigured, match=r"GOUDEN_FOUR_EYE is geen instelling.* Bedoelt u GOUDEN_FOUR_EYES\?"
    ):
        env.refuse_unknown()

    monkeypatch.delenv("GOUDEN_FOUR_EYE")
    monkeypatch.setenv("GOUDEN_XYZ", "0")
    with pytest.raises(ImproperlyConfigured, match=r"GOUDEN_XYZ is geen instelling van Gouden\. Zie \.env\.example"):
        env.refuse_unknown()


def test_a_shell_reads_the_example_as_docker_does() -> None:
    file = Path(settings.BASE_DIR) / ".env.example"
    read = subprocess.run(
        ["sh", "-c", f"set -a && . '{file}' && env -0"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert read.stderr == ""
    shell = dict(line.split("=", 1) for line in read.stdout.split("\0") if line)

    assert {name: shell.get(name) for name in dotenv()} | SECRETS == dotenv()


@pytest.mark.parametrize("value", ["", "https://hc-ping.com/5c2d", "http://10.0.0.5:8000/ping?x=1"])
def test_an_address_is_whole_or_left_out(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_PING_URL", value)
    assert env.address("GOUDEN_PING_URL") == value


@pytest.mark.parametrize(
    "value", ["hc-ping.com/5c2d", "ftp://x.example/", "https:///ping/5c2d", "http://[bad/", "http://a:99999/"]
)
def test_a_sloppy_address_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_PING_URL", value)

    with pytest.raises(ImproperlyConfigured, match="GOUDEN_PING_URL moet een adres zijn") as refused:
        env.address("GOUDEN_PING_URL")
    assert value not in str(refused.value)


def test_a_database_url_becomes_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://jan:ge%40heim@db:5433/gouden?sslmode=require")

    database = env.database("DATABASE_URL", "")

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("gouden", "jan", "ge@heim")
    assert (database["HOST"], database["PORT"]) == ("db", "5433")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["options"] == env.PLANNING

    monkeypatch.setenv("DATABASE_URL", "postgresql://db/gouden?options=-c%20jit%3Don")
    assert env.database("DATABASE_URL", "")["OPTIONS"]["options"] == "-c jit=on"


def test_an_sqlite_url_names_a_relative_or_an_absolute_file_and_its_folder_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///var/gouden.sqlite3")
    assert env.database("DATABASE_URL", "")["NAME"] == Path("var/gouden.sqlite3")
    assert (tmp_path / "var").is_dir()

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new/gouden.sqlite3")
    assert env.database("DATABASE_URL", "")["NAME"] == tmp_path / "new" / "gouden.sqlite3"
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize(
    "value",
    [f"postgresql://jan:ge{sign}heim@db/gouden" for sign in "@/?#["],
)
def test_a_password_that_would_name_another_host_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match=r"schrijf in het wachtwoord @ als %40") as refused:
        env.database("DATABASE_URL", "")
    assert "heim" not in str(refused.value)


def test_a_port_of_a_database_is_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://jan:geheim@db:poort/gouden")

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL noemt een poort die er geen is") as refused:
        env.database("DATABASE_URL", "")
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    ["mysql://localhost/gouden", "postgresql://localhost", "gouden.sqlite3", "sqlite:///", "sqlite://x/y.sqlite3"],
)
def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL moet beginnen met"):
        env.database("DATABASE_URL", "")


def test_a_number_is_a_whole_one_from_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUDEN_API_LIMIT", "1200")
    assert env.number("GOUDEN_API_LIMIT", 600) == 1200

    monkeypatch.setenv("GOUDEN_API_LIMIT", "")
    assert env.number("GOUDEN_API_LIMIT", 600) == 600


def test_a_number_may_have_a_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUDEN_SESSION_HOURS", "0")

    with pytest.raises(ImproperlyConfigured, match="GOUDEN_SESSION_HOURS moet een geheel getal vanaf 1 zijn"):
        env.number("GOUDEN_SESSION_HOURS", 12, least=1)


@pytest.mark.parametrize("value", ["-1", "1,5", "veel", "6e2", "²"])
def test_a_sloppy_number_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_API_LIMIT", value)

    with pytest.raises(ImproperlyConfigured, match="GOUDEN_API_LIMIT moet een geheel getal vanaf 0 zijn"):
        env.number("GOUDEN_API_LIMIT", 600)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://localhost", "localhost", 25, False, False),
        ("smtp://localhost:1025/", "localhost", 1025, False, False),
        ("smtp+tls://jan:ge%40heim@mail.example", "mail.example", 587, True, False),
        ("smtp+ssl://jan:ge%40heim@mail.example", "mail.example", 465, False, True),
    ],
)
def test_a_mail_url_becomes_a_mailer(
    monkeypatch: pytest.MonkeyPatch, url: str, host: str, port: int, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    options = env.mailer("EMAIL_URL")["OPTIONS"]

    assert (options["host"], options["port"], options["use_tls"], options["use_ssl"]) == (host, port, tls, ssl)
    assert (options["timeout"], options["total"]) == (10, 30)
    secret = ("jan", "ge@heim") if "jan" in url else ("", "")
    assert (options["username"], options["password"]) == secret


def test_without_a_mail_url_mail_is_written_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)

    assert env.mailer("EMAIL_URL") == {"BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mail.example:587", "een adres zijn als smtp"),
        ("https://mail.example", "een adres zijn als smtp"),
        ("smtp+tls://jan:geheim@", "een adres zijn als smtp"),
        ("smtp://localhost/?tls=1", "een adres zijn als smtp"),
        ("smtp://localhost/pad", "een adres zijn als smtp"),
        ("smtp://localhost:99999", "een poort die er geen is"),
        ("smtp+tls://jan@mail.example", "een naam én een wachtwoord"),
        ("smtp://jan:geheim@mail.example", "het wachtwoord leesbaar versturen"),
    ],
)
def test_a_sloppy_mail_url_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, url: str, sentence: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)

    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        env.mailer("EMAIL_URL")
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("value", ["Gouden", "Gouden <redactie@gouden.example>", "redactie@", "a@b.nl, c@d.nl"])
def test_a_sloppy_mailbox_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GOUDEN_MAIL_FROM", value)

    with pytest.raises(ImproperlyConfigured, match="GOUDEN_MAIL_FROM moet een mailadres zijn"):
        env.mailbox("GOUDEN_MAIL_FROM")
