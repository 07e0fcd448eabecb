"""The style guide, in development only."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from cases.models import Case, Claim
from cases.pages.fixed.style_guide import SHEETS
from tests.reading import main

pytestmark = pytest.mark.django_db


def test_it_names_every_style_sheet() -> None:
    assert set(SHEETS) == {path.stem for path in (Path(settings.BASE_DIR) / "static" / "css").glob("*.css")}


def test_it_shows_every_lifecycle_and_every_kind_of_evidence(client: Client) -> None:
    text = main(client.get("/stijlgids/"))

    for label in [*Case.Lifecycle.labels, *Claim.Evidence.labels]:
        assert str(label) in text
    for said in (
        "Bronnen verschillen",
        "van 150 naar 25",
        "Niets gevonden",
        "kennen we niet",
        "telt niet als tweede bron",
    ):
        assert said in text


def test_no_search_engine_keeps_it_and_nothing_leads_there(client: Client) -> None:
    assert '<meta name="robots" content="noindex, nofollow">' in client.get("/stijlgids/").content.decode()
    assert "stijlgids" not in client.get("/").content.decode()
    assert "stijlgids" not in client.get("/sitemap.xml").content.decode()
