"""One limit for all that a visit or a mail does on the network together.

The timeout of a socket begins again with every byte, so who drips keeps its reader for ever. Here a connection is cut
off when the time is over, whatever was going on: a greeting, a TLS handshake, headers, a reply.
"""

import queue
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

# How long one address may take to answer, before the next one of the same name is tried.
CONNECT_SECONDS = 5.0


class TooLate(TimeoutError):
    """The time for all of it together is over."""


class Deadline:
    """A moment, `seconds` from now, after which nothing goes on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._end

    def left(self) -> float:
        """Return how many seconds are left. Raises TooLate when none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooLate
        return left

    def lookup(self, host: str, port: int) -> list[str]:
        """Return the addresses of `host`. Raises OSError, or ValueError for what cannot be a name.

        Nothing stops a lookup that hangs: it is left behind in a thread, which ends with it or with the process.
        """
        answers: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except Exception as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self.left())
        except queue.Empty as error:
            raise TooLate from error
        if isinstance(found, Exception):
            raise found
        return [str(info[4][0]) for info in found]

    def connect(self, addresses: Iterable[str], port: int, *, pause: float = CONNECT_SECONDS) -> socket.socket:
        """Return a connection to the first of `addresses` that answers, on which nothing waits longer than `pause`."""
        failed: OSError = OSError("no address")
        for address in addresses:
            wait = min(self.left(), pause)
            try:
                connection = socket.create_connection((address, port), timeout=min(wait, CONNECT_SECONDS))
            except OSError as error:
                failed = error
            else:
                connection.settimeout(wait)
                return connection
        raise failed

    @contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Cut `connection` off, and what TLS makes of it, when the time is over before the end of this context."""
        # A handle of its own: the one that is given is closed, or handed on to TLS.
        handle = connection.dup()
        timer = threading.Timer(self.left(), _cut, [handle])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            handle.close()


def _cut(connection: socket.socket) -> None:
    # It may have ended just now.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
