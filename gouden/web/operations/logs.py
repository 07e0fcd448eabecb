"""Log lines: one JSON object each, with who did what to what, from where and how it ended, and no reader in it."""

import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Protocol

import orjson
from django.db import OperationalError, ProgrammingError

# Where the work came from: "site", "api" or "admin" during a request.
origin: ContextVar[str] = ContextVar("origin", default="")

# gunicorn writes the visitor's address and the query of a request it cannot read into its message.
READERS = re.compile(r"\bip=\S+|\?\S*")
# What follows in an address that is itself the key to somebody's page.
KEYS = re.compile(r"(/(?:beantwoord|deel-uw-voorbeeld|loopt-dit-nog|lopen-deze-nog|meelezen|volgen)/).+", re.DOTALL)
# Errors whose first line speaks of our side: the server's state, a table. Other messages may repeat what was typed.
SPEAKING = (OperationalError, ProgrammingError)


def in_request() -> bool:
    """Return whether this is done for who asks a page, and not by a command."""
    return bool(origin.get())


class Account(Protocol):
    """Someone who has an account. Django's own class cannot be imported here: logging begins before its models."""

    def get_username(self) -> str: ...


def event(action: str, object: str, result: str, actor: str | Account | None = None) -> dict[str, str | None]:
    """Return as `extra` of a log line who did what to what, and how it ended; without an actor the system did."""
    name = actor if actor is None or isinstance(actor, str) else actor.get_username()
    return {"action": action, "object": object, "result": result, "actor": name}


class JsonFormatter(logging.Formatter):
    """Writes `time, level, logger, message, action, object, result, origin, actor`; empty ones are left out.

    The fields come from `extra=`. A line of Django about a request says which address, never its query or a key in
    it. An exception is its class and its stack.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _without_key(READERS.sub("", record.getMessage()).strip()),
            **(_of_request(record) if hasattr(record, "request") else {}),
            **{name: getattr(record, name, "") for name in ("action", "object", "result") if hasattr(record, name)},
            "origin": getattr(record, "origin", "") or origin.get() or _process(),
        }
        if hasattr(record, "actor"):
            line["actor"] = str(record.actor or "system")
        if record.exc_info and record.exc_info[1]:
            line |= _of_exception(record.exc_info[1])
        return orjson.dumps({name: value for name, value in line.items() if value != ""}, default=str).decode()


def _without_key(text: str) -> str:
    return KEYS.sub(r"\1…", text)


def _of_request(record: Any) -> dict[str, Any]:
    """Return the fields of a line that Django writes about a request. Asks the database nothing: it may be away."""
    request = record.request
    user = getattr(request, "_cached_user", None)
    return {
        "action": getattr(request, "method", ""),
        "object": _without_key(getattr(request, "path", "")),
        "result": getattr(record, "status_code", ""),
        "actor": user.get_username() if user and user.is_authenticated else "visitor",
    }


def _of_exception(error: BaseException) -> dict[str, str]:
    spoken = str(error).partition("\n")[0] if isinstance(error, SPEAKING) else ""
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "reason": _without_key(spoken),
        "stack": "".join(traceback.format_tb(error.__traceback__)).rstrip(),
    }


def _process() -> str:
    """Return what runs outside a request: a command of manage.py by its name, or the server."""
    program, *words = sys.argv
    return f"command {words[0]}" if program.endswith("manage.py") and words else "server"
