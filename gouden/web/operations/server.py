"""What gunicorn has no setting for: the words of its own refusals, and clients that fall silent."""

import socket
import struct
from collections.abc import Iterable
from typing import Any

from gunicorn.util import write_nonblock

from gouden.web.http.security_headers import PERMISSIONS_POLICY

# In seconds: how long a client may be silent while it sends a request or takes in the answer. A proxy that keeps what
# it passes on (as nginx does) is never silent.
SILENCE = 20

# Title and sentence by status; whatever else gunicorn refuses cannot be read either.
REFUSALS = {
    414: ("Dit adres is te lang", "Het adres dat u opvroeg is langer dan Gouden aanneemt."),
    431: ("Te veel koppen", "De koppen van deze aanvraag zijn langer dan Gouden aanneemt. Wis misschien uw cookies."),
    500: ("Er ging iets mis", "Dat ligt aan ons, niet aan u. Probeer het over een paar minuten nog eens."),
}
UNREADABLE = ("Deze aanvraag is niet te lezen", "Wat hier binnenkwam is geen geldige aanvraag.")
PAGE = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="robots" content="noindex"><title>{title} - Gouden</title></head>
<body><main><h1>{title}</h1><p>{sentence}</p><p lang="en">{reason}.</p><p><a href="/">De voorpagina</a></p></main>
</body>
</html>
"""
HEAD = """HTTP/1.1 {status} {reason}\r
Connection: close\r
Content-Type: text/html; charset=utf-8\r
Content-Length: {length}\r
Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r
X-Content-Type-Options: nosniff\r
X-Frame-Options: DENY\r
Referrer-Policy: same-origin\r
Permissions-Policy: {permissions}\r
Cache-Control: no-store\r
\r
"""


def write_error(sock: socket.socket, status_int: int, reason: str, mesg: str) -> None:
    """Answer what gunicorn refuses (its `util.write_error`); `mesg`, which repeats what was sent, is left out."""
    title, sentence = REFUSALS.get(status_int, UNREADABLE)
    page = PAGE.format(title=title, sentence=sentence, reason=reason).encode()
    head = HEAD.format(status=status_int, reason=reason, length=len(page), permissions=PERMISSIONS_POLICY)
    write_nonblock(sock, head.encode("ascii") + page)


def drop_silent_clients(listeners: Iterable[Any]) -> None:
    """Let no read or write of a connection take longer than SILENCE: each would hold one of a worker's few threads.

    Connections inherit this of the socket that accepts them (Linux).
    """
    longest = struct.pack("ll", SILENCE, 0)
    for listener in listeners:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, longest)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, longest)
