"""The verbs: what readers see changes only through them, and whole."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from pytest_django import DjangoAssertNumQueries

from cases import publishing
from cases.models import Case, CatalogueState, PublicationEvent, PublishedCase, Revision
from cases.publishing.rules import NotPublishable
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    InitiativeFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    PublicationFactory,
    PublishedCaseFactory,
    RegionFactory,
    SilentSectionFactory,
    SpeakerFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def events() -> list[tuple[int, str, str]]:
    return list(PublicationEvent.objects.order_by("number").values_list("number", "kind", "slug"))


def test_publishing_makes_a_public_row_a_revision_and_an_event() -> None:
    editor = UserFactory()
    case = CaseFactory(with_source=True, title="Startgeld voor bewoners")

    published = publishing.publish(case=case, by=editor, note="Eerste versie", seen=0)

    assert published.title == "Startgeld voor bewoners"
    assert (published.revision.number, published.revision.by, published.revision.note) == (1, editor, "Eerste versie")
    assert events() == [(1, "gepubliceerd", "startgeld-voor-bewoners")]
    case.refresh_from_db()
    assert case.state == Case.State.PUBLISHED


def test_a_changed_case_is_published_in_few_queries_however_much_hangs_on_it(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """What is loaded with the case is not asked for again; see docs/performance.md."""
    case = CaseFactory(with_source=True, initiatives=[InitiativeFactory()], regions=[RegionFactory()])
    for number in range(5):
        ParticipationFactory(case=case)
        ClaimFactory(case=case, speaker=SpeakerFactory(), municipality=MunicipalityFactory(), position=number)
    publishing.publish(case=case, by=None)
    case.approach = "Anders."
    case.save()

    with django_assert_max_num_queries(42):
        publishing.publish(case=case, by=None)


def test_what_the_system_wrote_is_published_together_as_one_by_one_and_logged_in_a_line(
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    moved = PublishedCaseFactory(case__slug="verhuist").case
    Case.objects.filter(pk=moved.pk).update(slug="verhuisd")
    portrait = CaseFactory(with_source=True, portrait=True, slug="portret")
    practices = [CaseFactory(with_source=True, part_of=portrait, slug=f"praktijk-{number}") for number in range(8)]

    caplog.set_level("INFO", "cases.publishing")
    done: list[tuple[int, int]] = []

    with django_assert_max_num_queries(200), django_capture_on_commit_callbacks(execute=True):
        publishing.publish_written(
            cases=[*practices, Case.objects.get(pk=moved.pk), portrait],
            note="Geladen",
            say=lambda number, total: done.append((number, total)),
        )

    assert done == [(1, 10), (10, 10)]
    assert [(line.action, line.object, line.result) for line in caplog.records] == [  # type: ignore[attr-defined]
        ("publish", "10 cases", "gepubliceerd")
    ]

    told = [(kind, slug) for _, kind, slug in events()][1:]
    assert told == [
        ("gepubliceerd", "portret"),
        *(("gepubliceerd", case.slug) for case in practices),
        ("gewijzigd", "verhuisd"),
        ("verplaatst", "verhuist"),
    ]
    public = PublishedCase.objects.filter(part_of=portrait).select_related("case", "revision")
    assert {row.record["onderdeelVan"]["slug"] for row in public} == {"portret"}
    assert {(row.case.state, row.revision.number, row.revision.note) for row in public} == {
        ("gepubliceerd", 1, "Geladen")
    }
    assert publishing.differences() == []

    before = CatalogueState.counters()
    publishing.publish_written(cases=[*practices, portrait], note="Nog eens")
    assert CatalogueState.counters() == before


def test_of_what_is_published_together_the_one_that_cannot_be_is_named_and_nothing_is_shown() -> None:
    good, bad = CaseFactory(with_source=True), CaseFactory(slug="zonder-bron")

    with pytest.raises(NotPublishable) as refused:
        publishing.publish_written(cases=[good, bad], note="")

    assert refused.value.case == bad
    assert not PublishedCase.objects.exists()
    assert not Revision.objects.exists()


def test_publishing_again_without_a_change_is_silent() -> None:
    case = PublishedCaseFactory().case
    before = CatalogueState.objects.get().version

    publishing.publish(case=case, by=None)

    assert [kind for _, kind, _ in events()] == ["gepubliceerd"]
    assert CatalogueState.objects.get().version == before
    assert Revision.objects.count() == 1


def test_an_edit_stays_out_of_sight_until_it_is_published() -> None:
    case = PublishedCaseFactory(case__title="Oude titel").case
    case.title = "Nieuwe titel"
    case.save()
    publishing.record_revision(case=case, by=None)
    assert PublishedCase.objects.get().record["titel"] == "Oude titel"
    assert Case.objects.with_pending_changes().get().has_pending_changes

    publishing.publish(case=case, by=None)

    assert PublishedCase.objects.get().record["titel"] == "Nieuwe titel"
    assert not Case.objects.with_pending_changes().get().has_pending_changes
    assert [kind for _, kind, _ in events()] == ["gepubliceerd", "gewijzigd"]


def test_a_draft_has_no_pending_changes() -> None:
    case = CaseFactory()
    publishing.record_revision(case=case, by=None)

    assert not Case.objects.with_pending_changes().get().has_pending_changes


def test_a_revision_is_made_only_when_something_changed() -> None:
    case = CaseFactory()
    first = publishing.record_revision(case=case, by=None)
    assert publishing.record_revision(case=case, by=None) == first

    ClaimFactory(case=case)

    assert publishing.record_revision(case=case, by=None).number == 2


def test_withdrawing_takes_the_case_away_and_keeps_the_reason() -> None:
    case = PublishedCaseFactory(case__slug="naoberfonds").case

    event = publishing.withdraw(case=case, by=None, reason="Klopt niet meer.")

    assert not PublishedCase.objects.exists()
    assert (event.number, event.kind, event.slug, event.reason) == (2, "ingetrokken", "naoberfonds", "Klopt niet meer.")
    case.refresh_from_db()
    assert case.state == Case.State.WITHDRAWN


def test_withdrawing_needs_a_reason() -> None:
    case = PublishedCaseFactory().case

    with pytest.raises(ValueError, match="reden"):
        publishing.withdraw(case=case, by=None, reason="  ")

    assert PublishedCase.objects.exists()


@pytest.mark.parametrize("times", [0, 2])
def test_only_a_public_case_can_be_withdrawn(times: int) -> None:
    case = CaseFactory(with_source=True)
    if times:
        publishing.publish(case=case, by=None)
        publishing.withdraw(case=case, by=None, reason="Dubbel.")

    with pytest.raises(publishing.NotAllowed, match=r"concept|ingetrokken"):
        publishing.withdraw(case=case, by=None, reason="Nog eens.")


def test_a_withdrawn_case_can_be_published_again_as_new() -> None:
    case = PublishedCaseFactory().case
    publishing.withdraw(case=case, by=None, reason="Nakijken.")

    publishing.publish(case=case, by=None)

    assert [kind for _, kind, _ in events()] == ["gepubliceerd", "ingetrokken", "gepubliceerd"]


def test_a_portrait_that_moved_while_it_was_withdrawn_is_found_by_the_practice_that_names_it() -> None:
    portrait = PublishedCaseFactory(case__portrait=True).case
    practice = PublishedCaseFactory(case__part_of=portrait)
    publishing.withdraw(case=portrait, by=None, reason="Even niet.")
    portrait.refresh_from_db()
    portrait.slug = "ergens-anders"
    portrait.save()

    publishing.publish(case=portrait, by=None)

    practice.refresh_from_db()
    assert practice.record["onderdeelVan"]["slug"] == "ergens-anders"
    assert publishing.differences() == []


def test_a_new_address_leaves_a_trail() -> None:
    case = PublishedCaseFactory(case__slug="oud-adres").case
    case.slug = "nieuw-adres"
    case.save()

    publishing.publish(case=case, by=None)

    assert events()[1:] == [(2, "gewijzigd", "nieuw-adres"), (3, "verplaatst", "oud-adres")]


def test_an_address_is_never_given_to_another_case() -> None:
    first = PublishedCaseFactory(case__slug="buurtzorg").case
    first.slug = "buurtzorg-aalten"
    first.save()
    publishing.publish(case=first, by=None)

    with pytest.raises(NotPublishable, match="blijft voor dat voorbeeld bewaard"):
        publishing.publish(case=CaseFactory(with_source=True, slug="buurtzorg"), by=None)


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_written() -> None:
    case = CaseFactory(summary="woord " * 61)
    ClaimFactory(case=case, value=3, unit="euro", text="Het kost drie euro.")

    with pytest.raises(NotPublishable) as refused:
        publishing.publish(case=case, by=None)

    assert [problem.field for problem in refused.value.problems] == [
        "summary",
        "citations",
        "themes",
        "without_place",
        "claims",
    ]
    assert "61 woorden" in str(refused.value)
    assert not PublishedCase.objects.exists()
    assert not PublicationEvent.objects.exists()


def test_a_reprint_is_not_a_second_source() -> None:
    case = CaseFactory(with_source=True)
    original = case.citations.get().article
    CitationFactory(case=case, article=ArticleFactory(reprint_of=original))

    assert publishing.publish(case=case, by=None).source_count == 1


def test_the_knowledge_is_as_old_as_the_youngest_source() -> None:
    case = CaseFactory(with_source=True)
    CitationFactory(case=case, article=ArticleFactory(publication=PublicationFactory(year=2021)))

    assert publishing.publish(case=case, by=None).described_in == 2021


def test_a_year_is_inferred_unless_a_source_of_that_year_says_it() -> None:
    case = CaseFactory(with_source=True)
    guessed = PublicationFactory(year=2019, year_certainty="afgeleid")
    CitationFactory(case=case, article__publication=guessed)
    publishing.publish(case=case, by=None)
    inferred = PublishedCase.objects.get(pk=case.pk).card["beschrevenInAfgeleid"]
    CitationFactory(case=case, article__publication__year=2019)
    publishing.publish(case=case, by=None)

    assert (inferred, PublishedCase.objects.get(pk=case.pk).card["beschrevenInAfgeleid"]) == (True, False)


def test_a_reflection_is_nobodys_practice_and_needs_no_municipality() -> None:
    case = CaseFactory(kind="beschouwing", themes=[ThemeFactory()])
    CitationFactory(case=case)

    publishing.publish(case=case, by=None)

    assert PublishedCase.objects.get(pk=case.pk).kind == "beschouwing"


def test_sources_are_not_silent_about_what_the_case_tells() -> None:
    case = CaseFactory(with_source=True, transferability="Een beetje geld.")
    SilentSectionFactory(case=case, section="overdraagbaarheid")
    SilentSectionFactory(case=case, section="leerpunten")
    SilentSectionFactory(case=case, section="opbrengst")
    ClaimFactory(case=case, kind="obstakel", text="Het duurde lang.")

    with pytest.raises(NotPublishable) as error:
        publishing.publish(case=case, by=None)

    assert [(one.field, one.message) for one in error.value.problems] == [
        (
            "silent_sections",
            "Bij ‘overdraagbaarheid’ staat dat de bronnen erover zwijgen, maar dat onderdeel heeft tekst. "
            "Haal een van beide weg.",
        ),
        (
            "silent_sections",
            "Bij ‘leerpunten’ staat dat de bronnen erover zwijgen, maar de uitspraak ‘Het duurde lang.’ gaat daarover. "
            "Haal een van beide weg.",
        ),
    ]


def test_a_practice_names_its_portrait_only_while_that_is_public() -> None:
    portrait = CaseFactory(with_source=True, portrait=True, title="Portret van Aalten")
    practice = PublishedCaseFactory(case__part_of=portrait)
    assert practice.record["onderdeelVan"] is None

    publishing.publish(case=portrait, by=None)
    practice.refresh_from_db()
    assert practice.record["onderdeelVan"]["titel"] == "Portret van Aalten"
    assert practice.part_of == portrait

    publishing.withdraw(case=portrait, by=None, reason="Fout.")
    practice.refresh_from_db()
    assert practice.record["onderdeelVan"] is None
    assert practice.part_of is None


def test_a_practice_follows_its_portrait_to_a_new_address() -> None:
    portrait = CaseFactory(with_source=True, portrait=True, slug="oud")
    publishing.publish(case=portrait, by=None)
    practice = PublishedCaseFactory(case__part_of=portrait)
    portrait.slug = "nieuw"
    portrait.save()

    publishing.publish(case=portrait, by=None)

    practice.refresh_from_db()
    assert practice.record["onderdeelVan"]["slug"] == "nieuw"


def test_a_case_is_found_under_the_successor_of_its_municipality() -> None:
    change = MunicipalityChangeFactory()
    published = PublishedCaseFactory(case__municipalities=[change.old])

    reasons = {place.municipality: place.reason for place in published.places.all()}

    assert reasons == {change.old: "eigen", change.new: "opvolger"}
    assert list(published.provinces.all()) == [change.new.province]
    assert published.record["gemeenten"][0]["provincie"] == change.old.province.name


def test_a_case_of_a_region_is_found_under_its_members_and_under_the_regions_they_are_in() -> None:
    member = MunicipalityFactory()
    region, wider = RegionFactory(members=[member]), RegionFactory(members=[member])
    published = PublishedCaseFactory(case__regions=[region])

    assert [(place.municipality, place.reason) for place in published.places.all()] == [(member, "regio")]
    assert set(published.regions.all()) == {region, wider}


@pytest.mark.parametrize("kind", ["organisation", "municipality", "initiative", "person", "publication"])
def test_a_new_name_of_what_a_case_refers_to_reaches_its_record(kind: str) -> None:
    case = CaseFactory(with_source=True)
    rows = {
        "organisation": OrganisationFactory(name="Oude naam"),
        "municipality": MunicipalityFactory(name="Oude naam"),
        "initiative": InitiativeFactory(name="Oude naam"),
        "person": PersonFactory(name="Oude naam"),
        "publication": PublicationFactory(title="Oude naam"),
    }
    row = rows[kind]
    if kind == "organisation":
        ParticipationFactory(case=case, organisation=row)
    elif kind == "municipality":
        case.case_municipalities.update(municipality=row)
    elif kind == "initiative":
        case.initiatives.add(row)
    elif kind == "person":
        ClaimFactory(case=case, speaker=SpeakerFactory(person=row))
    else:
        case.citations.update(article=ArticleFactory(publication=row))
    published = publishing.publish(case=case, by=None)
    assert "Oude naam" in str(published.record)
    setattr(row, "title" if kind == "publication" else "name", "Nieuwe naam")
    row.save()

    changed = publishing.refresh(referring_to=row)

    published.refresh_from_db()
    assert changed == 1
    assert "Nieuwe naam" in str(published.record)
    assert "Oude naam" not in str(published.record)
    assert [kind for _, kind, _ in events()] == ["gepubliceerd", "gewijzigd"]


def test_a_reference_row_that_no_case_shows_raises_the_version_but_makes_no_event() -> None:
    PublishedCaseFactory()
    before = CatalogueState.objects.get()

    assert publishing.refresh(referring_to=OrganisationFactory()) == 0

    after = CatalogueState.objects.get()
    assert (after.number, after.version) == (before.number, before.version + 1)


def test_an_edited_draft_is_not_published_by_a_refresh() -> None:
    organisation = OrganisationFactory()
    case = CaseFactory(with_source=True, title="Publieke titel")
    ParticipationFactory(case=case, organisation=organisation)
    published = publishing.publish(case=case, by=None)
    case.title = "Nog niet af"
    case.save()
    organisation.name = "Andere naam"
    organisation.save()

    publishing.refresh(referring_to=organisation)

    published.refresh_from_db()
    assert published.record["titel"] == "Publieke titel"


def test_the_change_of_the_lifecycle_date_shows() -> None:
    published = PublishedCaseFactory(case__running=True)
    assert published.card["gecontroleerdOp"] == "2017-10-01"
    case = published.case
    case.lifecycle_checked_on = datetime.date(2026, 1, 2)
    case.save()

    assert publishing.publish(case=case, by=None).card["gecontroleerdOp"] == "2026-01-02"
