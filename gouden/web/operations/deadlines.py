"""How long a request waits for PostgreSQL: for each statement, and not for ever as the client does by itself.

A server that is down refuses at once, and `connect_timeout` and TCP's own time-outs (gouden.env) notice a host that is
gone. A server that froze keeps the connection and never answers: only a clock on our side tells. Commands have none.
"""

import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

import psycopg
from django.core.signals import request_finished
from django.db import OperationalError
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus

# In seconds. No page needs a tenth of it; who saves may wait for a colleague whose file is being read in.
READING, WRITING = 8.0, 25.0
# How long the server may take to call off what took too long. One that does not froze: for so long nobody tries again.
CANCELLING, PAUSE = 1.0, 5.0

_allowed: ContextVar[float | None] = ContextVar("allowed", default=None)


class Frozen:
    """Until when, by this process's clock, the database is taken to be frozen."""

    until = 0.0


def pause() -> None:
    """Take the database to be frozen for a while: who asks meanwhile is answered at once, and threads stay free."""
    Frozen.until = time.monotonic() + PAUSE


class DeadlineMiddleware:
    """Gives each statement of a request READING or WRITING seconds, those of an answer that streams too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Until the answer is closed, not until this returns: one that streams asks its questions later.
        _allowed.set(READING if request.method in {"GET", "HEAD"} else WRITING)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raise OperationalError while the database is frozen."""
        if time.monotonic() < Frozen.until:
            raise OperationalError("the database did not answer a moment ago")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give each statement in this block as many seconds, after which it raises OperationalError."""
    token = _allowed.set(seconds)
    try:
        yield
    finally:
        _allowed.reset(token)


@receiver(request_finished)
def forget(**kwargs: Any) -> None:
    """Give what this thread does beside requests no deadline: commands, and the tests of both."""
    _allowed.set(None)


@receiver(connection_created)
def watch(connection: Any, **kwargs: Any) -> None:
    """Put a clock on `wait` of a new connection to PostgreSQL: all it sends and receives goes through that."""
    if connection.vendor == "postgresql":
        connection.connection.wait = partial(_wait, weakref.proxy(connection.connection))


def _wait(connection: Any, work: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
    """Do what psycopg's `Connection.wait` does; a connection that ran out of time is not used again."""
    try:
        return psycopg.Connection.wait(connection, work, interval, _allowed.get() if timeout is None else timeout)
    except psycopg.OperationalError:
        if connection.pgconn.transaction_status == TransactionStatus.ACTIVE:
            # What still runs there may hold locks.
            try:
                connection.cancel_safe(timeout=CANCELLING)
            except psycopg.Error:
                pause()
            connection.pgconn.finish()
        raise
