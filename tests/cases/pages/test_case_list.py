"""The list of cases: every filter, the orders, the pages, and what is asked wrongly."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.listing.facets import VALUES_FIRST, VALUES_HELD
from cases.models import Case, Claim
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    InitiativeFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    RegionFactory,
    ThemeFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db
LIST = "/praktijkvoorbeelden/"


def found(client: Client, **query: Any) -> set[str]:
    """Return the titles of the cases that the list shows."""
    return {card["titel"] for card in client.get(LIST, query).context["cards"]}


def test_a_card_says_what_where_when_how_old_and_on_what_grounds(client: Client) -> None:
    leerdam = MunicipalityFactory(name="Leerdam", valid_until=datetime.date(2019, 1, 1))
    case = CaseFactory(
        title="Startgeld voor bewoners",
        summary="Wie iets begint, krijgt geld.",
        municipalities=[leerdam],
        themes=[ThemeFactory(name="Bewonersinitiatief")],
        running=True,
        with_source=True,
    )
    ClaimFactory(case=case, evidence=Claim.Evidence.COUNT, text="Er is meer te doen.")
    PublishedCaseFactory(case=case)

    response = client.get(LIST)

    assert heading(response) == "Praktijkvoorbeelden"
    assert (
        "Startgeld voor bewoners Over: Bewonersinitiatief Praktijk · Leerdam (tot 2019) Wie iets begint, krijgt geld. "
        "Liep in 2017, sindsdien niet nagegaan Leverde op: Er is meer te doen. "
        "Bewijs voor het resultaat Telling: wat dat betekent "
        "Niet bekend: obstakels, overnemen, bij wie navragen"
    ) in main(response)
    assert "/over/bewijs/#telling" in links(response)
    assert "/praktijkvoorbeelden/startgeld-voor-bewoners/" in links(response)


def test_each_filter_keeps_what_belongs_to_it(client: Client) -> None:
    gelderland = ProvinceFactory(code="PV25", name="Gelderland")
    aalten = MunicipalityFactory(cbs_code="0197", name="Aalten", province=gelderland)
    achterhoek = RegionFactory(name="Achterhoek", slug="achterhoek-samenwerking", members=[aalten])
    figulus, naoberfonds = OrganisationFactory(name="Figulus"), InitiativeFactory(name="Naoberfonds")
    case = CaseFactory(
        title="Wel",
        summary="Over schulden.",
        portrait=True,
        running=True,
        started_year=2012,
        ended_year=2014,
        municipalities=[aalten],
        initiatives=[naoberfonds],
        themes=[ThemeFactory(name="Preventie")],
        with_source=True,
    )
    ParticipationFactory(case=case, organisation=figulus)
    ClaimFactory(case=case, evidence=Claim.Evidence.INDEPENDENT)
    PublishedCaseFactory(case=case)
    other = CaseFactory(title="Niet", with_source=True)
    ClaimFactory(case=other)
    PublishedCaseFactory(case=other)

    for query in (
        {"zoek": "Schuld"},
        {"thema": "preventie"},
        {"soort": "portret"},
        {"gemeente": "0197"},
        {"provincie": "PV25"},
        {"regio": achterhoek.slug},
        {"organisatie": "figulus"},
        {"initiatief": "naoberfonds"},
        {"status": "loopt"},
        {"bewijsResultaat": "onafhankelijk onderzoek"},
        {"jaarTot": "2013"},
    ):
        assert found(client, **query) == {"Wel"}, query
    assert found(client, jaarVan="2016") == {"Niet"}
    assert found(client, jaarVan="2013", jaarTot="2020") == {"Wel", "Niet"}


def test_values_of_one_filter_are_or_and_different_filters_are_and(client: Client) -> None:
    a, b = ThemeFactory(name="A"), ThemeFactory(name="B")
    PublishedCaseFactory(case__title="Portret A", case__themes=[a], case__portrait=True)
    PublishedCaseFactory(case__title="Praktijk A", case__themes=[a])
    PublishedCaseFactory(case__title="Praktijk B", case__themes=[b])

    assert found(client, thema=["a", "b"]) == {"Portret A", "Praktijk A", "Praktijk B"}
    assert found(client, thema=["a", "b"], soort="praktijk") == {"Praktijk A", "Praktijk B"}


def test_a_municipality_of_today_finds_the_cases_of_what_went_into_it(client: Client) -> None:
    merger = MunicipalityChangeFactory(old__name="Leerdam", new__name="Vijfheerenlanden")
    PublishedCaseFactory(case__title="Uit Leerdam", case__municipalities=[merger.old])

    assert found(client, gemeente=merger.new.cbs_code) == {"Uit Leerdam"}


def test_a_facet_offers_only_values_that_occur_with_the_number_they_would_give(client: Client) -> None:
    a, b = ThemeFactory(name="Dementie"), ThemeFactory(name="Schulden")
    ThemeFactory(name="Nooit gebruikt")
    CaseFactory(themes=[ThemeFactory(name="Alleen in een concept")], with_source=True)
    PublishedCaseFactory.create_batch(2, case__themes=[a], case__portrait=True)
    PublishedCaseFactory(case__themes=[b])

    everything = main(client.get(LIST))
    assert "Dementie (2 voorbeelden)" in everything
    assert "Schulden (1 voorbeeld)" in everything
    assert "Nooit gebruikt" not in everything
    assert "Alleen in een concept" not in everything

    response = client.get(LIST, {"soort": "portret"})
    assert "Schulden (0 voorbeelden)" in main(response)
    assert 'value="schulden" disabled' in response.content.decode()
    # A facet's own choice does not count in its own numbers.
    assert "Portret (2 voorbeelden)" in main(response)
    assert "Praktijk (1 voorbeeld)" in main(response)


def test_a_count_equals_what_one_gets(client: Client) -> None:
    themes = ThemeFactory.create_batch(3)
    for number in range(6):
        PublishedCaseFactory(case__themes=themes[: number % 3 + 1], case__portrait=number % 2 == 0)

    for facet in client.get(LIST, {"soort": "portret"}).context["facets"]:
        for option in facet.options:
            query = {"soort": ["portret"]} | {facet.name: [option.value]}
            assert client.get(LIST, query).context["paginator"].count == option.count, option


def test_a_chosen_filter_can_be_taken_away(client: Client) -> None:
    ThemeFactory(name="Preventie")
    PublishedCaseFactory(case__themes=[ThemeFactory(name="Dementie")])

    response = client.get(LIST, {"zoek": "koffie", "thema": ["preventie", "dementie"], "page": "1"})

    assert "Haal weg: Thema: Preventie ×" in main(response)
    assert "?zoek=koffie&thema=dementie" in links(response)
    assert "?thema=preventie&thema=dementie" in links(response)
    assert 'value="dementie" checked' in response.content.decode()


def test_it_sorts_by_newest_knowledge_or_title_and_by_relevance_when_there_are_words(client: Client) -> None:
    PublishedCaseFactory(case__title="Buren", case__summary="Iets met schulden.")
    PublishedCaseFactory(case__title="Schulden voorkomen")

    def order(**query: str) -> list[str]:
        return [card["titel"] for card in client.get(LIST, query).context["cards"]]

    assert order(sorteer="titel") == ["Buren", "Schulden voorkomen"]
    assert order(zoek="schulden") == ["Schulden voorkomen", "Buren"]
    assert order(zoek="schulden", sorteer="titel") == ["Buren", "Schulden voorkomen"]
    assert "Relevantie" not in main(client.get(LIST))
    response = client.get(LIST, {"zoek": "schulden"})
    assert (
        '<a href="?zoek=schulden&amp;sorteer=relevantie#resultaten" aria-current="true">Relevantie</a>'
        in response.content.decode()
    )


def test_it_comes_in_pages_that_keep_the_filters(client: Client) -> None:
    PublishedCaseFactory.create_batch(5)

    response = client.get(LIST, {"zoek": "koffie", "pageSize": "2", "page": "2", "onbekend": "x"})

    assert len(response.context["cards"]) == 2
    assert "5 praktijkvoorbeelden met ‘koffie’, bladzijde 2 van 3" in main(response)
    assert "?zoek=koffie&pageSize=2" in links(response)
    assert "?zoek=koffie&pageSize=2&page=3" in links(response)
    assert '<nav class="pagination" aria-label="Paginering">' in response.content.decode()
    # On paper it says which part of the list it is; the whole list can be put on one page first.
    printed = "Bladzijde 2 van 3 van deze lijst: https://gouden.test/praktijkvoorbeelden/?zoek=koffie&pageSize=2&page=2"
    assert printed in main(response)
    assert "?zoek=koffie&pageSize=100" in links(response)
    assert "Zet de hele lijst op één bladzijde" in main(response)
    whole = main(client.get(LIST, {"zoek": "koffie", "pageSize": "100"}))
    assert (
        "Bladzijde 1 van 1 van deze lijst: https://gouden.test/praktijkvoorbeelden/?zoek=koffie&pageSize=100" in whole
    )
    assert "Zet de hele lijst" not in whole


@pytest.mark.parametrize(
    "query",
    [
        {"page": "abc"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "1.5"},
        {"page": "last"},
        {"page": "²"},
        {"page": "9" * 3900},
        {"pageSize": "0"},
        {"pageSize": "101"},
        {"pageSize": "veel"},
    ],
)
def test_what_is_no_page_number_is_400_and_says_so(client: Client, query: dict[str, str]) -> None:
    response = client.get(LIST, query)

    assert response.status_code == 400
    assert heading(response) == "Dit adres klopt niet"
    assert f"{next(iter(query))} moet een geheel getal zijn" in main(response)


def test_a_page_past_the_end_is_404(client: Client) -> None:
    assert client.get(LIST, {"page": "2"}).status_code == 404
    assert client.get(LIST, {"page": "999999999"}).status_code == 404


def test_what_cannot_be_read_is_said_and_the_rest_counts(client: Client) -> None:
    PublishedCaseFactory(case__title="Wel", case__themes=[ThemeFactory(name="Preventie")])
    PublishedCaseFactory(case__title="Niet")

    response = client.get(
        LIST, {"thema": ["preventie", "<b>fout</b>"], "jaarVan": "abc", "sorteer": "kleur", "utm_source": "x"}
    )
    text = main(response)

    assert response.status_code == 200
    assert [card["titel"] for card in response.context["cards"]] == ["Wel"]
    assert "Dit konden we niet lezen" in text
    assert "Thema: ‘<b>fout</b>’ kennen we niet." in text
    assert "Vanaf jaar: Geef een jaartal van vier cijfers, zoals 2017." in text
    assert "Volgorde: " in text
    assert "<b>fout</b>" not in response.content.decode()
    assert 'value="abc" aria-invalid="true" aria-describedby="fout-jaarVan"' in response.content.decode()
    assert "utm_source" not in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"thema": "\x00"},
        {"zoek": "\x00"},
        {"gemeente": ["0197", "\x00"]},
        {"zoek": "a " * 1500},
        {"zoek": "%_'\"\\<script>"},
        {"jaarVan": "1e9"},
        {"jaarTot": "99999999999999999999"},
        {"soort": ["portret"] * 250},
        {"status": "\u202eloopt"},
    ],
)
def test_nothing_that_is_asked_breaks_the_list(client: Client, query: dict[str, Any]) -> None:
    PublishedCaseFactory()

    assert client.get(LIST, query).status_code == 200


def test_nothing_found_helps_on(client: Client) -> None:
    PublishedCaseFactory()

    response = client.get(LIST, {"zoek": "bestaatnergens"})

    assert "0 praktijkvoorbeelden" in main(response)
    assert "Niets gevonden" in main(response)
    assert {"/themas/", "/gemeenten/", LIST} <= set(links(response))
    assert title(response) == "bestaatnergens - 0 praktijkvoorbeelden - Gouden"


def test_every_list_has_a_title_of_its_own(client: Client) -> None:
    utrecht = ProvinceFactory(code="PV26", name="Utrecht")
    city = MunicipalityFactory(cbs_code="0344", name="Utrecht", province=utrecht)
    PublishedCaseFactory.create_batch(3, case__municipalities=[city])
    queries = [
        {},
        {"pageSize": "1", "page": "2"},
        {"zoek": "koffie"},
        {"gemeente": "0344"},
        {"provincie": "PV26"},
        {"soort": "praktijk"},
        {"sorteer": "titel"},
        {"jaarVan": "2015"},
        {"jaarTot": "2025"},
    ]

    titles = [title(client.get(LIST, query)) for query in queries]

    assert len(set(titles)) == len(titles), titles
    assert "gemeente Utrecht - 3 praktijkvoorbeelden - Gouden" in titles


def test_the_filters_are_fieldsets_with_legends_in_one_form_that_needs_no_script(client: Client) -> None:
    PublishedCaseFactory()

    body = client.get(LIST).content.decode()

    assert body.count("<form") == 1
    assert body.count("<fieldset") == body.count("<legend")
    # Scripts suggest, and offer back what the browser remembers; they come from files, as the policy demands.
    assert re.findall(r'<script(?! type="application/ld\+json").*?</script>', body) == [
        '<script src="/static/js/suggestions.js" defer></script>',
        '<script src="/static/js/dossier.js" defer></script>',
        '<script src="/static/js/facet.js" defer></script>',
        '<script src="/static/js/voor.js" defer></script>',
    ]
    assert '<p id="gevonden" class="finding__count" role="status">' in body
    assert 'method="post"' not in body


@pytest.mark.parametrize("cases", [20, 100])
def test_it_takes_the_same_queries_however_many_cases_there_are(
    client: Client, cases: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    theme = ThemeFactory(name="Preventie")
    PublishedCaseFactory.create_batch(cases, case__themes=[theme])

    client.get(LIST)  # reads the index of cases
    # The version twice; whether the index is of this catalogue; a page of cards.
    with django_assert_num_queries(4):
        client.get(LIST, {"pageSize": "100"})
    # Those, and what the form asks to see that the theme exists.
    with django_assert_num_queries(5):
        client.get(LIST, {"pageSize": "100", "thema": "preventie"})


def test_a_card_has_a_shape_for_each_state_beside_the_words(client: Client) -> None:
    checked = CaseFactory(
        title="Nagegaan",
        lifecycle=Case.Lifecycle.ENDED,
        lifecycle_checked_on=datetime.date(2025, 3, 1),
        with_source=True,
    )
    ClaimFactory(case=checked, evidence=Claim.Evidence.INDEPENDENT)
    PublishedCaseFactory(case=checked)
    PublishedCaseFactory(case__title="Onbekend")

    body = client.get(LIST).content.decode()

    for shape in ("gestopt", "onbekend"):
        assert body.count(f'class="standing mark--{shape}"') == 1, shape
    for shape in ("evidence-3", "evidence-0"):
        assert body.count(f'class="brief__grade mark--{shape}"') == 1, shape
    assert "Geen resultaat genoemd" in body


def test_a_long_facet_folds_all_but_its_first_values_unless_one_of_the_rest_is_chosen(client: Client) -> None:
    themes = [ThemeFactory(name=f"Thema {number:02}", position=number) for number in range(12)]
    PublishedCaseFactory(case__themes=themes)

    response = client.get(LIST)

    (facet,) = [facet for facet in response.context["facets"] if facet.name == "thema"]
    (group,) = facet.groups
    assert [option.label for option in group.shown] == [f"Thema {number:02}" for number in range(6)]
    assert len(group.folded) == 6
    assert "Toon nog 6 bij " in main(response)
    assert '<details class="facet__more">' in response.content.decode()
    chosen = client.get(LIST, {"thema": "thema-11"})
    assert '<details class="facet__more" open>' in chosen.content.decode()
    assert "Thema 1 gekozen" in main(chosen)


def test_of_a_long_facet_a_page_holds_what_finds_most_and_what_is_chosen_or_all_on_demand(
    client: Client,
) -> None:
    towns = [MunicipalityFactory(name=f"Stad {number:02}") for number in range(VALUES_HELD + 1)]
    PublishedCaseFactory(case__municipalities=towns)
    PublishedCaseFactory(case__municipalities=towns[-2:])
    last, chosen = towns[-1].cbs_code, towns[-3].cbs_code

    def held(**query: str) -> list[str]:
        [facet] = [facet for facet in client.get(LIST, query).context["facets"] if facet.name == "gemeente"]
        return [option.label for option in facet.options]

    # By name, as ever.
    first = [*(f"Stad {number:02}" for number in range(VALUES_FIRST - 2)), "Stad 19", "Stad 20"]
    assert held() == first
    assert held(gemeente=chosen) == sorted([*first, "Stad 18"])
    assert held(alles="gemeente", gemeente=last) == [f"Stad {number:02}" for number in range(VALUES_HELD + 1)]
    assert held(alles="thema") == first

    body = client.get(LIST).content.decode()
    assert 'name="alles" value="gemeente" formaction="/praktijkvoorbeelden/#filter-gemeente">Toon alle 21<' in body
    asked = client.get(LIST, {"alles": "gemeente"}).content.decode()
    assert '<details class="facet" id="filter-gemeente" open>' in asked
    assert '<details class="filters__panel" open>' in asked
    assert 'value="gemeente" formaction' not in asked
    # Only asked once: no link of the page carries it on.
    assert "alles=" not in asked


def test_one_or_two_values_more_are_not_worth_a_fold(client: Client) -> None:
    PublishedCaseFactory(case__themes=ThemeFactory.create_batch(8))

    assert "facet__more" not in client.get(LIST).content.decode()


def test_the_whole_choice_stands_above_the_results_in_one_sentence(client: Client) -> None:
    gelderland = ProvinceFactory(code="PV25", name="Gelderland")
    aalten = MunicipalityFactory(name="Aalten", province=gelderland)
    themes = [ThemeFactory(name="Armoede"), ThemeFactory(name="Schulden")]
    PublishedCaseFactory.create_batch(2, case__themes=themes, case__municipalities=[aalten], case__running=True)

    query = {"thema": ["armoede", "schulden"], "provincie": "PV25", "soort": "praktijk", "status": "loopt"}
    assert "2 praktijken over armoede of schulden in Gelderland, die bij het laatste bericht nog liepen" in main(
        client.get(LIST, query)
    )
    assert "2 praktijkvoorbeelden uit de jaren 2016 tot en met 2018" in main(
        client.get(LIST, {"jaarVan": "2016", "jaarTot": "2018"})
    )
    one = client.get(LIST, {"soort": "portret", "status": ["loopt", "gestopt"], "jaarVan": "2016"})
    assert "0 portretten vanaf 2016, die bij het laatste bericht nog liepen of zijn gestopt" in main(one)
    assert (
        '<p id="gevonden" class="finding__count" role="status">2 praktijkvoorbeelden</p>'
        in client.get(LIST).content.decode()
    )


def test_a_target_group_is_asked_for_beside_a_theme(client: Client) -> None:
    debts, families = ThemeFactory(name="Schulden"), ThemeFactory(name="Gezinnen", kind="doelgroep")
    PublishedCaseFactory(case__title="Beide", case__themes=[debts, families])
    PublishedCaseFactory(case__title="Alleen schulden", case__themes=[debts])
    PublishedCaseFactory(case__title="Alleen gezinnen", case__themes=[families])

    assert found(client, thema="schulden", doelgroep="gezinnen") == {"Beide"}
    assert found(client, doelgroep="gezinnen") == {"Beide", "Alleen gezinnen"}
    page = client.get(LIST, {"thema": "schulden", "doelgroep": "gezinnen"})
    assert "1 praktijkvoorbeeld over schulden voor gezinnen" in main(page)
    assert "‘schulden’ kennen we niet." in main(client.get(LIST, {"doelgroep": "schulden"}))


def test_a_target_group_is_offered_once_and_stays_where_it_was_chosen(client: Client) -> None:
    themes = [ThemeFactory(name="Gezinnen", kind="doelgroep"), ThemeFactory(name="Schulden")]
    PublishedCaseFactory(case__themes=themes)

    def offered(**query: str) -> dict[str, list[str]]:
        page = client.get(LIST, query)
        return {one.name: [value.label for value in one.options] for one in page.context["facets"]}

    assert (offered()["thema"], offered()["doelgroep"]) == (["Schulden"], ["Gezinnen"])
    assert offered(thema="gezinnen")["thema"] == ["Schulden", "Gezinnen"]


def test_cases_are_found_by_the_size_of_their_municipality(client: Client) -> None:
    village = MunicipalityFactory(name="Dorp", population=9_999, population_date="2023-01-01")
    town = MunicipalityFactory(name="Stad", population=20_000, population_date="2023-01-01")
    PublishedCaseFactory(case__title="In het dorp", case__municipalities=[village])
    PublishedCaseFactory(case__title="In de stad", case__municipalities=[town])
    PublishedCaseFactory(case__title="Nooit geteld", case__municipalities=[MunicipalityFactory()])

    page = client.get(LIST, {"gemeentegrootte": "5000-10000"})
    assert {card["titel"] for card in page.context["cards"]} == {"In het dorp"}
    assert "1 praktijkvoorbeeld in gemeenten met 5.000 tot 10.000 inwoners" in main(page)
    assert title(page).startswith("gemeentegrootte 5.000 tot 10.000 inwoners - 1 praktijkvoorbeeld")
    assert found(client, gemeentegrootte=["5000-10000", "20000-50000"]) == {"In het dorp", "In de stad"}
    assert found(client, gemeentegrootte="tot-5000") == set()


def test_of_a_parameter_of_one_value_the_last_counts_and_the_page_says_so(client: Client) -> None:
    PublishedCaseFactory(case__title="Schulden voorkomen")

    response = client.get(LIST, {"zoek": [*(f"woord{number}" for number in range(250)), "schulden"]})

    assert [card["titel"] for card in response.context["cards"]] == ["Schulden voorkomen"]
    assert "Zoeken: U vroeg om 251 waarden; alleen de laatste telt." in main(response)
    assert "woord7" not in response.content.decode()
    assert len(response.content) < 100_000


def test_of_many_values_the_first_count_and_the_page_stays_small(client: Client) -> None:
    themes = [ThemeFactory(slug=f"t{number}") for number in range(70)]
    case = PublishedCaseFactory(case__themes=[themes[0]])
    slugs = [theme.slug for theme in themes]

    response = client.get(LIST, {"thema": slugs * 4, "gemeente": [f"{number:04}" for number in range(80)]})

    assert "Thema: U vroeg om 70 waarden; de eerste 60 tellen, want samen mogen het er 60 zijn." in main(response)
    assert "Gemeente: U vroeg om 80 waarden; deze tellen niet mee, want samen mogen het er 60 zijn." in main(response)
    assert case.title in main(response)
    assert len(response.context["chosen"]) == 60
    assert len(response.content) < 200_000


def test_of_many_unknown_values_a_few_are_named(client: Client) -> None:
    response = client.get(LIST, {"thema": [f"fout{number}" for number in range(40)]})

    assert "‘fout4’ kennen we niet." in main(response)
    assert "Nog 35 andere waarden kennen we ook niet." in main(response)
    assert "fout5" not in main(response)


def test_a_reflection_is_counted_apart_and_in_no_number_of_practices(client: Client) -> None:
    aalten = MunicipalityFactory(name="Aalten")
    for kind in ("praktijk", "praktijk", "beschouwing"):
        PublishedCaseFactory(case=CaseFactory(with_source=True, kind=kind, municipalities=[aalten]))

    assert "2 praktijkvoorbeelden en 1 beschouwing" in main(client.get("/praktijkvoorbeelden/"))
    assert "2 praktijkvoorbeelden en 1 beschouwing" in main(client.get("/"))
    assert "1 beschouwing" in main(client.get("/praktijkvoorbeelden/", {"soort": "beschouwing"}))
    assert "2 praktijken" in main(client.get("/praktijkvoorbeelden/", {"soort": "praktijk"}))


def test_a_whole_question_is_read_and_what_is_too_long_is_said_at_the_field_and_kept_there(client: Client) -> None:
    PublishedCaseFactory(case__title="Schulden voorkomen")
    filling = "Hoe zit dat, en waar? " * 100
    asked, too_long = f"{filling[:1_990]} schulden"[-2_000:], f"{filling[:1_995]} schulden"

    fits, refused = client.get(LIST, {"zoek": asked}), client.get(LIST, {"zoek": too_long})

    assert [card["titel"] for card in fits.context["cards"]] == ["Schulden voorkomen"]
    assert "1.999 van hoogstens 2.000 tekens." in main(fits)
    assert len(fits.context["title"]) < 200
    assert "Een zoekvraag telt hoogstens 2000 tekens, deze 2004. Kort hem in." in main(refused)
    assert all(f'value="{text}"' in page.content.decode() for text, page in ((asked, fits), (too_long, refused)))
    assert "maxlength" not in fits.content.decode()
    assert "van hoogstens" not in main(client.get(LIST, {"zoek": "schulden"}))
