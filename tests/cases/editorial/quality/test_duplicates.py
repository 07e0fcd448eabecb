"""Pairs of cases that may be the same one: found by comparing, laid aside by an editor, and then left alone."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import publishing
from cases.editorial.quality import duplicates
from cases.models import ProbableDuplicate
from tests.factories import (
    CaseFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ProbableDuplicateFactory,
    PublishedCaseFactory,
    RegionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PASSAGE = "In de oude school aan de rand van het dorp koken buren elke woensdag voor elkaar."
LIST = reverse("admin:cases_probableduplicate_changelist")


def case(title, *places, **given):
    return CaseFactory(title=title, slug=f"s{CaseFactory._meta.next_sequence()}", municipalities=places, **given)


def test_titles_that_are_alike_in_one_place_are_a_pair():
    here = MunicipalityFactory()
    a, b = case("Buurtkamers in Oost", here), case("De buurtkamers van Oost", here)
    case("Schulden voorkomen met een bel naar de buren", here)

    assert duplicates.find() == {(a.pk, b.pk): "De titels lijken op elkaar, en de plaats is dezelfde."}


def test_alike_titles_in_different_places_are_no_pair():
    case("Buurtkamers in Oost", MunicipalityFactory())
    case("De buurtkamers van Oost", MunicipalityFactory())
    assert duplicates.find() == {}


def test_a_region_is_a_place_and_so_is_what_a_municipality_became():
    region, change = RegionFactory(), MunicipalityChangeFactory()
    a, b = (CaseFactory(title=f"Samen koken in de wijk {n}", regions=[region]) for n in (1, 2))
    c, d = case("Samen eten in het dorp", change.old), case("Samen eten in dit dorp", change.new)
    assert set(duplicates.find()) == {(a.pk, b.pk), (c.pk, d.pk)}


def test_the_same_title_is_a_pair_wherever_it_is():
    a = case("Buurtkamers!", MunicipalityFactory())
    b = case("buurtkamers", MunicipalityFactory())
    assert duplicates.find() == {(a.pk, b.pk): "Dezelfde titel."}


def test_a_shared_passage_is_a_pair_and_says_which():
    a = case("Koken", approach=f"Zo gaat het. {PASSAGE} En dan eten ze.")
    b = case("Eten", results=f"Dit werkte:\n\n- {PASSAGE.upper()}")
    case("Iets anders", approach="In het dorp koken buren voor elkaar.")
    assert duplicates.find() == {(a.pk, b.pk): f"In beide staat: ‘{PASSAGE.upper()}’"}


def test_a_sentence_that_many_cases_share_is_a_turn_of_phrase():
    for n in range(duplicates.COMMON + 1):
        case(f"Heel verschillend {n * 'x'}", approach=PASSAGE)
    assert duplicates.find() == {}


def test_a_portrait_and_its_practice_are_no_pair_and_two_practices_may_be():
    portrait = CaseFactory(portrait=True, title="Dorp", approach=PASSAGE)
    a = case("Koken", part_of=portrait, approach=PASSAGE)
    b = case("Eten", part_of=portrait, approach=PASSAGE)
    assert set(duplicates.find()) == {(a.pk, b.pk)}


def test_what_was_withdrawn_is_left_out():
    first = PublishedCaseFactory(case__title="Buurtkamers").case
    case("Buurtkamers")
    publishing.withdraw(case=first, by=None, reason="Dubbel.")
    assert duplicates.find() == {}


def test_it_asks_as_many_questions_for_many_cases_as_for_a_few():
    here = MunicipalityFactory()
    case("Koken", here)
    with CaptureQueriesContext(connection) as few:
        duplicates.find()
    for n in range(8):
        case(f"Koken {n}", here)
    with CaptureQueriesContext(connection) as many:
        duplicates.find()
    assert len(few) == len(many)


# --- Kept and laid aside ------------------------------------------------------------------------------------------


def test_run_due_finds_them_once_and_forgets_what_is_no_pair_any_more():
    a, b = case("Buurtkamers"), case("Buurtkamers")
    call_command("run_due")
    call_command("run_due")
    assert [(pair.a, pair.b) for pair in ProbableDuplicate.objects.all()] == [(a, b)]

    b.title = "Een ander verhaal"
    b.save()
    assert duplicates.refresh() == 0
    assert not ProbableDuplicate.objects.exists()


def test_a_pair_that_was_laid_aside_stays_aside():
    a, b = case("Buurtkamers"), case("Buurtkamers")
    pair = ProbableDuplicateFactory(a=a, b=b, reason="Oud")
    editor = UserFactory()

    assert duplicates.dismiss(duplicates=ProbableDuplicate.objects.all(), by=editor) == 1
    assert duplicates.dismiss(duplicates=ProbableDuplicate.objects.all(), by=UserFactory()) == 0
    assert duplicates.refresh() == 0

    pair.refresh_from_db()
    assert (pair.dismissed_by, pair.reason) == (editor, "Dezelfde titel.")


def test_an_editor_lays_a_pair_aside_in_the_list_and_it_waits_no_longer(client):
    pair = ProbableDuplicateFactory()
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(f"{LIST}?wacht=open")
    assert reverse("admin:cases_case_change", args=[pair.a.pk]) in page.content.decode()

    act = {"action": "dismiss_selected", "_selected_action": [pair.pk]}
    answer = client.post(f"{LIST}?wacht=open", act, follow=True)

    assert "Eén tweetal is opzij gelegd." in answer.content.decode()
    assert list(answer.context["cl"].queryset) == []


def test_who_may_only_look_cannot_lay_a_pair_aside(client):
    pair, reader = ProbableDuplicateFactory(), UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_probableduplicate"))
    client.force_login(reader)

    client.post(LIST, {"action": "dismiss_selected", "_selected_action": [pair.pk]})

    pair.refresh_from_db()
    assert pair.dismissed_on is None
