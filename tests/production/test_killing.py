"""Processes die while they do what is looked at, and not after."""

import signal

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from tests.factories import ThemeFactory
from tests.production import killing


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("statement", "dies"), [(1, True), (2, True), (3, False)])
def test_none_dies_once_it_is_done_and_only_its_session_is_saved(
    monkeypatch: pytest.MonkeyPatch, statement: int, dies: bool
) -> None:
    """A session at work is saved once a minute, in a transaction after that of the verb."""
    killed: list[int] = []
    monkeypatch.setattr(killing.os, "kill", lambda process, how: killed.append(how))
    session = SessionStore()

    def act() -> None:
        with transaction.atomic():
            ThemeFactory()
            ThemeFactory()
        session["seen_at"] = 1
        session.save()

    killing.dies_at(statement, act)()

    assert killed == ([signal.SIGKILL] if dies else [])
