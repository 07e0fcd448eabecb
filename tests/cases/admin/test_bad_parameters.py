"""Whatever an address, a parameter or a form of the admin holds: an answer, and never a 500."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.admin.stale_form import SEEN_INPUT
from tests.cases.admin.admin_forms import typed
from tests.cases.admin.test_lists import REGISTERED, addable, address, editable
from tests.factories import FACTORIES, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.strict]

# What is no number, no text a database takes, and no number it has room for.
BAD = ("\x00", "abc", "9" * 20)
Data = dict[str, Any]


@pytest.fixture
def rows() -> dict[type, Any]:
    """A row of each model."""
    return {model: FACTORIES[model]() for model in REGISTERED if model in FACTORIES}


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True))
    return client


def refusals(asked: Iterator[tuple[str, Data | None]], client: Client) -> list[str]:
    """Return what was answered with a 500: each address, with what was sent to it."""
    broken = []
    for url, data in asked:
        with transaction.atomic():
            response = client.get(url) if data is None else client.post(url, data)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            sent = "" if data is None else f" {sorted(data.items())}"[:300]
            what = f" {response.exc_info[1]!r}"[:120] if getattr(response, "exc_info", None) else ""
            broken.append(url + sent + what)
    return broken


def queries(client: Client, model: Any) -> Iterator[tuple[str, None]]:
    """Yield the list of `model` with each parameter it reads, and some nobody links to."""
    url = address(model, "changelist")
    found = client.get(url).context["cl"]
    names = [name for spec in found.filter_specs for name in spec.expected_parameters() if name]
    lookups = [f"{field.name}__exact" for field in model._meta.concrete_fields if field.is_relation]
    for name in dict.fromkeys((*names, *lookups, "q", "p", "o", "pk__in", "_to_field", "_popup")):
        yield from ((f"{url}?{urlencode({name: bad})}", None) for bad in BAD)


def test_a_list_takes_any_parameter(client: Client, rows: dict[type, Any]) -> None:
    assert refusals((asked for model in REGISTERED for asked in queries(client, model)), client) == []


def test_no_address_of_a_row_is_too_strange(client: Client, rows: dict[type, Any]) -> None:
    def asked() -> Iterator[tuple[str, None]]:
        for model in REGISTERED:
            changelist = address(model, "changelist")
            for bad in ("%00", "abc", "9" * 20, "_00"):
                yield from ((f"{changelist}{bad}/{page}/", None) for page in ("change", "history"))
                yield f"{reverse('admin:index')}r/{bad}/{bad}/", None
        for pattern in admin.site.get_urls():
            for part in getattr(pattern, "url_patterns", ()):
                if "<int:" in (own := str(part.pattern)):
                    yield reverse("admin:index") + str(pattern.pattern) + re.sub("<int:[a-z]+>", "9" * 20, own), None

    assert refusals(asked(), client) == []


def test_no_choice_to_look_for_is_too_strange(client: Client, rows: dict[type, Any]) -> None:
    url = reverse("admin:autocomplete")

    def asked() -> Iterator[tuple[str, None]]:
        for model in REGISTERED:
            for one in (admin.site._registry[model], *admin.site._registry[model].inlines):
                opts = getattr(one, "opts", None) or one.model._meta
                for name in one.autocomplete_fields:
                    field = {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": name}
                    yield f"{url}?{urlencode(field | {'term': chr(0)})}", None
        for name in field:
            yield from ((f"{url}?{urlencode(field | {name: bad})}", None) for bad in BAD)
        yield from ((f"{url}?{urlencode(field | {'page': bad, 'term': 'a'})}", None) for bad in BAD)

    assert refusals(asked(), client) == []


def test_no_action_on_rows_is_too_strange(client: Client, rows: dict[type, Any]) -> None:
    def asked() -> Iterator[tuple[str, Data]]:
        for model in rows:
            url = address(model, "changelist")
            page = admin.site._registry[model]
            actions = page.get_actions(client.get(url).wsgi_request)
            for action in actions:
                yield from ((url, {"action": action, "_selected_action": bad}) for bad in BAD)
            if actions:
                yield url, {"action": "\x00", "_selected_action": "1", "index": "abc", "select_across": "abc"}

    assert refusals(asked(), client) == []


def forms(client: Client, rows: dict[type, Any]) -> Iterator[tuple[str, Data]]:
    """Yield every form of the admin with something strange in each field, and in what a browser sends along."""
    for model, row in rows.items():
        if not editable(model):
            continue
        change = address(model, "change", row.pk)
        for url in [address(model, "add"), change] if addable(client, model) else [change]:
            sent = typed(client.get(url), f"{model._meta.model_name}_form")
            fixed = {name for name in sent if name.endswith("_FORMS") or name == "csrfmiddlewaretoken"}
            yield url, sent | {name: "a\x00bc" for name in sent if name not in fixed}
        large = {name: "9" * 20 for name in sent if name not in fixed}
        # A row of an inline, and the version that was looked at.
        yield url, sent | large | {name: "9" * 5_000 for name in sent if name == SEEN_INPUT or name.endswith("-id")}
        yield url, sent | dict.fromkeys(fixed, "abc")


def test_no_field_of_a_form_is_too_strange(client: Client, rows: dict[type, Any]) -> None:
    assert refusals(forms(client, rows), client) == []
