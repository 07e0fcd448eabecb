"""An editor at a browser: reads forms in the admin, sends them back, and reads what the site says of it."""

import re
import time
import urllib.parse
import urllib.request
from email.message import Message
from http.client import HTTPException
from http.cookiejar import Cookie, CookieJar
from typing import NamedTuple
from urllib.error import HTTPError

from tests.cases.admin.admin_forms import typed
from tests.production.ledger import Told, Verb

PATIENCE = 60
LEVEL = re.compile(r'<li class="(success|warning|error|info)">')
PATHS = {Verb.PUBLISH: "publiceer", Verb.WITHDRAW: "trek-in"}


class NoAnswer(Exception):
    """The connection broke, or the site says that it cannot tell (5xx): what was asked may have been done."""


class Page(NamedTuple):
    """An answer of the site, with the address that gave it after redirects."""

    status: int
    content: bytes
    url: str
    headers: Message

    @property
    def following(self) -> str | None:
        """The path of the next page of a list of the API."""
        found = re.search(r'<https?://[^/]+([^>]*)>; rel="next"', self.headers.get("Link", ""))
        return found[1] if found else None

    @property
    def text(self) -> str:
        return self.content.decode()


class Desk:
    """One browser, signed in by the key of a session; without a key it is a reader's."""

    def __init__(self, address: str, session: str = "") -> None:
        self.address = address
        jar = CookieJar()
        if session:
            here = ("127.0.0.1", True, False, "/", True)
            jar.set_cookie(Cookie(0, "sessionid", session, None, False, *here, False, None, False, None, None, {}))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path: str) -> Page:
        """Return the page, asked for again as long as nobody answers: reading can always be repeated."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self._ask(path)
            except NoAnswer:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def do(self, verb: Verb, case: int, word: str) -> Told:
        """Ask for `verb` as an editor does, by the form on its page, and return what the editor is told."""
        form = f"/admin/cases/case/{case}/change/"
        if verb is Verb.SAVE:
            page = self.get(form)
            data = typed(page, "case_form", title=f"Buurtkamer {word}") | {"_continue": "1"}
            return self._send(form, data, form)
        action = f"/admin/cases/case/{case}/{PATHS[verb]}/"
        if verb is Verb.PUBLISH:
            return self._send(action, typed(self.get(form), action), form)
        page = self.get(action)
        if page.url != self.address + action:
            return Told.REFUSED
        return self._send(action, typed(page, "ask_form", reason=f"Ingetrokken na {word}."), action)

    def _send(self, path: str, data: dict[str, object], referer: str) -> Told:
        """Send a form once and return what its answer says; the page with the message may be asked for again."""
        pairs = [(name, value) for name, given in data.items() for value in _values(given)]
        try:
            page = self._ask(path, urllib.parse.urlencode(pairs).encode(), referer)
        except NoAnswer:
            return Told.NOTHING
        levels = LEVEL.findall(page.text)
        assert levels, f"{path} answered {page.status} without a message"
        return Told.DONE if "success" in levels else Told.REFUSED

    def _ask(self, path: str, body: bytes | None = None, referer: str = "") -> Page:
        request = urllib.request.Request(self.address + path, body, {"Referer": self.address + referer})
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return Page(answer.status, answer.read(), answer.url, answer.headers)
        except HTTPError as error:
            if error.code >= 500:
                raise NoAnswer from error
            return Page(error.code, error.read(), error.url, error.headers)
        except (OSError, HTTPException) as error:
            raise NoAnswer from error


def _values(given: object) -> list[object]:
    return given if isinstance(given, list) else [given]
