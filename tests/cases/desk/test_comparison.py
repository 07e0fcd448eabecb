"""Cases beside each other, from their records alone."""

import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.desk.comparison import Cell, compare, short_titles
from cases.listing.municipality_match import best_matches
from cases.models import Case, Claim, ClaimLink, PublishedCase, Theme
from cases.projection.records import CaseRecord
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublicationFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "In één zin",
    "Waar",
    "Voor wie",
    "Aanpak",
    "Wie deden mee",
    "Begonnen",
    "Loopt het nog?",
    "Resultaat",
    "Bewijs voor het resultaat",
    "Kosten",
    "Wat in de weg stond",
    "Werkzame elementen",
    "Over te nemen?",
    "Navragen bij",
    "Bronnen",
]


def record(case: Case) -> CaseRecord:
    found: CaseRecord = publishing.publish(case=case, by=None).record
    return found


def cells(record: CaseRecord, **kwargs: Any) -> dict[str, Cell]:
    """Return the answers of one case, by question."""
    return {row.label: row.cells[0] for row in compare([record], **kwargs)}


def said(cell: Cell) -> list[str]:
    return [line.text for line in cell]


def urls(cell: Cell) -> list[str]:
    return [line.url for line in cell]


def bare(**fields: Any) -> Case:
    """A case of which only what must be known is known."""
    known = {"approach": "", "transferability": "", "lessons": "", "background": "", "results": ""} | fields
    case: Case = CaseFactory(with_source=True, **known)
    return case


@pytest.fixture
def full() -> Case:
    """A case of which everything is known."""
    aalten = MunicipalityFactory(cbs_code="0197", name="Aalten")
    figulus = OrganisationFactory(
        name="Figulus",
        slug="figulus",
        website="https://figulus.example",
        contact_mailbox="info@figulus.example",
        contact_checked_on=datetime.date(2017, 1, 1),
    )
    case = CaseFactory(
        slug="startgeld",
        title="Startgeld: geld voor wie iets begint",
        summary="Wie iets begint, krijgt geld. Dat mag van alles zijn.",
        approach="Bewoners *vragen* het aan. De gemeente betaalt binnen een week.\n\nEen tweede alinea.",
        transferability="Elke gemeente kan dit doen. Er is wel geld nodig.",
        place="Bredevoort",
        started_year=2014,
        running=True,
        municipalities=[aalten],
        themes=[
            ThemeFactory(name="Ouderen", slug="ouderen", kind=Theme.Kind.TARGET_GROUP),
            ThemeFactory(name="Preventie", kind=Theme.Kind.APPROACH),
        ],
        contact=figulus,
    )
    ParticipationFactory(case=case, organisation=figulus, role="uitvoerder")
    ParticipationFactory(case=case, organisation=None, municipality=aalten, role="financier")
    citation = CitationFactory(
        case=case, article__publication=PublicationFactory(title="Een bundel", slug="een-bundel", year=2017)
    )
    cited = {"case": case, "article": citation.article, "passage": "2e alinea"}
    ClaimFactory(
        key="bereikt",
        kind=Claim.Kind.RESULT,
        text="Honderd bewoners deden mee.",
        value=100,
        unit="bewoners",
        year=2016,
        evidence=Claim.Evidence.COUNT,
        speaker=SpeakerFactory(person__name="An Smit", function="wethouder"),
        **cited,
    )
    ClaimFactory(
        key="prijs", kind=Claim.Kind.COSTS, text="Het kost 500 euro per keer.", value=500, unit="euro", **cited
    )
    hurdle = ClaimFactory(
        key="regels", kind=Claim.Kind.OBSTACLE, obstacle=ObstacleFactory(), text="De regels zaten in de weg.", **cited
    )
    answer = ClaimFactory(
        key="regelvrij",
        kind=Claim.Kind.LESSON,
        text="Eén ambtenaar mocht ervan afwijken.",
        elements=[ElementFactory(name="Vertrouwen", slug="vertrouwen")],
        **cited,
    )
    ClaimLinkFactory(a=hurdle, b=answer, kind=ClaimLink.Kind.MET_WITH, article=citation.article, passage="2e alinea")
    return case


def test_the_rows_stand_in_the_order_in_which_a_reader_asks() -> None:
    assert [row.label for row in compare([record(bare())])] == QUESTIONS


def test_every_row_answers_from_the_record(full: Case) -> None:
    answers = cells(record(full), query="?voor=0197")

    assert {question: said(cell) for question, cell in answers.items()} == {
        "In één zin": ["Wie iets begint, krijgt geld."],
        "Waar": ["Aalten, Bredevoort"],
        "Voor wie": ["Ouderen"],
        "Aanpak": ["Bewoners vragen het aan. De gemeente betaalt binnen een week."],
        "Wie deden mee": ["Uitvoerder: Figulus", "Financier: gemeente Aalten"],
        "Begonnen": ["2014"],
        "Loopt het nog?": ["Liep bij het laatste bericht (2017)", "Beschreven in 2017, sindsdien niet nagegaan"],
        "Resultaat": ["100 bewoners", "Honderd bewoners deden mee.", "An Smit, wethouder, 2016"],
        "Bewijs voor het resultaat": ["Telling"],
        "Kosten": ["€\N{NO-BREAK SPACE}500", "Het kost 500 euro per keer."],
        "Wat in de weg stond": ["De regels zaten in de weg.", "Daartegen: Eén ambtenaar mocht ervan afwijken."],
        "Werkzame elementen": ["Vertrouwen"],
        "Over te nemen?": ["Elke gemeente kan dit doen."],
        "Navragen bij": ["Figulus", "info@figulus.example", "Website"],
        "Bronnen": ["Een bundel (2017)"],
    }
    page = "/praktijkvoorbeelden/startgeld/?voor=0197"
    assert urls(answers["Resultaat"]) == ["", f"{page}#uitspraak-bereikt", ""]
    assert urls(answers["Kosten"]) == ["", f"{page}#uitspraak-prijs"]
    assert urls(answers["Wat in de weg stond"]) == [f"{page}#uitspraak-regels", f"{page}#uitspraak-regelvrij"]
    assert urls(answers["Bewijs voor het resultaat"]) == ["/over/bewijs/#telling"]
    assert urls(answers["Voor wie"]) == ["/themas/ouderen/"]
    assert urls(answers["Werkzame elementen"]) == ["/werkzame-elementen/vertrouwen/"]
    assert urls(answers["Navragen bij"]) == [
        "/organisaties/figulus/",
        "mailto:info@figulus.example",
        "https://figulus.example",
    ]
    assert urls(answers["Bronnen"]) == ["/publicaties/een-bundel/"]


