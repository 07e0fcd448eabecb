"""The form of a list: what it sends, how many it says there are, and what a screen reader hears of it."""

import pytest
from django.test import Client

from cases.models import Theme
from tests.factories import CaseFactory, ClaimFactory, MunicipalityFactory, PublishedCaseFactory, ThemeFactory

pytestmark = pytest.mark.django_db
LIST, STATEMENTS = "/praktijkvoorbeelden/", "/uitspraken/"


@pytest.mark.parametrize("path", [LIST, STATEMENTS])
@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("?zoek=&jaarVan=&thema=preventie&jaarTot=", "?thema=preventie"),
        ("?thema=&thema=preventie&thema=jeugd", "?thema=preventie&thema=jeugd"),
        ("?zoek=", ""),
    ],
)
def test_empty_fields_go_from_the_address(client: Client, path: str, sent: str, asked: str) -> None:
    response = client.get(path + sent)

    assert (response.status_code, response.headers["Location"]) == (302, path + asked)
    assert client.get(path + asked).status_code == 200


@pytest.mark.parametrize(("query", "count"), [("", "3"), ("?soort=portret", "1"), ("?zoek=qwxzjvk", "0")])
def test_its_head_says_how_many_there_are(client: Client, query: str, count: str) -> None:
    PublishedCaseFactory.create_batch(2)
    PublishedCaseFactory(case__portrait=True)

    assert client.head(LIST + query).headers["X-Total-Count"] == count
    assert f'data-filters="{count}"' in client.get(LIST + query).content.decode()


def test_the_head_of_the_list_of_statements_says_so_too(client: Client) -> None:
    case = CaseFactory(with_source=True)
    ClaimFactory.create_batch(2, case=case)
    PublishedCaseFactory(case=case)

    assert client.head(STATEMENTS).headers["X-Total-Count"] == "2"


def test_a_facet_and_each_kind_within_it_are_groups_by_name(client: Client) -> None:
    themes = [ThemeFactory(kind=kind) for kind in (Theme.Kind.APPROACH, Theme.Kind.SUBJECT)]
    PublishedCaseFactory(case__themes=themes)

    body = client.get(LIST).content.decode()

    for name in ("Thema", "Soort"):
        assert f'<legend class="visually-hidden">{name}</legend>' in body
    for kind in ("Werkwijze", "Onderwerp"):
        assert f'<legend class="facet__group">{kind}</legend>' in body
    assert body.count("<fieldset") == body.count("</fieldset>") == body.count("</legend>")


@pytest.mark.parametrize("path", [LIST, STATEMENTS])
def test_one_can_skip_to_the_results_and_to_the_filters(client: Client, path: str) -> None:
    body = client.get(path).content.decode()

    for name in ("resultaten", "filters"):
        assert f'<a class="skip-link" href="#{name}">' in body
        assert body.count(f'id="{name}"') == 1


def test_what_a_kind_of_case_is_stands_where_one_chooses_it(client: Client) -> None:
    PublishedCaseFactory(case__portrait=True)

    assert "Een portret is het hele verhaal van een gemeente of regio" in client.get(LIST).content.decode()


@pytest.mark.parametrize(("order", "kept"), [("", ""), ("titel", ' name="sorteer" value="titel"')])
def test_who_chooses_a_municipality_can_have_what_fits_best_first(client: Client, order: str, kept: str) -> None:
    MunicipalityFactory(cbs_code="0197")
    PublishedCaseFactory()

    body = client.get(
        "/mijn-gemeente/", {"thema": "preventie"} | ({"sorteer": order} if order else {})
    ).content.decode()

    assert f'<button class="button" type="submit"{kept}>Vergelijk</button>' in body
    assert 'type="submit" name="sorteer" value="past-bij">Best passende eerst</button>' in body
    assert 'type="hidden" name="sorteer"' not in body
    assert client.get(LIST, {"voor": "0197", "sorteer": "past-bij"}).context["problems"] == []


def test_a_case_that_one_compares_has_no_order(client: Client) -> None:
    published = PublishedCaseFactory()

    assert "Best passende eerst" not in client.get("/mijn-gemeente/", {"voorbeeld": published.slug}).content.decode()
