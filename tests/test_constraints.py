"""Every rule that one row can show is held by the database, and told to an editor in Dutch by the form.

A new constraint fails here until BREACHES says how to break it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import BaseConstraint, Model, UniqueConstraint
from django.utils import timezone

from municipalities.models import ReferenceRow
from tests import factories as make

pytestmark = pytest.mark.django_db

# A good row, and the values that break the constraint when it gets them.
Breach = tuple[Model, dict[str, Any]]


def row(factory: Any, given: dict[str, Any] | None = None, /, **broken: Any) -> Callable[[], Breach]:
    """Break a row of `factory`, made with the values in `given`, by the values in `broken`."""
    return lambda: (factory(**(given or {})), broken)


def twins(factory: Any, *fields: str, **given: Any) -> Callable[[], Breach]:
    """Break the second of two rows by giving it what the first has in `fields`."""

    def breach() -> Breach:
        first, second = factory(**given), factory(**given)
        return second, {field: getattr(first, field) for field in fields}

    return breach


def itself(factory: Any, field: str, **given: Any) -> Callable[[], Breach]:
    """Break a row by letting it refer to itself."""

    def breach() -> Breach:
        made = factory(**given)
        return made, {field: made}

    return breach


def between_one(factory: Any, one: str, other: str) -> Callable[[], Breach]:
    """Break a row that lies between two others by giving it the same one twice."""

    def breach() -> Breach:
        made = factory()
        return made, {other: getattr(made, one)}

    return breach


def with_new(factory: Any, **others: Any) -> Callable[[], Breach]:
    """Break a row by giving it related rows beside those it has."""
    return lambda: (factory(), {field: other() for field, other in others.items()})


BREACHES: dict[str, Callable[[], Breach]] = {
    # jobs
    "job_position_within_total": row(make.JobFactory, position=3),
    "job_result_when_ended": row(make.JobFactory, result="gedaan"),
    # imports
    "file_import_line_once": twins(make.FileImportRowFactory, "file_import", "line"),
    "file_import_row_known_when_done": row(make.FileImportRowFactory, key=None),
    # municipalities
    "province_code_is_pv_and_two_digits": row(make.ProvinceFactory, code="25"),
    "municipality_cbs_code_is_four_digits": row(make.MunicipalityFactory, cbs_code="197"),
    "municipality_ends_after_it_starts": row(
        make.MunicipalityFactory, {"valid_from": "2019-01-01"}, valid_until="2019-01-01"
    ),
    "municipality_population_has_a_date": row(make.MunicipalityFactory, population=27_244),
    "municipality_urbanity_is_a_class_of_a_year": row(make.MunicipalityFactory, urbanity=4),
    "municipality_lies_in_the_netherlands": row(make.MunicipalityFactory, latitude="51.9219", longitude="7.6261"),
    "municipality_change_once_a_date": twins(make.MunicipalityChangeFactory, "old", "new", "date"),
    "municipality_change_between_two": between_one(make.MunicipalityChangeFactory, "old", "new"),
    "region_name_once_a_kind": twins(make.RegionFactory, "name"),
    "region_code_once": lambda: (
        make.RegionFactory(code="AM02"),
        {"code": make.RegionFactory(code="AM01").code},
    ),
    "region_has_two_or_more_members": row(make.RegionFactory, stated_number=1),
    "organisation_contact_has_a_date": row(make.OrganisationFactory, contact_mailbox="info@figulus.example"),
    # whatever has a bin and versions
    **{
        f"{factory._meta.model._meta.model_name}_in_the_bin_is_not_public": row(factory, binned_at=timezone.now())
        for factory in (
            make.ArticleFactory,
            make.ElementFactory,
            make.InitiativeFactory,
            make.ObstacleFactory,
            make.OrganisationFactory,
            make.PublicationFactory,
            make.RegionFactory,
            make.TermFactory,
            make.ThemeFactory,
        )
    },
    "question_in_the_bin_is_not_public": row(make.QuestionFactory, {"answered": True}, binned_at=timezone.now()),
    # cases: the working rows
    "case_only_a_practice_is_part_of_a_portrait": lambda: (
        make.CaseFactory(part_of=make.CaseFactory(portrait=True)),
        {"kind": "portret"},
    ),
    "case_in_review_was_submitted": row(make.CaseFactory, state="beoordeling"),
    "case_in_the_bin_was_binned": row(make.CaseFactory, state="weggegooid"),
    "case_is_not_part_of_itself": itself(make.CaseFactory, "part_of"),
    "case_years_are_years": row(make.CaseFactory, started_year=17),
    "case_ends_after_it_starts": row(make.CaseFactory, started_year=2017, ended_year=2016),
    "case_lifecycle_has_a_date": row(make.CaseFactory, lifecycle="loopt"),
    "asked_in_vain_once_a_week": twins(make.AskedInVainFactory, "words", "week"),
    "asked_in_vain_often_enough": row(make.AskedInVainFactory, times=4),
    "search_word_once": twins(make.SearchWordFactory, "word"),
    "search_word_case_once": twins(make.SearchWordCaseFactory, "search_word", "case"),
    "search_word_claim_once": twins(make.SearchWordClaimFactory, "search_word", "claim"),
    "case_municipality_once": twins(make.CaseMunicipalityFactory, "case", "municipality"),
    "participation_is_of_one_party": with_new(make.ParticipationFactory, region=make.RegionFactory),
    "participation_once_a_role": twins(make.ParticipationFactory, "case", "organisation"),
    "case_link_once": twins(make.CaseLinkFactory, "case", "url"),
    "citation_once_a_case": twins(make.CitationFactory, "case", "article"),
    "claim_key_once_a_case": twins(make.ClaimFactory, "case", "key"),
    "claim_figure_has_a_unit": row(make.ClaimFactory, value=100),
    "claim_range_has_a_value": row(make.ClaimFactory, value_before=50),
    "claim_range_goes_up": row(make.ClaimFactory, {"figure": True}, value_until=100),
    "claim_is_a_range_or_a_change": row(make.ClaimFactory, {"figure": True}, value_until=200, value_before=50),
    "claim_qualifies_a_figure": row(make.ClaimFactory, qualifier="ruim"),
    "missed_search_says_something": row(make.MissedSearchFactory, searched=""),
    "submission_confirmed_address_is_there": row(make.SubmissionFactory, email=""),
    "passed_question_answer_has_a_moment": row(make.PassedQuestionFactory, answer="Ja."),
    "board_question_closed_has_a_date": row(make.BoardQuestionFactory, state="gesloten"),
    "board_answer_says_something": row(make.BoardAnswerFactory, text=""),
    "follow_once_a_mailbox": twins(make.FollowFactory, "email"),
    "follow_confirmed_has_its_turn": row(make.FollowFactory, due_at=None),
    "submission_decided_has_a_date": row(make.SubmissionFactory, state="overgenomen"),
    "claim_obstacle_is_of_an_obstacle": lambda: (make.ClaimFactory(), {"obstacle": make.ObstacleFactory()}),
    "claim_year_is_a_year": row(make.ClaimFactory, year=17),
    "inquiry_round_once_a_day": twins(make.InquiryRoundFactory, "municipality", "asked_on"),
    "mailbox_is_of_one_party": row(make.MailboxFactory, kind="organisatie"),
    "silent_section_once_a_case": twins(make.SilentSectionFactory, "case", "section"),
    "claim_link_between_two": between_one(make.ClaimLinkFactory, "a", "b"),
    "claim_link_once": twins(make.ClaimLinkFactory, "a", "b"),
    # cases: sources, people, words, recognition
    "publication_year_is_a_year": row(make.PublicationFactory, year=17),
    "article_reprints_another": itself(make.ArticleFactory, "reprint_of"),
    "theme_kind_is_known": row(make.ThemeFactory, kind="overig"),
    "initiative_link_once": twins(make.InitiativeLinkFactory, "initiative", "url"),
    "designation_is_of_one_place": with_new(make.DesignationFactory, region=make.RegionFactory),
    "designation_nominator_has_certainty": with_new(make.DesignationFactory, nominated_by=make.OrganisationFactory),
    "designation_once_a_year": twins(make.DesignationFactory, "municipality"),
    "adoption_is_by_one_party": row(make.AdoptionFactory, adopter="Een stichting"),
    "adoption_has_a_source_or_was_confirmed": row(make.AdoptionFactory, article=None),
    "adoption_confirmation_has_a_day_and_a_party": row(make.AdoptionFactory, {"confirmed": True}, confirmed_by=""),
    "adoption_asked_is_confirmed": row(make.AdoptionFactory, mailbox="info@borne.example"),
    "adoption_once_a_party": twins(make.AdoptionFactory, "case", "municipality"),
    # cases: what follows from them
    "revision_number_once_a_case": twins(make.RevisionFactory, "case", "number"),
    "api_key_once": twins(make.ApiKeyFactory, "digest"),
    "duplicate_older_case_first": lambda: (
        made := make.ProbableDuplicateFactory(),
        {"a": made.b, "b": made.a},
    ),
    "duplicate_once_a_pair": twins(make.ProbableDuplicateFactory, "a", "b"),
    "inquiry_once_a_day": twins(make.InquiryFactory, "case"),
    "inquiry_answer_has_a_moment": row(make.InquiryFactory, answer="loopt"),
    "inquiry_outcome_is_of_an_answer": row(make.InquiryFactory, outcome="opzij"),
    "link_check_fails_from_a_day_on": row(make.LinkCheckFactory, failed_on="2026-01-01"),
    "loaded_entry_once": twins(make.LoadedEntryFactory, "key"),
    "published_case_has_a_source": row(make.PublishedCaseFactory, source_count=0),
    "published_place_once": twins(make.PublishedPlaceFactory, "published_case", "municipality"),
    "event_is_of_a_case_or_a_row": row(make.PublicationEventFactory, identifier="31b9f9a2-5a3c-4ab0-93fd-3d5de0ba0f67"),
    "reference_revision_number_once_a_row": twins(make.ReferenceRevisionFactory, "model", "row", "number"),
    "event_withdrawal_has_a_reason": row(make.PublicationEventFactory, kind="ingetrokken"),
    "catalogue_state_is_one_row": row(make.CatalogueStateFactory, id=2),
}

# The field itself refuses these first, with words of its own: its choices do not hold such a value. The constraint is
# for what goes round the forms.
REFUSED_BY_THE_FIELD = {
    "theme_kind_is_known": "kind",
    "case_is_not_part_of_itself": "part_of",
    "case_years_are_years": "started_year",
    "claim_year_is_a_year": "year",
    "publication_year_is_a_year": "year",
}

CONSTRAINTS: dict[str, BaseConstraint] = {
    constraint.name: constraint
    for app in ("accounts", "municipalities", "cases")
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
    for constraint in model._meta.constraints
}


def messages(check: Callable[[], None]) -> set[str]:
    """Return what `check` objects to."""
    try:
        check()
    except ValidationError as error:
        return set(error.messages)
    return set()


def broken(name: str) -> tuple[Model, set[str]]:
    """Return a row that breaks the constraint, unsaved, and what its form said of it when it was still good."""
    assert name in BREACHES, "Say in BREACHES how to break this new constraint."
    good, values = BREACHES[name]()
    good.refresh_from_db()
    said_before = messages(good.full_clean)
    for field, value in values.items():
        setattr(good, field, value)
    return good, said_before


def test_every_case_is_of_a_constraint_that_exists() -> None:
    assert BREACHES.keys() == CONSTRAINTS.keys()


def test_no_row_that_cases_refer_to_is_both_public_and_in_the_bin() -> None:
    models = [model for model in apps.get_models() if issubclass(model, ReferenceRow)]
    assert {f"{model._meta.model_name}_in_the_bin_is_not_public" for model in models} <= CONSTRAINTS.keys()


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_database_refuses_a_row_that_breaks_it(name: str) -> None:
    assert name in BREACHES, "Say in BREACHES how to break this new constraint."
    good, values = BREACHES[name]()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        type(good)._base_manager.filter(pk=good.pk).update(**values)
    # SQLite calls a unique constraint by its columns.
    if connection.vendor == "postgresql" or not isinstance(CONSTRAINTS[name], UniqueConstraint):
        assert name in str(error.value)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_form_says_in_dutch_what_is_wrong(name: str) -> None:
    spoilt, said_before = broken(name)
    wording = CONSTRAINTS[name].violation_error_message
    if name in REFUSED_BY_THE_FIELD:
        with pytest.raises(ValidationError) as error:
            spoilt.full_clean()
        assert REFUSED_BY_THE_FIELD[name] in error.value.error_dict
        assert messages(spoilt.validate_constraints) == {wording}
    else:
        assert messages(spoilt.full_clean) - said_before == {wording}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_its_words_are_our_own(name: str) -> None:
    wording = str(CONSTRAINTS[name].violation_error_message)
    assert wording != str(BaseConstraint.default_violation_error_message)
    assert wording.endswith((".", "?"))
