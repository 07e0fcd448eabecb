"""A partner who runs docs/examples/mirror.py, in this process: its requests are answered by the site itself."""

import contextlib
import io
import json
import sqlite3
import sys
import types
import urllib.error
import urllib.request
import urllib.response
from collections.abc import Callable, Sequence
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cases.models import PublishedCase

SCRIPT = Path(settings.BASE_DIR) / "docs" / "examples" / "mirror.py"


class Killed(Exception):
    """The program was stopped."""


class Partner:
    """A copy in a file. `before` hears the number of each request ahead of it, and may do anything, such as kill."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.monkeypatch = monkeypatch
        self.requests = 0
        self.killed = False
        self.before: Callable[[int], None] = lambda number: None

    def run(self, before: Callable[[int], None] = lambda number: None, *, options: Sequence[str] = ()) -> str:
        """Run the program once, with pages so small that there are several, and return what it said."""
        program = types.ModuleType("mirror")
        exec(compile(SCRIPT.read_text().replace("pageSize=100", "pageSize=3"), str(SCRIPT), "exec"), program.__dict__)
        self.requests, self.before = 0, before
        said = io.StringIO()
        with self.monkeypatch.context() as patch, contextlib.redirect_stdout(said):
            patch.setattr(urllib.request, "urlopen", self.open)
            patch.setattr(sys, "argv", ["mirror.py", f"{settings.GOUDEN_BASE_URL}/api/v1", str(self.path), *options])
            try:
                program.main()
                self.killed = False
            except Killed:
                self.killed = True
        return said.getvalue()

    def open(self, request: urllib.request.Request, timeout: float) -> urllib.response.addinfourl:
        self.before(self.requests)
        self.requests += 1
        address = request.full_url
        answer: Any = Client().get(address.removeprefix(settings.GOUDEN_BASE_URL))
        while answer.status_code == 301:
            answer = Client().get(answer["Location"].removeprefix(settings.GOUDEN_BASE_URL))
        headers = Message()
        for name, value in answer.headers.items():
            headers[name] = value
        body = io.BytesIO(b"".join(answer))
        if answer.status_code >= 400:
            raise urllib.error.HTTPError(address, answer.status_code, "", headers, body)
        return urllib.response.addinfourl(body, headers, address, answer.status_code)

    def content(self) -> dict[str, Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return {slug: json.loads(record) for slug, record in db.execute("SELECT slug, record FROM voorbeelden")}

    def rows(self) -> dict[tuple[str, str], Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            found = db.execute("SELECT soort, id, record FROM rijen")
            return {(kind, key): json.loads(record) for kind, key, record in found}


def source() -> dict[str, Any]:
    """Return what the copy must be equal to."""
    return dict(PublishedCase.objects.values_list("slug", "record"))
