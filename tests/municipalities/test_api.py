"""The API on who is in the catalogue: whole bodies."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db
BASE = "https://gouden.test"
GELDERLAND = {"id": "PV25", "code": "PV25", "naam": "Gelderland", "url": f"{BASE}/provincies/gelderland/"}
AALTEN = {
    "id": "GM0197",
    "code": "0197",
    "naam": "Aalten",
    "provincie": "Gelderland",
    "bestaatTot": None,
    "url": f"{BASE}/gemeenten/0197-aalten/",
}


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


@pytest.fixture
def aalten() -> Any:
    return MunicipalityFactory(
        cbs_code="0197",
        name="Aalten",
        province=ProvinceFactory(code="PV25", name="Gelderland"),
        valid_from=datetime.date(2005, 1, 1),
        population=27_244,
        population_date=datetime.date(2025, 1, 1),
        urbanity=4,
        urbanity_year=2024,
    )


def test_a_municipality_shows_its_codes_numbers_and_number_of_cases(client: Client, aalten: Any) -> None:
    PublishedCaseFactory(case__municipalities=[aalten])
    shown = {
        "id": "GM0197",
        "code": "0197",
        "gmCode": "GM0197",
        "tooi": "https://identifier.overheid.nl/tooi/id/gemeente/gm0197",
        "naam": "Aalten",
        "slug": "aalten",
        "url": f"{BASE}/gemeenten/0197-aalten/",
        "provincie": GELDERLAND,
        "bestaatSinds": "2005-01-01",
        "bestaatTot": None,
        "inwoners": 27_244,
        "inwonersOp": "2025-01-01",
        "stedelijkheid": 4,
        "stedelijkheidJaar": 2024,
        "opvolgers": [],
        "voorgangers": [],
        "aantalPraktijkvoorbeelden": 1,
    }

    assert get(client, "gemeenten/0197") == shown
    assert get(client, "gemeenten") == {"aantal": 1, "resultaten": [shown]}


def test_a_former_municipality_names_its_successor_and_the_other_way_round(client: Client) -> None:
    change = MunicipalityChangeFactory(old__name="Leerdam", new__name="Vijfheerenlanden")
    old, new = change.old.cbs_code, change.new.cbs_code

    def other(code: str, naam: str) -> list[dict[str, str]]:
        return [{"id": f"GM{code}", "code": code, "naam": naam, "op": "2019-01-01", "soort": "merge"}]

    assert get(client, f"gemeenten/{old}")["opvolgers"] == other(new, "Vijfheerenlanden")
    assert get(client, f"gemeenten/{new}")["voorgangers"] == other(old, "Leerdam")


def test_a_province_shows_its_code_and_its_number_of_cases(client: Client, aalten: Any) -> None:
    PublishedCaseFactory(case__municipalities=[aalten])
    tooi = "https://identifier.overheid.nl/tooi/id/provincie/pv25"
    shown = GELDERLAND | {"tooi": tooi, "aantalPraktijkvoorbeelden": 1}

    assert get(client, "provincies/PV25") == shown
    assert get(client, "provincies") == {"aantal": 1, "resultaten": [shown]}


def test_a_region_shows_its_members_on_its_own_address_only(client: Client, aalten: Any) -> None:
    region = RegionFactory(
        name="Achterhoek", slug="achterhoek-samenwerking", members=[aalten], stated_number=8, note="Acht."
    )
    shown = {
        "id": str(region.identifier),
        "slug": "achterhoek-samenwerking",
        "naam": "Achterhoek",
        "url": f"{BASE}/regios/achterhoek-samenwerking/",
        "soort": "samenwerking",
        "code": "",
        "ookBekendAls": [],
        "alleGemeentenBekend": False,
        "genoemdAantal": 8,
        "toelichting": "Acht.",
        "aantalPraktijkvoorbeelden": 0,
    }

    assert get(client, "regios") == {"aantal": 1, "resultaten": [shown]}
    assert get(client, "regios/achterhoek-samenwerking") == shown | {"gemeenten": [AALTEN]}


def test_an_organisation_shows_its_names_and_never_its_misspellings(client: Client, aalten: Any) -> None:
    organisation = OrganisationFactory(
        name="Figulus Welzijn",
        also_known_as=["Figulus"],
        misspellings=["Figuluz"],
        former_names=["Stichting Welzijn"],
        website="https://figulus.example/",
        contact_mailbox="info@figulus.example",
        contact_checked_on=datetime.date(2026, 11, 1),
        municipalities=[aalten],
    )
    case = PublishedCaseFactory().case
    ParticipationFactory(case=case, organisation=organisation)
    shown = {
        "id": str(organisation.identifier),
        "slug": "figulus-welzijn",
        "naam": "Figulus Welzijn",
        "url": f"{BASE}/organisaties/figulus-welzijn/",
        "soort": "sociaalwerkorganisatie",
        "ookBekendAls": ["Figulus"],
        "vroegereNamen": ["Stichting Welzijn"],
        "website": "https://figulus.example/",
        "contactpagina": "",
        "mailbox": "info@figulus.example",
        "contactNagegaanOp": "2026-11-01",
        "gemeenten": [AALTEN],
        "aantalPraktijkvoorbeelden": 0,
    }

    assert get(client, "organisaties/figulus-welzijn") == shown
    assert get(client, "organisaties") == {"aantal": 1, "resultaten": [shown]}
