"""What a file did is kept row by row, can be looked back at, and is undone as one: all of it or nothing."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse

from cases import publishing
from cases.models import (
    Case,
    CatalogueState,
    Claim,
    FileImport,
    PublicationEvent,
    PublishedCase,
    ReferenceRevision,
    Revision,
)
from municipalities.models import Organisation
from tests.cases.admin.transfer.files import csv_of, read_in, text_of
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    OrganisationFactory,
    ParticipationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEW_CASE = ["soep", "praktijk", "Soep", "Samen soep."]
CASE_COLUMNS = ["adresnaam", "soort", "titel", "samenvatting"]


@pytest.fixture
def client(client):
    client.force_login(UserFactory(is_superuser=True, username="mieke"))
    return client


def undo_url(done):
    return reverse("admin:cases_fileimport_undo", args=[done.pk])


def undo(client, *lines, done=None):
    """Look at what undoing does, choose these lines too, and do it; return the page that was seen and the one after."""
    done = done or FileImport.objects.get(undoes=None)
    seen = client.get(undo_url(done))
    fingerprint = re.search(r'name="gezien" value="([^"]+)"', seen.content.decode())
    data = {"gezien": fingerprint[1] if fingerprint else "", **{f"keuze-{line}": "bestand" for line in lines}}
    return seen, client.post(undo_url(done), data, follow=True)


def in_group(client, name):
    user = UserFactory(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)
    return user


# --- Looking back ------------------------------------------------------------------------------------------------


def test_an_import_keeps_who_read_in_what_and_what_it_did_with_the_versions(client):
    case = CaseFactory(slug="brood", title="Brood")
    publishing.record_revision(case=case, by=None)

    page = read_in(client, Case, csv_of(CASE_COLUMNS, NEW_CASE, ["brood", "praktijk", "Vers brood", case.summary]))

    done = FileImport.objects.get()
    assert (done.by.username, done.name, done.kind, done.state) == ("mieke", "bestand.csv", "cases.Case", "gedaan")
    new, changed = done.rows.all()
    assert (new.status, new.line, new.key, new.version_before) == ("nieuw", 2, Case.objects.get(slug="soep").pk, None)
    assert (new.version_after, new.after["title"]) == (1, "Soep")
    assert (changed.status, changed.before, changed.after) == ("gewijzigd", {"title": "Brood"}, {"title": "Vers brood"})
    assert (changed.version_before, changed.version_after) == (1, 2)
    url = reverse("admin:cases_fileimport_change", args=[done.pk])
    assert f'href="{url}"' in page.content.decode()
    text = text_of(client.get(url))
    assert "3 Vers brood gewijzigd versie 1 werd 2 titel Brood Vers brood" in text
    assert "Maak ongedaan" in text
    assert "bestand.csv" in text_of(client.get(reverse("admin:cases_fileimport_changelist")))


def test_what_is_not_read_in_is_not_kept(client):
    read_in(client, Case, csv_of(CASE_COLUMNS, NEW_CASE))
    with pytest.raises(AssertionError):
        read_in(client, Case, csv_of(CASE_COLUMNS, ["", "praktijk", "", ""]))
    assert FileImport.objects.count() == 1


# --- Undoing -----------------------------------------------------------------------------------------------------


def test_each_row_gets_back_what_it_had_and_what_was_new_goes(client):
    theme = ThemeFactory(slug="eten")
    case = CaseFactory(slug="brood", title="'Brood", summary="Samen\n\nbakken.", running=True)
    case.themes.set([theme])
    publishing.record_revision(case=case, by=None)
    columns = [*CASE_COLUMNS, "thema's", "loopt het nog?", "nagegaan op"]
    content = csv_of(columns, [*NEW_CASE, "", "", ""], ["brood", "praktijk", "Vers brood", "Anders.", "", "", ""])
    read_in(client, Case, content)

    seen, after = undo(client)

    assert "Terug te zetten: 1. Weg te halen: 1. Er is nog niets gedaan." in text_of(seen)
    assert "Ongedaan gemaakt: 1 teruggezet, 1 weggehaald, 0 gelaten." in text_of(after)
    assert Case.objects.get(slug="soep").state == Case.State.BINNED
    case = Case.objects.in_use().get()
    assert (case.title, case.summary, list(case.themes.all())) == ("'Brood", "Samen\n\nbakken.", [theme])
    assert case.lifecycle == "loopt"
    assert case.lifecycle_checked_on is not None
    last = Revision.objects.get(case=case, number=3)
    assert (last.by.username, last.note) == ("mieke", "Ongedaan gemaakt: ingelezen uit bestand.csv")
    assert last.snapshot == Revision.objects.get(case=case, number=1).snapshot
    assert LogEntry.objects.filter(change_message__startswith="Ongedaan gemaakt").count() == 2
    undoing = FileImport.objects.get(undoes__isnull=False)
    assert sorted(undoing.rows.values_list("status", flat=True)) == ["gewijzigd", "weg"]
    text = text_of(client.get(reverse("admin:cases_fileimport_change", args=[undoing.undoes_id])))
    assert "Ongedaan gemaakt op" in text
    assert "ongedaan gemaakt" in text


def test_what_was_undone_has_nothing_left_to_undo_and_an_undoing_is_only_looked_at(client):
    case = CaseFactory(slug="brood", title="Brood")
    read_in(client, Case, csv_of(["adresnaam", "titel"], ["brood", "Vers brood"]))
    undo(client)

    seen, _ = undo(client)

    assert "Er is niets om ongedaan te maken" in text_of(seen)
    undoing = FileImport.objects.get(undoes__isnull=False)
    assert "Dit kan niet ongedaan worden gemaakt." in text_of(client.get(undo_url(undoing), follow=True))
    case.refresh_from_db()
    assert case.title == "Brood"


def test_what_a_colleague_changed_since_is_shown_and_left_unless_chosen(client):
    for slug in ("brood", "soep"):
        CaseFactory(slug=slug, title=slug, place="Kern")
    rows = [["brood", "Vers brood", "Wijk"], ["soep", "Verse soep", "Wijk"]]
    read_in(client, Case, csv_of(["adresnaam", "titel", "plaats"], *rows))
    brood = Case.objects.get(slug="brood")
    brood.title = "Brood van Karim"
    brood.save()

    seen, after = undo(client)

    assert "Sinds het inlezen gewijzigd" in text_of(seen)
    assert "titel Vers brood Brood van Karim brood" in text_of(seen)
    found = {case.slug: (case.title, case.place) for case in Case.objects.all()}
    # What the colleague left alone goes back, whatever else of the row.
    assert found == {"brood": ("Brood van Karim", "Kern"), "soep": ("soep", "Kern")}
    assert "2 teruggezet" in text_of(after)

    undo(client, 2)

    assert Case.objects.get(slug="brood").title == "brood"


def test_what_was_new_and_changed_since_stays_unless_chosen(client):
    read_in(client, Case, csv_of(CASE_COLUMNS, NEW_CASE))
    case = Case.objects.get()
    ClaimFactory(case=case)
    publishing.record_revision(case=case, by=None)

    seen, after = undo(client)

    assert "Dit kwam erbij met het bestand, en is daarna gewijzigd." in text_of(seen)
    assert "0 weggehaald, 1 gelaten" in text_of(after)
    assert Case.objects.in_use().exists()

    undo(client, 2)

    assert not Case.objects.in_use().exists()


def test_readers_see_nothing_of_an_undoing_until_somebody_publishes(client):
    case = CaseFactory(with_source=True, slug="brood", title="Brood")
    publishing.publish(case=case, by=None)
    read_in(client, Case, csv_of(["adresnaam", "titel"], ["brood", "Vers brood"]))
    case.refresh_from_db()
    publishing.publish(case=case, by=None)
    before = CatalogueState.objects.get().version

    undo(client)

    case.refresh_from_db()
    assert case.title == "Brood"
    assert PublishedCase.objects.get().title == "Vers brood"
    assert CatalogueState.objects.get().version == before


def test_what_was_new_and_became_public_stays_and_says_so(client):
    read_in(client, Case, csv_of(CASE_COLUMNS, NEW_CASE))
    case = Case.objects.get()
    other = CaseFactory(with_source=True)
    case.citations.create(article=other.citations.get().article)
    case.themes.set([ThemeFactory()])
    case.without_place = "Het is overal."
    case.save()
    publishing.publish(case=case, by=None)

    seen, _ = undo(client)
    assert "is daarna gewijzigd" in text_of(seen)
    undo(client, 2)

    assert PublishedCase.objects.filter(pk=case.pk).exists()
    left = FileImport.objects.filter(undoes__isnull=False).latest("pk").rows.get()
    assert left.status == "gelaten"
    assert "openbaar" in left.why


def test_claims_go_back_and_away_with_one_version_of_their_case(client):
    case = CaseFactory(slug="soep")
    claim = ClaimFactory(case=case, key="u-1", text="Veel soep.")
    publishing.record_revision(case=case, by=None)
    columns = ["voorbeeld", "kenmerk", "soort", "uitspraak"]
    rows = [["soep", "u-1", claim.kind, "Weinig soep."], ["soep", "u-2", "doel", "Meer."]]
    read_in(client, Claim, csv_of(columns, *rows))

    undo(client)

    assert [claim.text for claim in case.claims.all()] == ["Veel soep."]
    assert Revision.objects.filter(case=case).count() == 3
    assert Revision.objects.get(case=case, number=3).snapshot == Revision.objects.get(case=case, number=1).snapshot


def test_reference_rows_go_back_with_the_public_cases_that_show_them(client):
    organisation = OrganisationFactory(slug="tactus", name="Tactus", also_known_as=["T"])
    case = CaseFactory(with_source=True)
    ParticipationFactory(case=case, organisation=organisation)
    publishing.publish(case=case, by=None)
    columns = ["adresnaam", "naam", "soort", "ook bekend als"]
    rows = [["tactus", "Tactus Zorg", organisation.kind, ""], ["nieuw", "Nieuw", "anders", ""]]
    read_in(client, Organisation, csv_of(columns, *rows))
    assert "Tactus Zorg" in str(PublishedCase.objects.get().record)

    undo(client)

    organisation.refresh_from_db()
    assert (organisation.name, organisation.also_known_as) == ("Tactus", ["T"])
    assert "Tactus Zorg" not in str(PublishedCase.objects.get().record)
    assert not Organisation.objects.filter(slug="nieuw").exists()


def test_a_row_that_is_used_stays_with_the_reason(client):
    read_in(client, Organisation, csv_of(["adresnaam", "naam", "soort"], ["nieuw", "Nieuw", "anders"]))
    ParticipationFactory(organisation=Organisation.objects.get())

    seen, _ = undo(client)

    assert "blijft. Gebruikt door:" in text_of(seen)
    assert Organisation.objects.filter(slug="nieuw").exists()
    assert "Er is niets om ongedaan te maken" in text_of(seen)


def test_nothing_goes_back_when_one_row_cannot(client):
    theme = ThemeFactory(slug="eten")
    for slug in ("brood", "soep"):
        CaseFactory(slug=slug, title=slug).themes.set([theme])
    read_in(client, Case, csv_of(["adresnaam", "titel", "thema's"], ["brood", "A", ""], ["soep", "B", ""]))
    Case.objects.get(slug="soep").themes.clear()
    theme.delete()

    seen, after = undo(client)

    assert "2 thema's ‘eten’ is hier niet bekend." in text_of(seen)
    assert "er is niets veranderd" in text_of(after)
    assert set(Case.objects.values_list("title", flat=True)) == {"A", "B"}
    assert not FileImport.objects.filter(undoes__isnull=False).exists()


def test_what_changed_after_it_was_shown_is_shown_first(client):
    CaseFactory(slug="brood", title="Brood")
    read_in(client, Case, csv_of(["adresnaam", "titel"], ["brood", "Vers brood"]))
    done = FileImport.objects.get()
    seen = re.search(r'name="gezien" value="([^"]+)"', client.get(undo_url(done)).content.decode())[1]
    Case.objects.update(title="Brood van Karim")

    page = client.post(undo_url(done), {"gezien": seen})

    assert "Er is nog niets teruggezet: de catalogus is veranderd" in text_of(page)
    assert Case.objects.get().title == "Brood van Karim"


# --- Who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["redacteur", "eindredacteur", "beheerder"])
def test_each_group_undoes_what_it_may_change(client, group):
    by = in_group(client, group)
    CaseFactory(slug="brood", title="Brood")
    read_in(client, Case, csv_of(CASE_COLUMNS, NEW_CASE, ["brood", "praktijk", "Vers brood", "S."]))

    undo(client)

    assert list(Case.objects.in_use().values_list("title", flat=True)) == ["Brood"]
    assert FileImport.objects.get(undoes__isnull=False).by == by


def test_what_a_writer_puts_back_of_a_public_row_waits_for_who_may_publish(client):
    OrganisationFactory(slug="tactus", name="Tactus", kind="anders")
    columns = ["adresnaam", "naam", "soort"]
    read_in(client, Organisation, csv_of(columns, ["tactus", "Tactus Zorg", "anders"], ["nieuw", "Nieuw", "anders"]))

    in_group(client, "redacteur")
    seen, _ = undo(client)

    assert "blijft. U mag dit niet weghalen." in text_of(seen)
    assert Organisation.objects.filter(name="Tactus Zorg").exists()
    assert Organisation.objects.filter(slug="nieuw").exists()


def test_a_draft_that_a_writers_file_made_is_taken_back_with_its_review(client):
    row = OrganisationFactory(slug="tactus", name="Tactus", kind="anders")
    in_group(client, "redacteur")
    columns = ["adresnaam", "naam", "soort"]
    read_in(client, Organisation, csv_of(columns, ["tactus", "Tactus Zorg", "anders"], ["nieuw", "Nieuw", "anders"]))
    publishing.submit_row(row=row, by=None)
    assert publishing.pending(row).snapshot["name"] == "Tactus Zorg"

    seen, after = undo(client)

    assert "Concepten terug te nemen: 1. Weg te halen: 1." in text_of(seen)
    assert "het concept wordt teruggenomen; lezers zagen het niet" in text_of(seen)
    assert "1 teruggezet, 1 weggehaald, 0 gelaten" in text_of(after)
    row.refresh_from_db()
    assert (row.name, row.submitted_at, publishing.pending(row)) == ("Tactus", None, None)
    assert list(Organisation.objects.in_use()) == [row]
    assert publishing.state_of(Organisation.objects.get(slug="nieuw")) == "weggegooid"
    seen, _ = undo(client, done=FileImport.objects.get(undoes=None))
    assert "Er is niets om ongedaan te maken" in text_of(seen)
    # Nothing is in the way of the next file.
    read_in(client, Organisation, csv_of(columns, ["tactus", "Tactus Groep", "anders"]))
    assert publishing.pending(row).snapshot["name"] == "Tactus Groep"


def test_a_draft_on_which_a_colleague_went_on_stays_and_says_so(client):
    row = OrganisationFactory(slug="tactus", name="Tactus", kind="anders")
    writer = in_group(client, "redacteur")
    read_in(client, Organisation, csv_of(["adresnaam", "naam"], ["tactus", "Tactus Zorg"]))
    first = publishing.pending(row)
    saving = publishing.Saving(row, by=writer)
    saving.show_latest(row)
    row.website = "https://tactus.example/"
    row.save()
    saving.done(row)

    seen, _ = undo(client)

    assert "Er is sinds het inlezen verder gewerkt aan dit concept." in text_of(seen)
    assert publishing.pending(row).number == first.number + 1


def test_a_public_row_that_an_undoing_deletes_leaves_a_tombstone(client):
    read_in(client, Organisation, csv_of(["adresnaam", "naam", "soort"], ["nieuw", "Nieuw", "anders"]))
    assert ReferenceRevision.objects.count() == 1

    undo(client)

    assert not ReferenceRevision.objects.exists()
    event = PublicationEvent.objects.latest("number")
    assert (event.kind, event.slug, event.subject) == ("ingetrokken", "nieuw", "organisatie")
    assert client.get("/organisaties/nieuw/").status_code == 410


def test_who_may_publish_puts_back_what_readers_see(client):
    OrganisationFactory(slug="tactus", name="Tactus", kind="anders")
    columns = ["adresnaam", "naam", "soort"]
    read_in(client, Organisation, csv_of(columns, ["tactus", "Tactus Zorg", "anders"], ["nieuw", "Nieuw", "anders"]))

    in_group(client, "eindredacteur")
    undo(client)

    assert list(Organisation.objects.values_list("name", flat=True)) == ["Tactus"]


def test_who_may_nothing_of_those_rows_gets_no_page(client):
    read_in(client, Case, csv_of(CASE_COLUMNS, NEW_CASE))
    done = FileImport.objects.get()
    client.force_login(UserFactory(is_staff=True))

    assert client.get(undo_url(done)).status_code == 403
    assert client.post(undo_url(done)).status_code == 403
    client.logout()
    assert client.post(undo_url(done)).url.startswith("/admin/login/")
    assert Case.objects.exists()
