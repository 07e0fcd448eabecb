"""A real mail server, in a thread of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from pytest_django import Settings


class MailServer:
    """Takes mail, or refuses it with `refusal` ("451 kom later terug")."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.refusal = ""
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 Message accepted for delivery"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server on this machine."""
    server = MailServer(free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def mailer(port: int) -> dict[str, object]:
    """Return MAILERS for a server at this port."""
    options = {"host": "127.0.0.1", "port": port, "timeout": 5, "total": 10}
    return {"default": {"BACKEND": "gouden.web.outgoing.smtp.EmailBackend", "OPTIONS": options}}


@contextmanager
def smtp_server(settings: Settings) -> Iterator[MailServer]:
    """Run a mail server, and let Gouden send by it."""
    with mail_server() as server:
        settings.MAILERS = mailer(server.port)
        yield server
