"""A file of many rows is looked at and read in by jobs, batch by batch; still all of it comes in, or nothing."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cases import publishing
from cases.admin.transfer import importing, long_imports, sheets, undoing
from cases.jobs import running
from cases.management.commands.run_jobs import one_task_at_a_time
from cases.models import Case, FileImport, Job, PublishedCase, ReferenceRevision, Revision
from municipalities.models import Organisation
from tests.cases.admin.transfer.files import address, csv_of, look, text_of
from tests.factories import CaseFactory, OrganisationFactory, ParticipationFactory, UserFactory

pytestmark = pytest.mark.django_db

COLUMNS = ["adresnaam", "soort", "titel", "samenvatting", "onderdeel van"]
ROWS = [
    # A practice before the portrait that it is part of, in another batch.
    ["soep", "praktijk", "Soep", "Samen soep.", "aalten"],
    ["brood", "praktijk", "Vers brood", "S.", ""],
    ["thee", "praktijk", "Thee", "Samen thee.", ""],
    ["aalten", "portret", "Aalten", "Aalten helpt.", ""],
]


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """What is many in real life, is few here; a batch is one step of one row."""
    monkeypatch.setattr(long_imports, "AT_ONCE", 3)
    monkeypatch.setattr(long_imports, "TOGETHER", 1)
    monkeypatch.setattr(running, "A_BATCH", 0)


@pytest.fixture
def client(client):
    client.force_login(UserFactory(is_superuser=True, username="mieke"))
    return client


@pytest.fixture
def brood():
    case = CaseFactory(slug="brood", title="Brood", summary="S.")
    publishing.record_revision(case=case, by=None)
    return case


def work(times=None):
    """Be a worker until nothing waits, or for so many batches."""
    if times is not None:
        job = Job.objects.open().get()
        Job.objects.filter(pk=job.pk).update(claim="hier")
        for _ in range(times):
            running._batch(job.pk, "hier")
        Job.objects.filter(pk=job.pk).update(claim="")
        return
    while task := DBTaskResult.objects.filter(status=TaskResultStatus.READY).first():
        task.claim("worker")
        one_task_at_a_time().run_task(task)


def page_of(client, found):
    return client.get(reverse("admin:cases_fileimport_change", args=[found.pk]))


def confirm(client, found, **choices):
    data = {f"keuze-{line[1:]}": value for line, value in choices.items()}
    return client.post(reverse("admin:cases_fileimport_confirm", args=[found.pk]), data, follow=True)


def looked_at(client, content, model=Case):
    look(client, model, content)
    work()
    return FileImport.objects.latest("pk")


def slugs():
    return set(Case.objects.in_use().values_list("slug", flat=True))


def test_a_job_looks_at_a_long_file_and_another_reads_it_in(client, brood):
    page = look(client, Case, csv_of(COLUMNS, *ROWS))

    found = FileImport.objects.get()
    assert found.state == "nakijken"
    assert "4 rijen" in text_of(page)
    work()
    found.refresh_from_db()
    text = text_of(page_of(client, found))
    assert found.state == "klaar"
    assert "titel Brood Vers brood" in text
    assert "Lees in" in page_of(client, found).content.decode()
    assert slugs() == {"brood"}

    confirm(client, found)
    work()

    found.refresh_from_db()
    assert found.state == "gedaan"
    assert slugs() == {"brood", "soep", "thee", "aalten"}
    assert Case.objects.get(slug="soep").part_of.slug == "aalten"
    assert Case.objects.get(slug="brood").title == "Vers brood"
    assert [(row.line, row.status, row.cells, row.plan) for row in found.rows.all()] == [
        (2, "nieuw", {}, {}),
        (3, "gewijzigd", {}, {}),
        (4, "nieuw", {}, {}),
        (5, "nieuw", {}, {}),
    ]
    assert found.rows.get(line=3).before == {"title": "Brood"}
    assert LogEntry.objects.filter(change_message__startswith="Ingelezen uit bestand.csv").count() == 4
    assert "4 rijen" in Job.objects.latest("pk").outcome


def test_what_is_wrong_anywhere_in_the_file_is_told_and_nothing_is_read_in(client, brood):
    broken = [*ROWS[:3], ["aalten", "verhaal", "Aalten", "A.", ""]]
    found = looked_at(client, csv_of(COLUMNS, *broken))

    assert found.state == "fout"
    text = text_of(page_of(client, found))
    assert "5 soort ‘verhaal’ kan niet." in text
    assert "2 onderdeel van ‘aalten’ is hier niet bekend." in text
    confirm(client, found)
    assert slugs() == {"brood"}


def test_columns_and_keys_are_judged_at_once(client):
    text = text_of(look(client, Case, csv_of(COLUMNS, *ROWS, ROWS[0])))
    assert "6 adresnaam ‘soep’ staat ook op rij 2." in text
    assert "titels Deze kolom is hier niet bekend." in text_of(
        look(client, Case, csv_of(["adresnaam", "titels"], *[["a", "b"]] * 4))
    )
    assert not FileImport.objects.exists()


def test_when_a_row_does_not_fit_any_more_all_that_was_done_goes_back(client, brood):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    work(times=3)
    assert slugs() == {"brood", "soep", "aalten"}
    assert Case.objects.get(slug="brood").title == "Vers brood"
    # Somebody takes the address of the row that is left.
    CaseFactory(slug="thee", title="Van iemand anders")

    work()

    found.refresh_from_db()
    assert found.state == "teruggedraaid"
    assert slugs() == {"brood", "thee"}
    assert Case.objects.get(slug="brood").title == "Brood"
    assert Case.objects.get(slug="thee").title == "Van iemand anders"
    job = Job.objects.latest("pk")
    assert job.outcome.startswith("Niets ingelezen. Rij 4: Dit is intussen anders dan toen u het bekeek.")
    assert (job.result, job.failures, job.position) == ("gedaan", [], job.total)
    assert "Niets ingelezen" in text_of(page_of(client, found))


def test_going_back_leaves_what_a_colleague_changed_and_tells_it(client, brood):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    work(times=3)
    CaseFactory(slug="thee")
    Case.objects.filter(slug="brood").update(title="Brood van Karim")

    work()

    assert Case.objects.get(slug="brood").title == "Brood van Karim"
    assert Job.objects.latest("pk").failures == [["Vers brood", "Het is sinds het inlezen gewijzigd."]]
    assert slugs() == {"brood", "thee"}


def test_who_is_switched_off_meanwhile_reads_nothing_in(client, brood):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    work(times=2)
    found.by.is_active = False
    found.by.save()

    work()

    assert slugs() == {"brood"}
    assert "Wie dit vroeg, mag het niet meer." in Job.objects.latest("pk").outcome


def test_a_stale_row_of_a_long_file_is_asked_about(client, brood):
    sheet = sheets.read(client.get(address(Case, "export", "csv")).content)
    row = dict(zip(sheet.headers, sheet.rows[0][1], strict=True)) | {"titel": "Brood van Mieke"}
    content = csv_of(row.keys(), row.values(), *new_rows(row))
    Case.objects.filter(slug="brood").update(title="Brood van Karim")
    found = looked_at(client, content)

    assert "titel Brood Brood van Karim Brood van Mieke" in text_of(page_of(client, found))
    undecided = confirm(client, found)
    assert "kies bij elke rij hieronder wat het wordt" in text_of(undecided)
    assert found.state == "klaar"
    confirm(client, found, r2="bestand")
    work()

    assert Case.objects.get(slug="brood").title == "Brood van Mieke"


def new_rows(row):
    """Return three new rows of as many cells, so that the file is long."""
    for number in range(3):
        new = dict.fromkeys(row, "") | {"adresnaam": f"nieuw-{number}", "soort": "praktijk"}
        yield (new | {"titel": f"Nieuw {number}", "samenvatting": "S.", "versie": ""}).values()


class Rows:
    """A clock on which each row of a file takes as long as is said, and all else no time."""

    def __init__(self, monkeypatch, **seconds):
        self.now, self.seconds = 0.0, seconds
        import_row, undo_rows = importing._import_row, undoing.undo_rows

        def one(transfer, entry, row, **given):
            self.passes(row["adresnaam"])
            return import_row(transfer, entry, row, **given)

        def several(transfer, rows, chosen):
            # What is put back, is imported.
            for row in rows:
                if row.status == "nieuw":
                    self.passes(row.after["slug"])
            return undo_rows(transfer, rows, chosen)

        monkeypatch.setattr(importing, "_import_row", one)
        monkeypatch.setattr(undoing, "undo_rows", several)

    def passes(self, slug):
        self.now += self.seconds.get(slug, 0.02)

    def batches(self):
        """Be a worker by this clock until a job ends; return after each batch how far it was, and how long it took."""
        job, found = Job.objects.open().get(), []
        Job.objects.filter(pk=job.pk).update(claim="hier")
        more = True
        while more:
            began = self.now
            more = running._batch(job.pk, "hier", lambda: self.now)
            found.append((Job.objects.get(pk=job.pk).position, round(self.now - began, 2)))
        return found


def test_a_batch_looks_at_the_clock_after_each_row_and_leaves_the_rows_for_which_it_has_no_time(
    client, brood, monkeypatch
):
    monkeypatch.setattr(long_imports, "TOGETHER", 5)
    monkeypatch.setattr(running, "A_BATCH", 0.6)
    # The portrait comes first, and along with the practice that is part of it.
    clock = Rows(monkeypatch, soep=0.38, brood=0.5, thee=0.38)
    look(client, Case, csv_of(COLUMNS, *ROWS))
    assert clock.batches() == [(2, 0.4), (3, 0.5), (4, 0.38)]
    found = FileImport.objects.get()
    assert found.state == "klaar"

    confirm(client, found)
    assert clock.batches() == [(2, 0.4), (3, 0.5), (4, 0.38)]

    assert slugs() == {"aalten", "soep", "brood", "thee"}
    assert Case.objects.get(slug="soep").part_of.slug == "aalten"
    assert Job.objects.latest("pk").outcome == "Ingelezen uit bestand.csv: 4 rijen."

    client.post(reverse("admin:cases_fileimport_undo", args=[found.pk]))
    slow, clock.seconds = clock.seconds, {}
    assert [position for position, _ in clock.batches()] == [4]
    clock.seconds = slow
    confirm(client, FileImport.objects.get(undoes=found))
    assert clock.batches() == [(1, 0.38), (2, 0.5), (3, 0.38), (4, 0.02)]
    assert slugs() == {"brood"}


def test_a_job_that_stops_halfway_a_step_goes_back_over_what_it_did_and_no_more(client, brood, monkeypatch):
    monkeypatch.setattr(long_imports, "TOGETHER", 5)
    monkeypatch.setattr(running, "A_BATCH", 0.6)
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    CaseFactory(slug="thee", title="Van iemand anders")
    clock = Rows(monkeypatch, aalten=0.5, soep=0.5, brood=0.5, thee=0.5)

    positions = [position for position, _ in clock.batches()]

    assert positions == [1, 2, 3, 4, 5, 6, 7]
    assert slugs() == {"brood", "thee"}
    assert Job.objects.latest("pk").outcome.endswith("Wat al gedaan was, is teruggezet.")


def test_a_long_import_is_undone_by_a_job(client, brood):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    work()
    url = reverse("admin:cases_fileimport_undo", args=[found.pk])
    Case.objects.filter(slug="thee").update(title="Thee van Karim")

    assert "een opdracht" in text_of(client.get(url))
    client.post(url)
    work()

    kept = FileImport.objects.get(undoes=found)
    assert kept.state == "klaar"
    shown = text_of(page_of(client, kept))
    assert "Wordt teruggezet: 1. Wordt weggehaald: 2. Blijft: 1." in shown
    assert "3 Vers brood wordt teruggezet titel Vers brood Brood" in shown
    assert "4 Thee blijft. Het is sinds het inlezen gewijzigd." in shown
    # The portrait goes as well: its practice goes before it.
    assert "5 Aalten wordt weggehaald" in shown
    assert slugs() == {"brood", "soep", "thee", "aalten"}
    assert "ongedaan gemaakt" not in text_of(page_of(client, found))

    confirm(client, kept)
    work()

    assert slugs() == {"brood", "thee"}
    assert Case.objects.get(slug="brood").title == "Brood"
    kept.refresh_from_db()
    assert kept.state == "gedaan"
    assert {row.line: row.status for row in kept.rows.all()} == {2: "weg", 3: "gewijzigd", 4: "gelaten", 5: "weg"}
    assert Revision.objects.filter(case=brood).latest("number").note.startswith("Ongedaan gemaakt")


def test_what_changed_after_it_was_shown_stays_when_a_job_undoes_the_rest(client, brood):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    work()
    client.post(reverse("admin:cases_fileimport_undo", args=[found.pk]))
    work()
    kept = FileImport.objects.get(undoes=found)
    Case.objects.filter(slug="brood").update(title="Brood van Karim")
    other = UserFactory(is_superuser=True)

    client.force_login(other)
    assert "iemand anders vroeg het" in text_of(confirm(client, kept))
    client.force_login(kept.by)
    confirm(client, kept)
    work()

    assert slugs() == {"brood"}
    assert Case.objects.get(slug="brood").title == "Brood van Karim"
    left = kept.rows.get(line=3)
    assert (left.status, left.why) == ("gelaten", "Dit is intussen anders dan toen u het bekeek.")
    assert "Gelaten: 1" in Job.objects.latest("pk").outcome
    # What was only looked at, undoes nothing.
    again = FileImport.objects.filter(undoes=found)
    client.post(reverse("admin:cases_fileimport_undo", args=[found.pk]))
    work()
    assert "Er is niets om ongedaan te maken" in text_of(page_of(client, again.latest("pk")))


def test_drafts_that_a_writers_long_file_made_are_taken_back_by_a_job(client):
    for slug in "abcd":
        OrganisationFactory(slug=slug, name=slug, kind="anders")
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="redacteur"))
    client.force_login(user)
    rows = [[slug, f"Nieuw {slug}"] for slug in "abcd"]
    found = looked_at(client, csv_of(["adresnaam", "naam"], *rows), Organisation)
    confirm(client, found)
    work()
    assert all(publishing.pending(row) for row in Organisation.objects.all())

    client.post(reverse("admin:cases_fileimport_undo", args=[found.pk]))
    work()
    kept = FileImport.objects.get(undoes=found)
    assert "Concept wordt teruggenomen: 4." in text_of(page_of(client, kept))
    confirm(client, kept)
    work()

    assert not any(publishing.pending(row) for row in Organisation.objects.all())
    assert "".join(Organisation.objects.order_by("slug").values_list("name", flat=True)) == "abcd"


def test_a_long_file_of_reference_rows_shows_wherever_they_are_public(client):
    organisation = OrganisationFactory(slug="a", name="A", kind="anders")
    case = CaseFactory(with_source=True)
    ParticipationFactory(case=case, organisation=organisation)
    publishing.publish(case=case, by=None)
    rows = [[slug, f"Stichting {slug}", "anders"] for slug in "abcd"]

    found = looked_at(client, csv_of(["adresnaam", "naam", "soort"], *rows), Organisation)
    confirm(client, found)
    work()

    assert Organisation.objects.count() == 4
    assert "Stichting a" in str(PublishedCase.objects.get().record)


@pytest.mark.parametrize("group", ["redacteur", "eindredacteur", "beheerder"])
def test_each_group_reads_in_what_it_may_and_only_its_own_file(client, brood, group):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)

    assert "Dit wacht niet meer op u" in text_of(confirm(client, found))
    mine = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, mine)
    work()

    assert slugs() == {"brood", "soep", "thee", "aalten"}
    client.force_login(UserFactory(is_staff=True))
    assert confirm(client, found).status_code == 403


def test_what_a_writer_changes_of_public_rows_waits_for_who_may_publish(client):
    for slug in "abcd":
        OrganisationFactory(slug=slug, name=slug, kind="anders")
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="redacteur"))
    client.force_login(user)

    rows = [[slug, f"Nieuw {slug}"] for slug in "abcd"]
    confirm(client, looked_at(client, csv_of(["adresnaam", "naam"], *rows), Organisation))
    work()

    assert "".join(Organisation.objects.order_by("slug").values_list("name", flat=True)) == "abcd"
    assert ReferenceRevision.objects.filter(by=user).count() == 4


def test_what_is_read_in_or_undone_already_is_not_read_in_once_more(client, brood):
    found = looked_at(client, csv_of(COLUMNS, *ROWS))
    confirm(client, found)
    assert "wacht niet meer op u" in text_of(confirm(client, found))
    work(times=2)
    # The worker broke off for good; what it did is undone, and the job goes no further.
    Job.objects.open().update(result="mislukt", outcome="Afgebroken.", ended_at=found.at)
    client.post(reverse("admin:cases_fileimport_undo", args=[found.pk]))
    work()
    confirm(client, FileImport.objects.get(undoes=found))
    work()
    assert slugs() == {"brood"}
    job = Job.objects.filter(arguments__file_import=found.pk).latest("pk")
    running.restart(job=job, by=found.by)
    work()
    assert slugs() == {"brood"}
    assert Job.objects.get(pk=job.pk).outcome == "Dit is ongedaan gemaakt."


def test_without_a_worker_the_request_does_it(client, brood, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    look(client, Case, csv_of(COLUMNS, *ROWS))
    found = FileImport.objects.get()
    assert found.state == "klaar"
    confirm(client, found)
    assert slugs() == {"brood", "soep", "thee", "aalten"}
    assert re.search(r"Ingelezen uit", Job.objects.latest("pk").outcome)
