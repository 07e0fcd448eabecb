"""Servers on this machine that behave badly: they wait, drip, never end, or say what is no answer."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

# What a server does with a connection, until the other side hangs up.
Behaviour = Callable[[socket.socket], None]
REPLIES = {b"MAIL": b"250 OK", b"RCPT": b"250 OK", b"DATA": b"354 Go on", b"QUIT": b"221 Bye", b"RSET": b"250 OK"}


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


class BadMailServer:
    """Speaks as a mail server does, until what is said begins with `stop`; "." stands for the end of a mail."""

    def __init__(self, stop: bytes, then: Behaviour, *, greeting: bytes = b"250 mail.example") -> None:
        self.stop, self.then, self.greeting = stop, then, greeting
        self.mails: list[bytes] = []

    def __call__(self, connection: socket.socket) -> None:
        with connection.makefile("rwb", buffering=0) as file:
            file.write(b"220 mail.example\r\n")
            while line := file.readline().upper():
                if line.startswith(b"DATA") and self.stop != b"DATA":
                    file.write(b"354 Go on\r\n")
                    text = b"".join(iter(file.readline, b".\r\n"))
                    self.mails.append(text)
                    line, answer = b".", b"250 Taken"
                else:
                    answer = REPLIES.get(line[:4], self.greeting)
                if line.startswith(self.stop):
                    return self.then(connection)
                file.write(answer + b"\r\n")
        return None


def hangs_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def refuses(connection: socket.socket) -> None:
    connection.sendall(b"451 Later\r\n")
    says_nothing(connection)
