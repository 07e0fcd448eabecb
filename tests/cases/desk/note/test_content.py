"""What a note says of its cases: what their records say, and no more."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.http import QueryDict

from cases.desk.dossier import read_dossier
from cases.desk.note.content import OwnWords, make_note
from cases.desk.note.structure import Line, Note
from cases.models import Case, Claim, ClaimLink, PublishedCase
from municipalities.models import Municipality
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    ElementFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PublicationFactory,
    PublishedCaseFactory,
    SilentSectionFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def published(slug: str, **given: Any) -> Case:
    case: Case = CaseFactory(with_source=True, slug=slug, title=f"Titel van {slug}", **given)
    return case


def note(*cases: Case, own: OwnWords | None = None, voor: Municipality | None = None) -> Note:
    for case in cases:
        if not PublishedCase.objects.filter(case=case).exists():
            PublishedCaseFactory(case=case)
    asked = QueryDict("&".join(f"v={case.slug}" for case in cases))
    return make_note(read_dossier(asked), own or OwnWords(), voor)


def told(lines: Iterable[Line]) -> list[str]:
    """Return lines as one reads them."""
    return [
        " ".join(filter(None, [one["label"], one["text"], *(f"[{number}]" for number in one["sources"])]))
        for one in lines
    ]


def section(made: Note, heading: str) -> list[str]:
    return [text for part in made["sections"] if part["heading"] == heading for text in told(part["lines"])]


def test_a_result_has_its_figure_its_source_its_grade_and_who_says_so() -> None:
    case = published("een")
    article = ArticleFactory(title="Het werkt", publication=PublicationFactory(title="Blad", year=2017), pages="4-5")
    CitationFactory(case=case, article=article)
    ClaimFactory(
        case=case,
        text="Er kwamen 25 bewoners.",
        value=25,
        unit="bewoners",
        speaker=SpeakerFactory(function="wethouder", person=None, organisations=[], municipality=None),
        article=article,
        passage="2e alinea",
    )
    made = note(case)
    assert told(made["rows"][0][2]) == [
        "25 bewoners",
        "Er kwamen 25 bewoners. [1]",
        "Eigen verklaring: Wethouder",
    ]
    first = made["sources"][0]
    assert (first["number"], first["title"], first["passages"]) == (1, "Het werkt", "2e alinea")
    assert first["publication"].startswith("Blad, ")
    assert first["publication"].endswith("2017, blz. 4-5.")


def test_an_obstacle_has_what_the_source_says_was_done_against_it() -> None:
    case = published("een")
    obstacle = ClaimFactory(case=case, kind=Claim.Kind.OBSTACLE, text="De regels pasten niet.")
    answer = ClaimFactory(case=case, kind=Claim.Kind.INPUT, text="De raad paste ze aan.")
    ClaimLinkFactory(a=obstacle, b=answer, kind=ClaimLink.Kind.MET_WITH, article=ArticleFactory(), passage="3e alinea")
    ClaimFactory(case=case, kind=Claim.Kind.OBSTACLE, text="Het kostte tijd.")
    assert told(note(case)["rows"][0][3]) == [
        "De regels pasten niet.",
        "Ertegen gedaan: De raad paste ze aan.",
        "Nog 1 obstakel op de pagina van het voorbeeld.",
    ]


def test_what_others_contradict_is_not_said_as_if_it_were_certain() -> None:
    case = published("een")
    one = ClaimFactory(case=case, text="Het hielp.")
    other = ClaimFactory(case=case, text="Het hielp niet.")
    ClaimLinkFactory(a=one, b=other)
    made = note(case)
    assert "Bronnen verschillen hierover." in told(made["rows"][0][2])
    assert "Waarover bronnen verschillen: een of meer uitspraken bij A." in section(made, "Wat we niet weten")


def test_a_case_of_which_nothing_is_known_says_what_is_not_known() -> None:
    case = published("een")
    SilentSectionFactory(case=case)
    made = note(case)
    _, _, result, obstacle, state = (told(cell) for cell in made["rows"][0])
    assert result == ["Geen resultaat genoemd"]
    assert obstacle == ["Geen obstakel genoemd"]
    assert state[0] == "Niet bekend of het nog loopt"
    assert state[-1] == "Navragen bij: niet bekend"
    assert section(made, "Wat we niet weten") == [
        "Wat het opleverde: de catalogus noemt geen resultaat bij A.",
        "Wat het kost: de catalogus noemt geen kosten bij A.",
        "Wat in de weg stond: de catalogus noemt geen obstakel bij A.",
        "Of het nog loopt: niet bekend bij A.",
        "Hoe het nu staat: sinds de beschrijving niet nagegaan bij A.",
        "Wie meer weet: geen contact bekend bij A.",
        "Waarover de bronnen zwijgen: leerpunten bij A.",
    ]
    assert section(made, "Wat zij gemeen hebben") == []


def test_nobody_asks_of_a_reflection_what_it_brought_or_whether_it_runs() -> None:
    made = note(published("een", kind=Case.Kind.REFLECTION))
    assert told(made["rows"][0][2]) == ["Een beschouwing: niemand voerde dit uit."]
    gaps = " ".join(section(made, "Wat we niet weten"))
    for word in ("opleverde", "kost:", "loopt", "nu staat"):
        assert word not in gaps


def test_whom_to_ask_is_an_organisation_with_its_page_and_mailbox() -> None:
    knows = OrganisationFactory(
        name="Solidez", contact_page="https://solidez.example/contact", contact_mailbox="info@solidez.example",
        contact_checked_on="2026-03-01",
    )  # fmt: skip
    state = note(published("een", contact=knows))["rows"][0][4]
    assert told(state)[-2:] == ["Navragen bij: Solidez", "info@solidez.example"]
    assert [one["url"] for one in state[-2:]] == ["https://solidez.example/contact", "mailto:info@solidez.example"]


def test_what_two_or_more_share_is_named_with_which() -> None:
    both, alone = ElementFactory(name="Korte lijnen"), ElementFactory(name="Maatwerk")
    theme = ThemeFactory(name="Preventie")
    cases = [
        published(slug, themes=[theme] if slug != "twee" else [ThemeFactory()]) for slug in ("een", "twee", "drie")
    ]
    for case, elements in zip(cases, ([both], [both, alone], []), strict=True):
        ClaimFactory(case=case, elements=elements, article=ArticleFactory(), passage="1e alinea")
    assert section(note(*cases), "Wat zij gemeen hebben") == [
        "Korte lijnen: bij A en B.",
        "Thema’s: Preventie bij A en C.",
    ]
    assert section(note(cases[1], cases[2]), "Wat zij gemeen hebben") == [
        "Werkzame elementen: de catalogus noemt er geen bij twee of meer van deze voorbeelden."
    ]


def test_a_source_of_several_cases_has_one_number_and_all_passages_that_are_used() -> None:
    shared = ArticleFactory(title="Gedeeld")
    cases = [published("een"), published("twee")]
    for case, passage in zip(cases, ("blz. 3", "blz. 9"), strict=True):
        ClaimFactory(case=case, article=shared, passage=passage)
        CitationFactory(case=case, article=shared, passage="hele artikel")
    made = note(*cases)
    (source,) = [source for source in made["sources"] if source["title"] == "Gedeeld"]
    assert (source["number"], source["passages"]) == (1, "blz. 3; blz. 9")
    assert [source["number"] for source in made["sources"]] == [1, 2, 3]


def test_each_case_is_cited_with_its_day_address_and_licence() -> None:
    case = published("een")
    line = told(note(case)["citing"]["lines"])[0]
    assert line.startswith("A. Titel van een (")
    assert "gewijzigd op " in line
    assert line.endswith("https://gouden.test/praktijkvoorbeelden/een/, CC BY 4.0.")


def test_my_own_words_stand_in_it_as_mine() -> None:
    case = published("een")
    PublishedCaseFactory(case=case)
    identifier = str(case.identifier)
    own = OwnWords("Onze titel", "Een vraag.\n\n Nog een.", {identifier: "Gaan we zien."})
    made = note(case, own=own)
    assert (made["title"], made["question"]) == ("Onze titel", ["Een vraag.", "Nog een."])
    assert told(made["rows"][0][0])[-1] == "Voor ons: Gaan we zien."


def test_my_own_municipality_is_told_as_mine_and_another_is_compared() -> None:
    mine = MunicipalityFactory(cbs_code="9001", name="Thuis", urbanity=1, urbanity_year=2025)
    other = MunicipalityFactory(cbs_code="9002", name="Verweg", urbanity=2, urbanity_year=2025)
    made = note(
        published("een", municipalities=[mine]), published("twee", municipalities=[other]),
        published("drie", without_place="Speelt overal."), voor=mine,
    )  # fmt: skip
    assert [told(row[1])[-1] for row in made["rows"]] == [
        "Dit is uw gemeente.",
        "Grootte niet bekend, stedelijkheid bijna gelijk, ligging anders, groei niet bekend",
        "Niet te vergelijken: het hoort niet bij een gemeente.",
    ]
