"""Texts of before, or of another program: cleaned by the migration where that can be, and read clean in any case."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases import publishing
from cases.models import Case, Claim, PublishedCase, Theme
from cases.projection.projector import Projector
from municipalities.models import Organisation
from tests.factories import CaseFactory, ClaimFactory, OrganisationFactory, ThemeFactory
from tests.stored import stored, write

pytestmark = pytest.mark.django_db


def migrate() -> None:
    state = MigrationExecutor(connection).loader.project_state(("cases", "0029_clean_texts"))
    importlib.import_module("cases.migrations.0029_clean_texts").clean(state.apps, None)


def test_what_is_read_of_a_row_is_clean_whatever_the_database_holds() -> None:
    organisation = OrganisationFactory()
    write(organisation, name="Tac\u00adtus\x0bzorg", also_known_as=["Tac\u200btus"])

    row = Organisation.objects.get()

    assert (row.name, row.also_known_as) == ("Tactus zorg", ["Tactus"])
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Tactus zorg"]


def test_the_migration_cleans_the_rows_that_editors_work_on() -> None:
    case, organisation = CaseFactory(), OrganisationFactory()
    claim = ClaimFactory(case=case)
    write(case, title="Start\u00adgeld\x0bvoor \u202ebewoners", summary="Een\x0btwee\u0085drie")
    write(claim, text="cafe\u0301 \ufffe")
    write(organisation, name="Tac\u200btus", also_known_as=["Tac\u00adtus", "b"])

    migrate()

    assert stored(Case, "title", "summary") == ("Startgeld voor bewoners", "Een\ntwee\ndrie")
    assert stored(Claim, "text") == ("café ",)
    assert stored(Organisation, "name", "also_known_as") == ("Tactus", '["Tactus", "b"]')
    # A form compares what was typed with this, and search with what was asked.
    assert Case.objects.filter(title__contains="Startgeld").exists()


def test_the_migration_leaves_a_name_that_another_row_has_and_a_text_of_nothing() -> None:
    ThemeFactory(name="Jeugd")
    twin = ThemeFactory(name="Jeugdhulp")
    write(twin, name="Jeu\u00adgd", description="\u200b")

    migrate()

    assert sorted(stored_names()) == ["Jeugd", "Jeu\u00adgd"]
    assert {theme.name for theme in Theme.objects.all()} == {"Jeugd"}


def stored_names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM cases_theme")
        return [name for (name,) in cursor.fetchall()]


def test_a_revision_stays_as_it_is_and_is_published_clean() -> None:
    case = CaseFactory(with_source=True)
    ClaimFactory(case=case)
    revision = publishing.record_revision(case=case, by=None)
    dirty = revision.snapshot | {"title": "Start\u00adgeld\x0bnu", "summary": "Een\x0btwee"}
    dirty["claims"][0]["text"] = "drie\x07vier"
    type(revision).objects.filter(pk=revision.pk).update(snapshot=dirty)
    Case.objects.filter(pk=case.pk).update(title="Startgeld nu")
    published = publishing.publish(case=Case.objects.get(pk=case.pk), by=None)
    PublishedCase.objects.filter(pk=published.pk).update(revision=revision)
    published.refresh_from_db()

    projected = Projector().project(
        published.revision, published_at=published.published_at, changed_at=published.changed_at
    )

    assert projected.fields["title"] == "Startgeld nu"
    assert projected.fields["record"]["samenvatting"] == "Een\ntwee"
    assert projected.fields["record"]["uitspraken"][0]["tekst"] == "drie\tvier"
    revision.refresh_from_db()
    assert revision.snapshot["summary"] == "Een\x0btwee"
