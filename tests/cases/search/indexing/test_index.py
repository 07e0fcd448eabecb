"""What is looked in follows what is public, in the same transaction; a difference is found and put right."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cases import publishing
from cases.models import Case, CatalogueState, PublicationEvent, PublishedCase, SearchEntry, SearchTerm
from cases.search import found_by, labels, lexicon, parse, ranked
from cases.search.engine import ids
from cases.search.indexing.markers import is_marker, marker
from cases.search.queries.expression import Phrase
from municipalities.models import Organisation
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    PublishedCaseFactory,
    RegionFactory,
    SpeakerFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    titles = dict(PublishedCase.objects.values_list("pk", "title"))
    return [titles[pk] for pk in ranked(parse(text))]


def why(text: str) -> list[str]:
    query = parse(text)
    said = (found_by(query.concepts, named) for named in labels(ranked(query)).values())
    return [names for names in said if names]


def republish(case: Case) -> None:
    publishing.publish(case=case, by=None)


def check() -> str:
    out = io.StringIO()
    call_command("rebuild_published", "--check", stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def case() -> Case:
    return PublishedCaseFactory(case__title="Schulden voorkomen", case__slug="vroeg-erbij").case


def test_a_draft_is_not_found(case: Case) -> None:
    case.title = "Zeppelins"
    case.save()
    publishing.record_revision(case=case, by=None)

    assert found("zeppelins") == []
    assert found("schulden") == ["Schulden voorkomen"]


def test_what_is_published_is_found_and_what_it_said_before_is_not(case: Case) -> None:
    case.title = "Zeppelins"
    case.save()
    republish(case)

    assert found("zeppelins") == ["Zeppelins"]
    assert found("schulden") == []
    assert parse("schulden").left_out == ["schulden"]


def test_what_is_withdrawn_is_gone_with_its_words(case: Case) -> None:
    publishing.withdraw(case=case, by=None, reason="Bestaat niet meer.")

    assert found("schulden") == []
    assert not SearchEntry.objects.exists()
    assert not SearchTerm.objects.exists()


def test_a_publication_that_fails_leaves_the_index_alone(case: Case) -> None:
    case.title = "Zeppelins"
    case.save()
    with transaction.atomic():
        republish(case)
        transaction.set_rollback(True)

    assert found("zeppelins") == []
    assert "gelijk" in check()


def test_every_name_of_an_organisation_finds_its_cases_and_says_why(case: Case) -> None:
    organisation = OrganisationFactory(
        name="Figulus Welzijn",
        also_known_as=["De Pottenbakker"],
        former_names=["Stichting Klei"],
        misspellings=["Fiegulus"],
    )
    ParticipationFactory(case=case, organisation=organisation)
    republish(case)

    for name in ("figulus", "pottenbakker", "klei", "fiegulus"):
        assert (found(name), why(name)) == (["Schulden voorkomen"], ["organisatie Figulus Welzijn"]), name


def test_what_a_reader_may_not_see_is_never_offered(case: Case) -> None:
    ParticipationFactory(case=case, organisation=OrganisationFactory(name="Welzijn", misspellings=["Zeppelinhuis"]))
    republish(case)

    assert parse("zeppelinhuiz").corrections == []
    assert found("zeppelinhuis") == ["Schulden voorkomen"]


def test_a_new_name_of_an_organisation_counts_at_once(case: Case) -> None:
    organisation = OrganisationFactory(name="Oude Naam")
    ParticipationFactory(case=case, organisation=organisation)
    republish(case)
    organisation.name = "Zeppelin"
    organisation.save()
    publishing.refresh(referring_to=organisation)

    assert found("zeppelin") == ["Schulden voorkomen"]


def test_people_and_authors_find_their_cases_under_every_spelling(case: Case) -> None:
    person = PersonFactory(name="Albert Rechterschot", misspellings=["Albert Rechtschot"])
    ClaimFactory(case=case, speaker=SpeakerFactory(person=person))
    CitationFactory(case=case, article=ArticleFactory(authors=["Corine Volleberg"]))
    republish(case)

    assert found("Rechtschot") == found("rechterschot") == found("rechterschodt") == ["Schulden voorkomen"]
    assert why("Rechtschot") == ["persoon Albert Rechterschot"]
    assert why("Volleberg") == ["auteur Corine Volleberg"]


def test_a_person_is_found_by_a_name_that_another_word_shares_its_stem_with(case: Case) -> None:
    ClaimFactory(case=case, speaker=SpeakerFactory(person=PersonFactory(name="Melissa Jansen")))
    republish(case)
    PublishedCaseFactory(case__title="Jan, Jan en nog eens Jan")

    assert found("Jansen")[0] == "Schulden voorkomen"


def test_the_successor_finds_the_case_of_a_former_municipality(case: Case) -> None:
    change = MunicipalityChangeFactory(old__name="Leerdam", new__name="Vijfheerenlanden")
    PublishedCaseFactory(case__title="Naar de hele mens kijken", case__municipalities=[change.old])

    assert found("Leerdam") == found("Vijfheerenlanden") == ["Naar de hele mens kijken"]
    assert why("Vijfheerenlanden") == ["gemeente Vijfheerenlanden"]


def test_a_region_and_its_members_find_the_case() -> None:
    region = RegionFactory(name="Midden-Limburg", members=[MunicipalityFactory(name="Roermond")])
    PublishedCaseFactory(case__title="Zeven gemeenten", case__regions=[region])

    assert found("Roermond") == found("midden limburg") == ["Zeven gemeenten"]


def test_a_municipality_that_is_a_word_too_finds_its_own_cases_first() -> None:
    PublishedCaseFactory(case__title="Een huis in de wijk", case__summary="Tussen de huizen.")
    PublishedCaseFactory(case__title="Welzijn", case__municipalities=[MunicipalityFactory(name="Huizen")])

    assert found("Huizen") == ["Welzijn", "Een huis in de wijk"]
    assert found("huis")[0] == "Een huis in de wijk"
    assert why("Huizen") == ["gemeente Huizen"]


def test_initiatives_and_themes_find_their_cases() -> None:
    initiative = InitiativeFactory(name="BUUV", aliases=["Buurtmarkt"], description="Een marktplaats voor diensten.")
    PublishedCaseFactory(
        case__title="Een handje helpen", case__initiatives=[initiative], case__themes=[ThemeFactory(name="Burenhulp")]
    )

    for text in ("buuv", "buurtmarkt", "marktplaats", "burenhulp"):
        assert found(text) == ["Een handje helpen"], text


def test_every_name_of_an_element_finds_the_cases_that_tell_of_it(case: Case) -> None:
    element = ElementFactory(name="Doorzettingsmacht", other_names=["Mandaat"])
    ClaimFactory(case=case, elements=[element], article=case.citations.get().article, passage="alinea 1")
    assert found("mandaat") == []

    republish(case)

    assert found("mandaat") == found("doorzettingsmacht") == ["Schulden voorkomen"]
    assert why("mandaat") == ["werkzaam element Doorzettingsmacht"]


def test_the_name_of_an_obstacle_finds_the_cases_that_name_it(case: Case) -> None:
    ClaimFactory(
        case=case,
        kind="obstakel",
        obstacle=ObstacleFactory(name="Krimp en vergrijzing"),
        article=case.citations.get().article,
        passage="alinea 1",
    )

    republish(case)

    assert found("krimp en vergrijzing") == ["Schulden voorkomen"]
    assert why("vergrijzing") == ["obstakel Krimp en vergrijzing"]


def test_a_case_is_found_by_the_markers_of_itself_and_of_what_its_claims_tell_of(case: Case) -> None:
    PublishedCaseFactory(case__title="Een loket")
    article = case.citations.get().article
    ClaimFactory(case=case, elements=[ElementFactory(slug="mandaat")], article=article, passage="alinea 1")
    krimp = ObstacleFactory(slug="krimp")
    ClaimFactory(case=case, kind="obstakel", obstacle=krimp, article=article, passage="alinea 2")
    republish(case)

    for kind, slug in (("case", "vroeg-erbij"), ("element", "mandaat"), ("obstacle", "krimp")):
        assert ids(Phrase((marker(kind, slug),))) == [case.pk], kind
    assert ids(Phrase((marker("element", "krimp"),))) == []


def test_a_marker_is_no_word_and_finds_nothing_when_somebody_types_it(case: Case) -> None:
    own = marker("case", "vroeg-erbij")
    known = lexicon()

    assert is_marker(own)
    assert known.markers[own] == 1
    assert not [term for term in (*known.cases, *known.prominent, *known.forms) if is_marker(term)]
    assert (found(own), parse(own).left_out) == ([], [own])
    assert not SearchTerm.objects.get(term=own).forms


def test_a_portrait_is_found_by_its_practices_as_long_as_they_are_public() -> None:
    portrait = PublishedCaseFactory(case__portrait=True, case__title="Goirle").case
    practice = PublishedCaseFactory(case__title="Zeppelins vouwen", case__part_of=portrait).case

    assert found("zeppelins") == ["Zeppelins vouwen", "Goirle"]
    assert why("zeppelins") == ["praktijk Zeppelins vouwen"]

    publishing.withdraw(case=practice, by=None, reason="Bestaat niet meer.")
    assert found("zeppelins") == []
    assert "gelijk" in check()


def test_a_change_of_what_is_looked_in_alone_is_no_event_for_readers() -> None:
    portrait = PublishedCaseFactory(case__portrait=True).case
    PublishedCaseFactory(case__part_of=portrait)

    assert list(PublicationEvent.objects.filter(case=portrait).values_list("kind", flat=True)) == ["gepubliceerd"]


def tamper(what: str) -> None:
    if what == "a column":
        entry = SearchEntry.objects.get()
        SearchEntry.objects.all().delete()
        entry.names = "anders"
        entry.save(force_insert=True)
    elif what == "everything":
        SearchEntry.objects.all().delete()
    elif what == "a count":
        SearchTerm.objects.filter(term="schuld").update(cases=7)
    elif what == "a prominence":
        SearchTerm.objects.filter(term="schuld").update(prominent=0)
    else:
        SearchTerm.objects.filter(term="schuld").delete()


@pytest.mark.parametrize("what", ["a column", "everything", "a count", "a prominence", "a term"])
def test_the_check_finds_what_was_written_behind_the_verbs(case: Case, what: str) -> None:
    tamper(what)

    with pytest.raises(CommandError, match="verschillen van hun bron"):
        check()


@pytest.mark.parametrize("what", ["a column", "everything", "a count", "a prominence", "a term"])
def test_rebuild_search_puts_it_right_and_says_how_far_it_is(case: Case, what: str) -> None:
    tamper(what)
    version = CatalogueState.objects.get().version
    out = io.StringIO()

    call_command("rebuild_search", stdout=out)

    assert out.getvalue().split("\n")[:2] == ["  1 van 1", "  1 voorbeelden doorzoekbaar"]
    assert "gelijk" in check()
    assert found("schulden") == ["Schulden voorkomen"]
    assert CatalogueState.objects.get().version > version


def test_equal_cases_stand_in_order_of_newest_knowledge_and_then_title() -> None:
    for year, title in ((2015, "Koffie b"), (2017, "Koffie c"), (2015, "Koffie a")):
        published: Any = PublishedCaseFactory(case__title=title)
        PublishedCase.objects.filter(pk=published.pk).update(described_in=year)

    assert found("koffie") == ["Koffie c", "Koffie a", "Koffie b"]


def test_it_is_counted_in_how_many_cases_a_term_stands_and_in_how_many_what_they_are_about(case: Case) -> None:
    PublishedCaseFactory(case__title="Een loket", case__approach="Hulp bij schulden.")

    assert SearchTerm.objects.values_list("cases", "prominent").get(term="schuld") == (2, 1)
    publishing.withdraw(case=case, by=None, reason="Bestaat niet meer.")
    assert SearchTerm.objects.values_list("cases", "prominent").get(term="schuld") == (1, 0)


def test_an_organisation_without_cases_changes_nothing(case: Case) -> None:
    before = list(SearchTerm.objects.values_list("term", "cases"))
    publishing.refresh(referring_to=Organisation.objects.create(name="Los", slug="los"))

    assert list(SearchTerm.objects.values_list("term", "cases")) == before
