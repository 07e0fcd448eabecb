"""Servers on this machine that behave badly: they wait, drip, never end, or say what is no answer."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# What a server does with a connection, until `hung_up` is set.
Behaviour = Callable[[socket.socket], None]


@contextmanager
def hostile(behaviour: Behaviour) -> Iterator[int]:
    """Serve `behaviour` to each connection, and yield the port."""
    listening = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        # Whoever is cut off hangs up; that ends the behaviour.
        with connection, suppress(OSError):
            behaviour(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                connections.append(connection)
                threads.append(threading.Thread(target=serve, args=[connection], daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield listening.getsockname()[1]
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in [accepting, *threads]:
            thread.join(timeout=10)


def says_nothing(connection: socket.socket) -> None:
    while connection.recv(65_536):
        pass


def drips(text: bytes, *, every: float = 0.05) -> Behaviour:
    """Send `text` over and over, a byte at a time."""

    def behaviour(connection: socket.socket) -> None:
        while True:
            for byte in text:
                connection.sendall(bytes([byte]))
                time.sleep(every)

    return behaviour


def repeats(start: bytes, text: bytes) -> Behaviour:
    """Send `start`, and then `text` without an end, as fast as it is taken."""

    def behaviour(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(text)
            time.sleep(0.001)

    return behaviour


def answers(text: bytes, *, after: float = 0) -> Behaviour:
    """Read a request, and answer it with `text`."""

    def behaviour(connection: socket.socket) -> None:
        connection.recv(65_536)
        time.sleep(after)
        connection.sendall(text)

    return behaviour
