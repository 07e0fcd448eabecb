"""A filled database of each earlier release becomes one of this release by the documented steps, and works."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import RFC_4122

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import mail as outbox
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cases import publishing
from cases.editorial import mail
from cases.editorial.roles import ROLES
from cases.jobs import running
from cases.models import (
    BoardQuestion,
    Case,
    CatalogueState,
    Follow,
    Initiative,
    Inquiry,
    InquiryRound,
    Job,
    Obstacle,
    OutgoingMail,
    PassedQuestion,
    Publication,
    PublicationEvent,
    PublishedCase,
    Revision,
    Submission,
    Theme,
)
from cases.submissions import verbs as submissions
from gouden.accounts import second_factor
from gouden.accounts.groups import permissions_in
from municipalities.models import Municipality, Organisation, Region
from tests.cases.admin.test_lists import REGISTERED, address
from tests.factories import (
    BoardQuestionFactory,
    FollowFactory,
    InquiryFactory,
    InquiryRoundFactory,
    PassedQuestionFactory,
    SubmissionFactory,
)
from tests.upgrades.example import KEY, PASSWORD, trim
from tests.upgrades.restoring import DUMPS, ENDS, RELEASES, Rows, content, in_use, restored, rows, steps, upgrade
from tests.upgrades.surfaces import MORE, addresses, names, pages_of_cases

# Days and moments that a record shows of its own publication.
WHEN = ("gewijzigdOp",)


@dataclass
class Upgraded:
    """A database that was brought up to date, what it held before, and what the steps said."""

    release: str
    before: Rows
    # Of each public case before, what readers and partners saw of it.
    shown: dict[str, Any]
    events: int
    said: dict[str, str]


@pytest.fixture(
    scope="module",
    params=[name if name in ENDS else pytest.param(name, marks=pytest.mark.deep) for name in RELEASES],
)
def upgraded(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Upgraded]:
    """A database of each release there is a dump of, in use, after the steps of docs/howto/deploy.md."""
    folder = tmp_path_factory.mktemp(request.param)
    trim(settings.FIXTURE_DIR, folder / "fixtures")
    with (
        django_db_blocker.unblock(),
        override_settings(FIXTURE_DIR=folder / "fixtures"),
        restored(request.param, folder) as url,
        in_use(url),
    ):
        before, shown = rows(), records("record", "card")
        events = len(before["cases_publicationevent"][1])
        said = upgrade()
        yield Upgraded(request.param, before, shown, events, said)


def records(*columns: str) -> dict[str, Any]:
    """Return what readers and partners see of each public case, without when it changed."""
    found = {}
    with_columns = PublishedCase.objects.values_list("slug", *columns)
    for slug, *values in with_columns:
        found[slug] = [{name: said for name, said in value.items() if name not in WHEN} for value in values]
    return found


def check() -> str:
    out = io.StringIO()
    call_command("rebuild_published", "--check", stdout=out, stderr=out)
    return out.getvalue()


def test_the_steps_are_those_of_a_new_release() -> None:
    assert [name for name, *_ in steps()] == ["migrate", "rebuild_published", "import_municipalities", "load_catalogue"]
    assert {"a0d1a07", "33c64fe", *ENDS} <= set(RELEASES)
    assert {path.name for path in DUMPS.iterdir()} == {
        f"{release}.{kind}.xz" for release in RELEASES for kind in ("sql", "sqlite")
    }


def test_what_people_wrote_is_there_as_it_was(upgraded: Upgraded) -> None:
    now = rows(upgraded.before)

    for table, (columns, were) in upgraded.before.items():
        # What a newer release forgot of a row, the dump forgets too.
        kept = {tuple(row[columns.index(name)] for name in now[table][0]) for row in were}
        assert kept <= now[table][1], (table, kept - now[table][1])
        if table not in {"cases_revision", "cases_publicationevent", "auth_group"}:
            assert len(now[table][1]) == len(were), table
    assert {
        "auth_user",
        "cases_apikey",
        "cases_revision",
        "cases_missedsearch",
        "django_session",
    } <= upgraded.before.keys()


def test_editors_find_their_work_as_they_left_it(upgraded: Upgraded) -> None:
    ours = Case.objects.filter(slug__in=["concept-van-de-schrijver", "eigen-voorbeeld"])

    assert {(case.slug, case.state) for case in ours} == {
        ("concept-van-de-schrijver", "concept"),
        ("eigen-voorbeeld", "gepubliceerd"),
    }
    assert PublishedCase.objects.get(slug="haarlem-buuv").title == "Buurtdiensten in Haarlem"
    assert Case.objects.get(slug="haarlem-buuv").summary == "Een samenvatting die nog niemand zag."
    assert Organisation.objects.get(slug="figulus-welzijn").name == "Figulus Welzijn Aalten"
    withdrawn = Case.objects.filter(state=Case.State.WITHDRAWN)
    assert withdrawn.count() == 2
    assert all(case.last_public_number for case in withdrawn)


def test_public_rows_and_search_are_made_by_this_release_and_once(upgraded: Upgraded) -> None:
    assert "gelijk aan hun bron" in check()
    assert not publishing.is_outdated()
    before = CatalogueState.counters()

    out = io.StringIO()
    call_command("rebuild_published", stdout=out)

    assert out.getvalue() == ""
    assert CatalogueState.counters() == before


def test_every_public_row_has_an_identifier_of_its_own(upgraded: Upgraded) -> None:
    """The default of a new column would be one for all rows that are there."""
    for model in (Case, Initiative, Obstacle, Organisation, Publication, Region, Theme):
        found = list(model._default_manager.values_list("identifier", flat=True))
        assert len(found) == len(set(found)) > 0, model
        assert {(identifier.version, identifier.variant) for identifier in found} == {(4, RFC_4122)}, model
    shown = {slug: record["id"] for slug, (record,) in records("record").items()}
    assert shown == {case.slug: str(case.identifier) for case in Case.objects.filter(slug__in=shown)}


def test_an_event_tells_of_what_readers_see_otherwise_and_of_nothing_else(upgraded: Upgraded) -> None:
    now = records("record", "card")
    events = PublicationEvent.objects.filter(number__gt=upgraded.events, case__isnull=False)

    different = {slug for slug in now if now[slug] != upgraded.shown.get(slug)}
    assert {event.kind for event in events} <= {PublicationEvent.Kind.CHANGED}
    assert {event.slug for event in events} == different
    assert PublicationEvent.objects.count() == CatalogueState.counters().number


def test_everyone_signs_in_and_may_do_what_their_group_may(upgraded: Upgraded) -> None:
    for role, parts in ROLES.items():
        may = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert set(may) == permissions_in(parts)
    for name, status in {"schrijver": 302, "redactie": 302, "vertrokken": 200}.items():
        assert Client().post("/admin/login/", {"username": name, "password": PASSWORD}).status_code == status
    chief = User.objects.get(username="eindredacteur")
    assert (second_factor.app_of(chief) is not None) == ("otp_totp_totpdevice" in upgraded.before)
    with override_settings(GOUDEN_REQUIRE_SECOND_FACTOR=True):
        client = Client()
        client.post("/admin/login/", {"username": "schrijver", "password": PASSWORD})
        assert client.get("/admin/login/instellen/").status_code == 200


def test_a_session_and_a_key_of_before_still_work(upgraded: Upgraded) -> None:
    columns, sessions = upgraded.before["django_session"]
    for row in sessions:
        client = Client()
        client.cookies["sessionid"] = row[columns.index("session_key")]
        assert client.get("/admin/").status_code in {200, 302}

    ask = {"headers": {"X-Api-Key": KEY}}
    assert Client().get("/api/v1/praktijkvoorbeelden", **ask).status_code == 200
    ask = {"headers": {"X-Api-Key": f"{KEY}-ingetrokken"}}
    assert Client().get("/api/v1/praktijkvoorbeelden", **ask).status_code == 401


@pytest.fixture
def outside(upgraded: Upgraded) -> None:
    """What people outside send, where the release of the dump had no such thing yet."""
    if not Inquiry.objects.exists():
        InquiryFactory(case=Case.objects.filter(state="gepubliceerd")[0])
        publishing.refresh(referring_to=Inquiry.objects.get())
    if not InquiryRound.objects.exists():
        asked = InquiryRoundFactory(municipality=Municipality.objects.get(cbs_code="0197"))
        case = Case.objects.filter(state="gepubliceerd", inquiries=None)[0]
        publishing.refresh(referring_to=InquiryFactory(case=case, round=asked))
    for state in ({"started": True}, {"unconfirmed": True}):
        if not Submission.objects.filter(state="begonnen" if "started" in state else "te-bevestigen").exists():
            SubmissionFactory(**state)
    if not Follow.objects.exists():
        FollowFactory()
    if not BoardQuestion.objects.exists():
        BoardQuestionFactory()
    if not PassedQuestion.objects.exists():
        PassedQuestionFactory(submission__case=Case.objects.filter(state="gepubliceerd")[0])


@pytest.mark.once
def test_every_page_and_every_answer_is_there(upgraded: Upgraded, outside: None) -> None:
    client, found = Client(), addresses()

    assert found.keys() == set(names())
    for asked in [*found.values(), *MORE, *pages_of_cases()]:
        answer = client.get(asked, follow=True)
        assert answer.status_code == 200, asked
        assert b"".join(answer) if answer.streaming else answer.content, asked


def test_addresses_that_moved_or_were_withdrawn_say_so(upgraded: Upgraded) -> None:
    client = Client()
    moved = PublicationEvent.objects.filter(kind="verplaatst")
    withdrawn = Case.objects.filter(state="ingetrokken")

    assert len(moved) == 2
    for event in moved:
        to = PublishedCase.objects.get(pk=event.case_id).get_absolute_url()
        assert client.get(f"/praktijkvoorbeelden/{event.slug}/").headers["Location"] == to
    for case in withdrawn:
        gone = PublicationEvent.objects.filter(case=case, kind="ingetrokken").latest("number")
        page = client.get(f"/praktijkvoorbeelden/{gone.slug}/")
        assert page.status_code == 410
        assert gone.reason in page.content.decode()


def test_a_partner_reads_every_event_and_has_the_catalogue(upgraded: Upgraded) -> None:
    client, url, seen = Client(), "/api/v1/wijzigingen?betreft=alles&pageSize=100", 0
    while url:
        page = client.get(url)
        seen += len(json.loads(page.content)["resultaten"])
        following = re.search(r'<https://gouden\.test([^>]+)>; rel="next"', page.headers.get("Link", ""))
        url = following[1] if following and seen < PublicationEvent.objects.count() else ""

    assert seen == PublicationEvent.objects.count()


@pytest.mark.once
def test_every_page_of_the_admin_opens(upgraded: Upgraded, outside: None) -> None:
    client = Client()
    client.force_login(User.objects.get(username="redactie"))
    client.get("/admin/")
    for model in REGISTERED:
        row = model._default_manager.order_by("pk").last()
        pages = [address(model, "changelist"), *([address(model, "change", row.pk)] if row else [])]
        for page in pages:
            assert client.get(page).status_code == 200, page
    for state in (Case.State.DRAFT, Case.State.WITHDRAWN):
        case = Case.objects.filter(state=state)[0]
        assert client.get(address(Case, "change", case.pk)).status_code == 200, case


def test_mail_that_waited_goes_out(upgraded: Upgraded) -> None:
    waiting = OutgoingMail.objects.count()
    OutgoingMail.objects.update(due_at=timezone.now())
    outbox.outbox = []

    assert mail.deliver_due() == waiting
    assert len(outbox.outbox) == waiting
    assert bool(waiting) == bool("cases_outgoingmail" in upgraded.before)


def test_a_job_halfway_is_taken_up_and_ends(upgraded: Upgraded) -> None:
    waiting = Job.objects.filter(ended_at=None)
    halfway = {job.pk: job.position for job in waiting}
    assert bool(halfway) == (b"cases_job" in content(DUMPS / f"{upgraded.release}.sqlite.xz"))
    waiting.update(heartbeat_at=timezone.now() - running.SILENT)

    for job in waiting:
        running.run(job.pk)

    ended = Job.objects.filter(pk__in=halfway)
    assert {(job.result, job.position) for job in ended} == {("gedaan", job.total) for job in ended}
    assert all(halfway.values())
    assert "gelijk aan hun bron" in check()


def test_what_somebody_shared_is_confirmed_and_decided(upgraded: Upgraded, outside: None) -> None:
    editor = User.objects.get(username="redactie")
    shared = Submission.objects.filter(state="te-bevestigen")[0]

    shared = submissions.confirm(submission=shared)
    submissions.refuse(submission=shared, by=editor)

    assert Submission.objects.get(pk=shared.pk).state == "afgewezen"


def do(verb: str, case: Case, **said: Any) -> None:
    """Do a verb to a case of which the latest version was looked at."""
    getattr(publishing, verb)(case=case, seen=publishing.latest_number(case), **said)


@override_settings(GOUDEN_FOUR_EYES=True)
def test_every_verb_works_and_leaves_readers_what_it_should(upgraded: Upgraded) -> None:
    writer, chief = User.objects.get(username="schrijver"), User.objects.get(username="eindredacteur")
    draft = Case.objects.get(slug="concept-van-de-schrijver")
    events = PublicationEvent.objects.count()

    do("submit", draft, by=writer)
    do("send_back", draft, by=chief, note="Noem de bron.")
    do("submit", draft, by=writer)
    with pytest.raises(publishing.NotAllowed):
        do("publish", draft, by=writer)
    do("publish", draft, by=chief)
    do("withdraw", draft, by=chief, reason="Toch niet.")
    do("archive", draft, by=chief)
    publishing.reopen(case=draft, by=chief)
    do("restore", draft, by=writer, revision=Revision.objects.filter(case=draft).earliest("number"))
    portrait = Case.objects.get(slug="aalten-gouden-gemeente")
    do("withdraw", portrait, by=chief, reason="Even.")
    for case in Case.objects.filter(state=Case.State.WITHDRAWN).order_by("kind", "pk"):
        do("submit", case, by=writer)
        do("publish", case, by=chief)
    organisation = Organisation.objects.get(slug="figulus-welzijn")
    organisation.name = "Figulus"
    organisation.save()
    changed = publishing.refresh(referring_to=organisation)

    assert changed
    assert PublicationEvent.objects.count() > events + 4
    assert "gelijk aan hun bron" in check()


@pytest.mark.once
def test_a_dump_holds_nothing_of_anyone_or_of_a_machine() -> None:
    for path in DUMPS.iterdir():
        held = content(path)
        assert path.stat().st_size < 500_000, path
        mailboxes = set(re.findall(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", held))
        # A message of this release is named after the host that the tests give it.
        assert {one for one in mailboxes if b".example" not in one and not one.endswith(b"@gouden.test")} == set(), path
        assert re.findall(rb"/(?:tmp|root|work|usr|opt|venv)/\w+", held) == [], path
