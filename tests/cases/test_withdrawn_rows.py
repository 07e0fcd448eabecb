"""A reference row that readers knew, and that was withdrawn or deleted, says so wherever it was."""

import json

import pytest
from django.test import Client

from cases import publishing
from cases.models import ReferenceRevision
from municipalities.models import ReferenceRow
from tests.factories import (
    InitiativeFactory,
    ObstacleFactory,
    OrganisationFactory,
    PublicationFactory,
    RegionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

KINDS = {
    "themas": ("thema", "Dit thema is ingetrokken", ThemeFactory),
    "initiatieven": ("initiatief", "Dit initiatief is ingetrokken", InitiativeFactory),
    "obstakels": ("obstakel", "Dit obstakel is ingetrokken", ObstacleFactory),
    "publicaties": ("publicatie", "Deze publicatie is ingetrokken", PublicationFactory),
    "organisaties": ("organisatie", "Deze organisatie is ingetrokken", OrganisationFactory),
    "regios": ("regio", "Deze regio is ingetrokken", RegionFactory),
}


def statuses(client: Client, listed: str, kind: str, row: ReferenceRow) -> list[int]:
    """Return what the page, the API, the lasting address and its JSON-LD answer."""
    identifier = row.identifier  # type: ignore[attr-defined]
    paths = (
        f"/{listed}/{row.slug}/",  # type: ignore[attr-defined]
        f"/api/v1/{listed}/{row.slug}",  # type: ignore[attr-defined]
        f"/id/{kind}/{identifier}",
        f"/id/{kind}/{identifier}.jsonld",
    )
    return [client.get(path, headers={"accept": "*/*"}).status_code for path in paths]


def test_every_kind_answers_410_after_withdrawal_and_deletion_and_404_when_it_never_was_public(client: Client) -> None:
    for listed, (kind, said, factory) in KINDS.items():
        draft, row = factory(published_at=None), factory()
        assert statuses(client, listed, kind, draft) == [404] * 4, listed

        publishing.withdraw_row(row=row, by=None, reason="Stond er dubbel in.")

        assert statuses(client, listed, kind, row) == [410] * 4, listed
        page = client.get(f"/{listed}/{row.slug}/").content.decode()
        assert said in page
        assert "Stond er dubbel in." in page
        assert client.get(f"/api/v1/{listed}/{row.slug}").json()["detail"] == "Stond er dubbel in."
        publishing.publish_row(row=row, by=None)
        assert statuses(client, listed, kind, row) == [200, 200, 303, 200], listed

        row.refresh_from_db()
        publishing.delete_row(row=row, by=None)

        assert statuses(client, listed, kind, row) == [410] * 4, listed
        assert not ReferenceRevision.objects.exists()
        events = json.loads(client.get("/api/v1/wijzigingen", {"betreft": "alles"}).content)["resultaten"]
        last = events[-1]
        assert (last["soort"], last["betreft"], last["reden"]) == ("ingetrokken", kind, "Verwijderd.")
        assert last["huidigeSlug"] is None


def test_a_deleted_row_that_was_withdrawn_keeps_its_reason(client: Client) -> None:
    row = ThemeFactory()
    publishing.withdraw_row(row=row, by=None, reason="Dubbel.")
    row.refresh_from_db()

    publishing.delete_row(row=row, by=None)

    assert "Dubbel." in client.get(f"/themas/{row.slug}/").content.decode()
