"""Django's mail backend, with one limit for all steps of a mail, and the knowledge whether it may have arrived."""

import smtplib
import socket
from contextlib import ExitStack
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

from gouden.web.outgoing.cutting import Deadline

TAKEN = 250


class MayHaveArrived(Exception):
    """The text went out, and the server did not say whether it has it."""


class _Connection(smtplib.SMTP):
    """A connection that is cut off when its time is over."""

    def __init__(self, *args: Any, deadline: Deadline, **kwargs: Any) -> None:
        self.deadline = deadline
        self.in_doubt = False
        self._cutting = ExitStack()
        super().__init__(*args, **kwargs)

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            return super().connect(*args, **kwargs)
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = self.deadline.connect(self.deadline.lookup(host, port), port, pause=timeout)
        self._cutting.enter_context(self.deadline.cutting(connection))
        return connection

    def send(self, s: Any) -> None:
        # Commands are text; only what is mailed is bytes.
        self.in_doubt = self.in_doubt or isinstance(s, bytes)
        super().send(s)

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, said = super().data(msg)
        # It has the mail, or it has not. A reply that was cut off says neither.
        self.in_doubt = not (code == TAKEN or 400 <= code < 600)
        return code, said

    def close(self) -> None:
        super().close()
        self._cutting.close()


class _SecureConnection(smtplib.SMTP_SSL, _Connection):
    """The same, with TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """`timeout` is for one answer of the server, `total` for all that a mail takes, from looking up the name on.

    Raises MayHaveArrived when nobody knows whether the server has the mail; anything else when it has not.
    """

    def __init__(self, *args: Any, total: float, **kwargs: Any) -> None:
        self._partial_connection: Any = None
        super().__init__(*args, **kwargs)
        self.total = total

    @property
    def connection_class(self) -> Any:
        kind: Any = _SecureConnection if self.use_ssl else _Connection
        return partial(kind, deadline=Deadline(self.total))

    def open(self) -> bool | None:
        try:
            return super().open()
        except Exception:
            if self._partial_connection is not None:
                self._partial_connection.close()
                self._partial_connection = None
            raise

    def _send(self, email_message: EmailMessage) -> bool:
        try:
            return bool(super()._send(email_message))  # type: ignore[misc]
        except Exception as error:
            if isinstance(self.connection, _Connection) and self.connection.in_doubt:
                raise MayHaveArrived from error
            raise

    def _close_connection(self, connection: smtplib.SMTP) -> None:
        """Take leave of the server. What goes wrong then changes nothing: it has the mail, or it has not."""
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()
