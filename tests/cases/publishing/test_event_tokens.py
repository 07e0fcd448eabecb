"""What names an event and a version of the catalogue: drawn at random, by one method, also for events of before."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from cases import publishing
from cases.models import CatalogueState, PublicationEvent
from tests.factories import PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"[0-9a-f]{16}")


def test_every_event_and_every_version_has_a_token_of_its_own() -> None:
    seen = []
    for _ in range(3):
        PublishedCaseFactory()
        seen.append(CatalogueState.counters())
        publishing.refresh(referring_to=ThemeFactory())
        seen.append(CatalogueState.counters())

    events = list(PublicationEvent.objects.order_by("number").values_list("token", flat=True))
    assert len(set(events)) == 3
    assert len({state.token for state in seen}) == 6
    assert [state.event_token for state in seen] == [token for token in events for _ in range(2)]
    assert all(TOKEN.fullmatch(token) for token in [*events, *(state.token for state in seen)])


def test_the_migration_names_the_events_of_before() -> None:
    PublishedCaseFactory.create_batch(3)
    PublicationEvent.objects.update(token="")
    CatalogueState.objects.update(token="", event_token="")

    migration = import_module("cases.migrations.0026_fill_event_tokens")
    migration.name_every_event(apps, connection.schema_editor(atomic=False))

    tokens = list(PublicationEvent.objects.order_by("number").values_list("token", flat=True))
    assert len(set(tokens)) == 3
    assert all(TOKEN.fullmatch(token) for token in tokens)
    state = CatalogueState.counters()
    assert state.event_token == tokens[-1]
    assert TOKEN.fullmatch(state.token)


def test_nothing_but_one_method_raises_the_version() -> None:
    code = [*Path(settings.BASE_DIR, "cases").rglob("*.py"), *Path(settings.BASE_DIR, "municipalities").rglob("*.py")]

    raising = [path.name for path in code if re.search(r"\.version\s*(\+|-)?=[^=]", path.read_text(encoding="utf-8"))]

    assert raising == ["published.py"]