def test_what_is_not_known_has_no_line_and_what_is_not_named_says_so() -> None:
    answers = cells(record(bare(municipalities=[], without_place="", themes=[])))

    for question in ("Voor wie", "Aanpak", "Wie deden mee", "Begonnen", "Kosten", "Over te nemen?", "Navragen bij"):
        assert answers[question] == (), question
    assert said(answers["Resultaat"]) == ["Geen resultaat genoemd"]
    assert said(answers["Wat in de weg stond"]) == ["Geen obstakel genoemd"]
    assert said(answers["Loopt het nog?"])[0] == "Niet bekend of het nog loopt"


def test_costs_are_only_what_is_said_of_costs() -> None:
    case = bare()
    ClaimFactory(case=case, kind=Claim.Kind.INPUT, text="Er werken tien mensen.")

    assert cells(record(case))["Kosten"] == ()


def test_of_many_costs_three_are_named_and_the_rest_is_counted() -> None:
    case = bare(slug="duur")
    for number in range(5):
        ClaimFactory(case=case, kind=Claim.Kind.COSTS, text=f"Kosten {number}.")

    lines = cells(record(case))["Kosten"]

    assert said(lines) == ["Kosten 0.", "Kosten 1.", "Kosten 2.", "en nog 2 bedragen"]
    assert lines[-1].url == "/praktijkvoorbeelden/duur/#soort-kosten"


def test_a_reflection_is_nobodys_practice() -> None:
    answers = cells(record(bare(kind=Case.Kind.REFLECTION)))

    assert said(answers["Loopt het nog?"])[0] == "Een beschouwing: niets wat loopt"
    for question in ("Resultaat", "Bewijs voor het resultaat", "Over te nemen?"):
        assert said(answers[question]) == ["Een beschouwing: geen praktijk"], question


def test_what_ended_without_a_known_beginning_says_both() -> None:
    assert said(cells(record(bare(ended_year=2015)))["Begonnen"]) == ["Begin niet bekend, geëindigd in 2015"]
    assert said(cells(record(bare(started_year=2012, ended_year=2015)))["Begonnen"]) == ["2012, geëindigd in 2015"]


def test_of_many_parties_in_a_role_three_are_named() -> None:
    case = bare()
    for name in "ABCDE":
        ParticipationFactory(case=case, organisation=OrganisationFactory(name=name), role="partner")

    assert said(cells(record(case))["Wie deden mee"]) == ["Partner: A, B, C en 2 andere"]


def test_a_row_is_the_same_when_every_case_gives_the_same_answer() -> None:
    rows = compare([record(bare(title="Een", started_year=2014)), record(bare(title="Twee", started_year=2015))])

    same = {row.label: row.is_the_same for row in rows}
    assert same["Kosten"]
    assert same["Resultaat"]
    assert not same["Begonnen"]


def test_compared_with_my_municipality_there_is_a_row_of_it(full: Case) -> None:
    stored, without = record(full), record(bare(slug="nergens", municipalities=[], without_place="Overal."))
    mine = MunicipalityFactory(name="Meppel")

    rows = compare([stored, without], best_matches(mine, ["startgeld", "nergens"]))

    (fit,) = [row for row in rows if row.label == "Past het bij uw gemeente?"]
    assert rows.index(fit) == 2
    assert said(fit.cells[0])[0] == "Aalten vergeleken met Meppel"
    assert len(fit.cells[0]) == 5
    assert said(fit.cells[1]) == ["Niet te vergelijken: hoort niet bij een gemeente"]
    assert said(rows[1].cells[1]) == ["Geen plaats: Overal."]
    own = best_matches(full.municipalities.get(), ["startgeld"])
    assert said(cells(stored, fits=own)["Past het bij uw gemeente?"]) == ["Uit uw gemeente: Aalten"]


def test_a_case_is_called_by_its_title_up_to_a_colon_unless_two_would_be_called_the_same() -> None:
    one, other = record(bare(title="Startgeld: voor wie begint")), record(bare(title="Een buurt met een lange naam"))
    twin = record(bare(title="Startgeld: nog een"))

    assert short_titles([one, other]) == ["Startgeld", "Een buurt met een lange naam"]
    assert short_titles([one, twin]) == ["Startgeld: voor wie begint", "Startgeld: nog een"]


def test_it_asks_nothing_of_the_database(full: Case, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    stored = record(full)

    with django_assert_num_queries(0):
        compare([stored, stored])


def test_a_record_of_an_earlier_release_is_compared_as_far_as_it_goes(full: Case) -> None:
    record(full)
    stored = PublishedCase.objects.get().record
    del stored["inHetKort"]

    answers = cells(stored)

    assert said(answers["Waar"]) == ["Aalten, Bredevoort"]
    assert answers["Resultaat"] == answers["Wat in de weg stond"] == answers["Over te nemen?"] == ()
