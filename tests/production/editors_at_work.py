"""Editors who publish and withdraw by the admin of a running site, and a look at every surface of what they did."""

import html
import json
import random
import re
import threading
from itertools import count
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from tests.factories import CaseFactory, UserFactory
from tests.production.desk import Desk, Page
from tests.production.ledger import Account, Standing, Verb

EDITORS, CASES = 2, 1
ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = r"Buurtkamer (\w+)"
WORDS = count(1)


def slug_of(editor: int, case: int) -> str:
    return f"buurtkamer-{editor}-{case}"


def prepare() -> None:
    """Fill the empty database: for each editor an open session and a few drafts. Prints the sessions and the cases."""
    call_command("migrate", verbosity=0)
    sessions, cases = [], []
    for editor in range(EDITORS):
        user = UserFactory(is_staff=True, is_superuser=True)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
        drafts = [
            CaseFactory(with_source=True, slug=slug_of(editor, case), title="Buurtkamer wacht") for case in range(CASES)
        ]
        cases.append({case.slug: case.pk for case in drafts})
    print(json.dumps({"sessions": sessions, "cases": cases}))  # noqa: T201


def new_word() -> str:
    """Return a word that no other title has, and that search takes for no other."""
    letters = random.Random(next(WORDS))
    return "".join(letters.choice("bdfgklmnprstvz") + letters.choice("aeiou") for _ in range(6))


class EditorAtWork:
    """Works on cases of its own, one request at a time, and writes down what it is told."""

    def __init__(self, desk: Desk, cases: dict[str, int], seed: int) -> None:
        self.desk, self.cases = desk, cases
        self.random = random.Random(seed)
        self.accounts = {slug: Account([Standing("wacht")]) for slug in cases}

    def work_until(self, stop: threading.Event) -> None:
        """Do one thing after another until `stop`; a case of which an answer stayed away is left alone till a look."""
        while not stop.is_set():
            certain = [slug for slug, account in self.accounts.items() if account.certain]
            if not certain:
                return
            self._act(self.random.choice(certain))

    def _act(self, slug: str) -> None:
        account = self.accounts[slug]
        now = account.certain
        assert now
        word = new_word()
        if now.public == now.draft:
            verb = self.random.choice([Verb.SAVE, Verb.WITHDRAW])
        else:
            verb = self.random.choice([Verb.SAVE, Verb.PUBLISH, Verb.PUBLISH])
        account.write(verb, word, self.desk.do(verb, self.cases[slug], word))

    def ask_in_vain(self) -> None:
        """Withdraw each case, and once more in vain: a refusal in the ledger, which must not count for an act."""
        for slug, account in self.accounts.items():
            assert account.certain
            if account.certain.public is not None:
                self._withdraw(slug)
            if account.certain:
                self._withdraw(slug)

    def _withdraw(self, slug: str) -> None:
        self.accounts[slug].write(Verb.WITHDRAW, "niets", self.desk.do(Verb.WITHDRAW, self.cases[slug], "niets"))

    def look(self, look: "Look") -> None:
        """Settle every account by what the surfaces show; fail where that is not what the editor was told."""
        for slug, account in self.accounts.items():
            account.settle(look.standing(slug, self.desk.get(f"/admin/cases/case/{self.cases[slug]}/change/")))


class Look:
    """What readers, partners and editors are shown of the cases at one moment, when nobody is at work."""

    def __init__(self, address: str) -> None:
        self.reader = Desk(address)
        listed = self._json("/api/v1/praktijkvoorbeelden?pageSize=100")["resultaten"]
        taken_along = self.reader.get("/api/v1/praktijkvoorbeelden/_export?formaat=jsonl").text.splitlines()
        feed = ElementTree.fromstring(self.reader.get("/praktijkvoorbeelden/feed.atom").text)
        page = self.reader.get("/praktijkvoorbeelden/").text
        self.titles: dict[str, dict[str, str]] = {
            "list": {row["slug"]: row["titel"] for row in listed},
            "export": {row["slug"]: row["titel"] for row in map(json.loads, taken_along)},
            "feed": {_slug(entry): entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry")},
            "page with the list": dict(re.findall(r'href="/praktijkvoorbeelden/([\w-]+)/"[^>]*>\s*([^<]+?)\s*<', page)),
        }
        self.events: dict[str, list[str]] = {}
        path: str | None = "/api/v1/wijzigingen?pageSize=100"
        while path:
            answer = self.reader.get(path)
            for row in json.loads(answer.text)["resultaten"]:
                self.events.setdefault(row["slug"], []).append(row["soort"])
            path = answer.following

    def standing(self, slug: str, form: Page) -> Standing:
        """Return how this case is, `form` being its form in the admin; fail when two surfaces tell different things."""
        draft = _word(html.unescape(form.text), r'name="title" value="Buurtkamer (\w+)"')
        events = tuple(self.events.get(slug, ()))
        page = self.reader.get(f"/praktijkvoorbeelden/{slug}/")
        record = self.reader.get(f"/api/v1/praktijkvoorbeelden/{slug}")
        public = _word(page.text, r"<h1>Buurtkamer (\w+)</h1>") if page.status == 200 else None
        shown = {name: _word(titles.get(slug, ""), TITLE) for name, titles in self.titles.items()}
        shown["record"] = _word(json.loads(record.text)["titel"], TITLE) if record.status == 200 else None
        assert shown == dict.fromkeys(shown, public), slug
        status = 200 if public else 410 if events else 404
        assert (page.status, record.status) == (status, status), slug
        assert (bool(events) and events[-1] != "ingetrokken") == bool(public), (slug, events)
        if public:
            found = self._json(f"/api/v1/praktijkvoorbeelden?zoek={public}")["resultaten"]
            assert slug in {row["slug"] for row in found}
        assert draft
        return Standing(draft, public, events)

    def _json(self, path: str) -> Any:
        return json.loads(self.reader.get(path).text)


def _slug(entry: ElementTree.Element) -> str:
    link = entry.find(f"{ATOM}link")
    assert link is not None
    return link.attrib["href"].rstrip("/").rpartition("/")[2]


def _word(text: str, pattern: str) -> str | None:
    found = re.search(pattern, text)
    return found[1] if found else None
