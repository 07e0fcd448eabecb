"""Every act that an address of the admin takes, and the lowest group that may do it: the table of test_admin_acts.

A group may what the groups before it may. NOBODY: no group, and no superuser either.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import models as cases
from cases import publishing
from cases.admin.case import bulk
from cases.models import Case
from cases.publishing.reference_verbs import keep_first
from gouden.accounts import models as accounts
from municipalities import models as municipalities
from tests import factories
from tests.cases import situations
from tests.cases.admin.transfer.files import csv_of
from tests.cases.situations import looked_at

VISITOR, WRITER, CHIEF, ADMINISTRATOR, SUPERUSER, NOBODY = range(6)
# Nobody in particular has an account, and no permission.
NAMES = ("onbevoegd", "redacteur", "eindredacteur", "beheerder", "superuser")

# Of each model: who may add a row, change one and delete one.
RIGHTS: dict[type[Model], tuple[int, int, int]] = {
    Group: (ADMINISTRATOR, ADMINISTRATOR, ADMINISTRATOR),
    User: (ADMINISTRATOR, ADMINISTRATOR, SUPERUSER),
    # What never was public goes to the bin.
    Case: (WRITER, WRITER, NOBODY),
    cases.ClaimLink: (WRITER, WRITER, WRITER),
    cases.Article: (WRITER, WRITER, CHIEF),
    cases.Initiative: (WRITER, WRITER, CHIEF),
    cases.Person: (WRITER, CHIEF, CHIEF),
    cases.Publication: (WRITER, WRITER, CHIEF),
    cases.Speaker: (WRITER, CHIEF, CHIEF),
    municipalities.Organisation: (WRITER, WRITER, CHIEF),
    cases.Adoption: (CHIEF, CHIEF, CHIEF),
    cases.Designation: (CHIEF, CHIEF, CHIEF),
    cases.Element: (CHIEF, WRITER, CHIEF),
    cases.Obstacle: (CHIEF, WRITER, CHIEF),
    cases.Question: (WRITER, WRITER, CHIEF),
    cases.Synonym: (CHIEF, CHIEF, CHIEF),
    cases.SearchWord: (CHIEF, CHIEF, CHIEF),
    cases.Term: (WRITER, WRITER, CHIEF),
    cases.Theme: (CHIEF, WRITER, CHIEF),
    cases.Mailbox: (CHIEF, CHIEF, CHIEF),
    municipalities.Municipality: (CHIEF, CHIEF, CHIEF),
    municipalities.MunicipalityChange: (CHIEF, CHIEF, CHIEF),
    municipalities.Province: (CHIEF, CHIEF, CHIEF),
    municipalities.Region: (CHIEF, WRITER, CHIEF),
    accounts.ApiKey: (ADMINISTRATOR, ADMINISTRATOR, NOBODY),
    cases.MissedSearch: (NOBODY, NOBODY, CHIEF),
    cases.Submission: (NOBODY, NOBODY, CHIEF),
    # What is placed comes from a submission; a question is taken off the board.
    cases.BoardQuestion: (NOBODY, CHIEF, NOBODY),
    cases.BoardAnswer: (NOBODY, CHIEF, CHIEF),
    cases.OutgoingMail: (NOBODY, NOBODY, ADMINISTRATOR),
    **dict.fromkeys(
        (
            accounts.SecurityEvent,
            cases.CatalogueState,
            cases.Claim,
            cases.FileImport,
            cases.Erasure,
            cases.Inquiry,
            cases.Job,
            cases.LinkCheck,
            cases.LoadedEntry,
            cases.Mending,
            cases.ProbableDuplicate,
            cases.PublicationEvent,
            cases.PublishedCase,
            cases.Revision,
        ),
        (NOBODY, NOBODY, NOBODY),
    ),
}
# Beside `delete_selected`, which follows from RIGHTS: the actions of each list.
ACTIONS: dict[type[Model], dict[str, int]] = {
    # These only show a page; their own addresses are among ACTS.
    Case: {f"{verb}_selected": NOBODY for verb in bulk.BULK_VERBS},
    accounts.ApiKey: {"revoke_selected": ADMINISTRATOR},
    cases.Inquiry: {"accept_chosen": WRITER},
    cases.OutgoingMail: {"try_again": ADMINISTRATOR},
    cases.ProbableDuplicate: {"dismiss_selected": WRITER},
    # These show a page and hand over a file; the page's own address is among ACTS.
    cases.Submission: {"erase_senders": NOBODY, "export_senders": NOBODY},
}
# Addresses that no table of rights is about: they let people in and out, or only answer what one may look at.
FREE = {
    *("index", "login", "login_code", "login_set_up", "logout", "second_factor", "password_change"),
    *("password_change_done", "jsi18n", "autocomplete", "view_on_site", "app_list", "cases_claim_in_words"),
}
# What readers and partners never see of a row by itself. What is not named here counts as public.
WORKING: set[type[Model]] = {
    *(Case, cases.CaseMunicipality, cases.Participation, cases.Citation, cases.SilentSection, cases.CaseLink),
    *(cases.Claim, cases.ClaimLink),
    *(Case.regions.through, Case.initiatives.through, Case.themes.through),
    *(cases.Revision, cases.LoadedEntry, cases.Submission, cases.SubmissionNote, cases.Upload, cases.MissedSearch),
    cases.AskedInVain,
    cases.ReferenceRevision,
    *(cases.Mailbox, cases.InquiryRound, cases.PassedQuestion),
    *(cases.FileImport, cases.FileImportRow),
    *(cases.Erasure, cases.OutgoingMail, cases.LinkCheck, cases.ProbableDuplicate, cases.Inquiry, cases.Job),
    *(accounts.ApiKey, accounts.SecurityEvent, accounts.SignInDelay, cases.Mending, cases.StepRun, cases.Tally),
}
# Rows with two sides: who writes makes a version, and with four eyes that is all that saving does.
REVIEWED: list[type[Model]] = [
    *(cases.Article, cases.Element, cases.Initiative, cases.Obstacle, cases.Publication),
    *(cases.Question, cases.Term, cases.Theme),
    *(municipalities.Organisation, municipalities.Region),
]
# What has no page of its own: what a writer adds shows only in a case that somebody publishes.
ADDED_UNSEEN: set[type[Model]] = {cases.Person, cases.Speaker, cases.Speaker.organisations.through}


class World:
    """A row of every kind, and a case in every situation."""

    def __init__(self) -> None:
        made: dict[str, Case] = {name: make() for name, make in situations.SITUATIONS.items()}
        self.cases = made
        self.waiting = situations.edited(made["submitted"], by=factories.UserFactory(username="schrijver"))
        self.theirs = factories.ClaimFactory(case=made["published"], text="Een uitspraak elders.")
        self.mine = factories.ClaimFactory(case=made["changed"], text="Een uitspraak hier.")
        for case in (made["published"], made["changed"]):
            publishing.record_revision(case=case, by=None)
        self.somewhere = factories.MunicipalityFactory()
        self.rows: dict[type[Model], Any] = {}
        for model in RIGHTS:
            if model is Case:
                self.rows[model] = made["changed"]
            elif model in {cases.Revision, cases.PublishedCase, cases.PublicationEvent, cases.CatalogueState, Group}:
                self.rows[model] = model._default_manager.order_by("pk").first()
            elif model in {cases.Question, cases.Inquiry}:
                self.rows[model] = factories.FACTORIES[model](answered=True)
            elif model is User:
                self.rows[model] = factories.UserFactory(username="collega")
            else:
                self.rows[model] = factories.FACTORIES[model]()
        for model in REVIEWED:
            keep_first(self.rows[model])
        # A text that readers see keeps what it cites, as its publication did.
        publishing.cite_written(self.rows[cases.Question])
        self.binned = {
            model: factories.FACTORIES[model](published_at=None, binned_at=timezone.now()) for model in REVIEWED
        }
        self.question = factories.SubmissionFactory(case_question=True, case=made["published"])
        self.passed = factories.PassedQuestionFactory(submission__case=made["published"])
        self.for_board = factories.SubmissionFactory(board_question_sent=True)
        self.answered = factories.InquiryFactory(case=made["published"], answered=True)
        self.failed = factories.JobFactory(failed=True)
        drafted = made["drafted"]
        self.imported = factories.FileImportRowFactory(
            key=drafted.pk, before={"title": "Voorheen"}, after={"title": drafted.title}
        ).file_import
        self.link = factories.InitiativeLinkFactory()
        self.rows[cases.Initiative] = self.link.initiative
        keep_first(self.link.initiative)
        self.organisation = self.rows[municipalities.Organisation]


Post = Callable[[Client, World], Any]


@dataclass(frozen=True)
class Act:
    """A request: what it is called, the lowest group that may do it, whether readers then see something else."""

    name: str
    lowest: int
    post: Post
    public: bool = False
    # The page says why not, instead of 403.
    polite: bool = False
    # Who may do it, changes something; or else it only shows, or may be refused for another reason.
    writes: bool = True


def url(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


def name_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def undone(client: Client, world: World) -> Any:
    """Undo an import as it was looked at."""
    address = url("cases_fileimport_undo", world.imported.pk)
    seen = re.search(r'name="gezien" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, {"gezien": seen[1] if seen else ""})


def of_case(page: str, situation: str, **said: Any) -> Post:
    """Post what a verb asks to a case, as it was looked at."""

    def post(client: Client, world: World) -> Any:
        case = world.cases[situation]
        return client.post(url(f"cases_case_{page}", case.pk), looked_at(case) | said)

    return post


def together(page: str, situation: str, **said: Any) -> Post:
    """Confirm an action on many cases."""

    def post(client: Client, world: World) -> Any:
        case = world.cases[situation]
        box = f"{case.pk}:{publishing.latest_number(case)}:{case.state}"
        return client.post(url(f"cases_case_{page}_together"), {"gekozen": [box]} | said)

    return post


def to(name: str, row: Callable[[World], Any] | None = None, /, **data: Any) -> Post:
    """Post `data` to an address, about the row that `row` gives."""
    return lambda client, world: client.post(url(name, *([row(world).pk] if row else [])), data)


def fetched(name: str, *args: Any) -> Post:
    return lambda client, world: client.get(url(name, *args))


def sheet(model: type[Model], *rows: tuple[str, ...], confirm: bool = True) -> Post:
    """Choose a file to read in, and confirm it when its page allows that."""

    def post(client: Client, world: World) -> Any:
        text = csv_of(*(tuple(cell.format(world=world) for cell in row) for row in rows))
        upload = SimpleUploadedFile("bestand.csv", text.encode())
        page = client.post(url(f"{name_of(model)}_import"), {"file": upload})
        token = re.search(r'name="token" value="([^"]+)"', page.content.decode())
        if not confirm or (token is None and page.status_code != 403):
            return page
        return client.post(url(f"{name_of(model)}_confirm_import"), {"token": token[1] if token else ""})

    return post


def taken_back(client: Client, world: World) -> Any:
    """Throw a draft away and take that back by the button in the message."""
    page = of_case("throw_away", "drafted")(client, world)
    if page.status_code == 403:
        return page
    shown = client.get(url("cases_case_changelist")).content.decode()
    token = re.search(r'name="wat" value="([^"]+)"', shown)
    return client.post(url("cases_case_undo"), {"wat": token[1] if token else ""})


NEW_CASE = (("adresnaam", "soort", "titel", "samenvatting"), ("ingelezen", "praktijk", "Ingelezen", "Kort."))
CHANGED_CLAIM = (
    ("voorbeeld", "kenmerk", "uitspraak"),
    ("{world.theirs.case.slug}", "{world.theirs.key}", "Anders."),
)
NEW_MAILBOX = (
    ("soort", "code of adresnaam", "adres", "bron", "datum"),
    ("gemeente", "{world.somewhere.cbs_code}", "info@ergens.example", "https://ergens.example", "2026-01-01"),
)
NEW_INITIATIVE = (("adresnaam", "naam"), ("nieuw-initiatief", "Nieuw initiatief"))
NEW_ORGANISATION = (("adresnaam", "naam", "soort"), ("nieuwe-club", "Nieuwe club", "anders"))


def of_row(model: type[Model]) -> list[Act]:
    """Return the acts of the pages beside the form of a row with two sides."""
    name, seen = name_of(model), {"versie": 1}

    def post(page: str, **said: Any) -> Post:
        return to(f"{name}_{page}", lambda world: world.rows[model], **seen | said)

    def restore(client: Client, world: World) -> Any:
        return client.post(url(f"{name}_restore", world.rows[model].pk, 1), {"gezien": 1})

    def versions(client: Client, world: World) -> Any:
        return client.get(url(f"{name}_versions", world.rows[model].pk))

    return [
        Act(f"{name}_publish", CHIEF, post("publish")),
        Act(f"{name}_submit", WRITER, post("submit"), writes=False),
        Act(f"{name}_send_back", CHIEF, post("send_back", note="Noem de bron."), writes=False),
        Act(f"{name}_undo", CHIEF, post("undo"), writes=False),
        Act(f"{name}_withdraw", CHIEF, post("withdraw", reason="Dubbel."), public=True, writes=False),
        Act(f"{name}_restore", WRITER, restore),
        Act(f"{name}_versions", WRITER, versions, writes=False),
        # It is public: the page says so.
        Act(f"{name}_throw_away", WRITER, post("throw_away"), writes=False),
        Act(f"{name}_take_back", WRITER, to(f"{name}_take_back", lambda world: world.binned[model])),
        Act(f"{name}_erase", CHIEF, to(f"{name}_erase", lambda world: world.binned[model])),
        Act(f"{name}_bin", WRITER, fetched(f"{name}_bin"), writes=False),
    ]


ACTS = [
    *(act for model in REVIEWED for act in of_row(model)),
    Act("cases_case_submit", WRITER, of_case("submit", "drafted", note="")),
    Act("cases_case_publish", CHIEF, of_case("publish", "submitted"), public=True),
    Act("cases_case_send_back", CHIEF, of_case("send_back", "submitted", note="Noem de bron.")),
    Act("cases_case_withdraw", CHIEF, of_case("withdraw", "published", reason="Klopt niet."), public=True),
    Act("cases_case_archive", CHIEF, of_case("archive", "drafted")),
    Act("cases_case_reopen", CHIEF, of_case("reopen", "archived")),
    Act("cases_case_submit_together", WRITER, together("submit", "drafted", note="")),
    Act("cases_case_publish_together", CHIEF, together("publish", "submitted"), public=True),
    Act("cases_case_send_back_together", CHIEF, together("send_back", "submitted", note="Noem de bron.")),
    Act("cases_case_withdraw_together", CHIEF, together("withdraw", "published", reason="Klopt niet."), public=True),
    Act("cases_case_archive_together", CHIEF, together("archive", "drafted")),
    Act("cases_case_reopen_together", CHIEF, together("reopen", "archived")),
    Act("cases_case_throw_away", WRITER, of_case("throw_away", "drafted")),
    Act("cases_case_throw_away_together", WRITER, together("throw_away", "drafted")),
    Act("cases_case_take_back", WRITER, of_case("take_back", "binned")),
    Act("cases_case_erase", CHIEF, of_case("erase", "binned")),
    Act("cases_case_undo", WRITER, taken_back),
    Act("cases_case_bin", WRITER, fetched("cases_case_bin"), writes=False),
    Act(
        "cases_case_restore",
        WRITER,
        lambda client, world: client.post(url("cases_case_restore", world.cases["changed"].pk, 1), {"gezien": 3}),
    ),
    Act("cases_case_preview", WRITER, to("cases_case_preview", lambda world: world.waiting), writes=False),
    Act("cases_case_versions", WRITER, to("cases_case_versions", lambda world: world.waiting), writes=False),
    Act("cases_case_reading", WRITER, to("cases_case_reading", lambda world: world.waiting), writes=False),
    Act("cases_case_import", WRITER, sheet(Case, *NEW_CASE, confirm=False)),
    Act("cases_case_confirm_import", WRITER, sheet(Case, *NEW_CASE)),
    Act("cases_claim_import", WRITER, sheet(cases.Claim, *CHANGED_CLAIM, confirm=False)),
    Act("cases_claim_confirm_import", WRITER, sheet(cases.Claim, *CHANGED_CLAIM)),
    Act("cases_mailbox_import", CHIEF, sheet(cases.Mailbox, *NEW_MAILBOX, confirm=False)),
    Act("cases_mailbox_confirm_import", CHIEF, sheet(cases.Mailbox, *NEW_MAILBOX)),
    Act("cases_mailbox_template", CHIEF, fetched("cases_mailbox_template", "csv"), writes=False),
    Act("cases_mailbox_export", WRITER, fetched("cases_mailbox_export", "csv"), writes=False),
    # Of this municipality nothing is public: it says so, and mails nobody.
    # Nobody changed it yet: it says so.
    Act(
        "cases_searchword_put_back",
        CHIEF,
        to("cases_searchword_put_back", lambda world: world.rows[cases.SearchWord]),
        writes=False,
    ),
    Act("cases_mailbox_ask", CHIEF, to("cases_mailbox_ask", lambda world: world.rows[cases.Mailbox]), writes=False),
    Act("cases_initiative_import", WRITER, sheet(cases.Initiative, *NEW_INITIATIVE, confirm=False)),
    Act("cases_initiative_confirm_import", WRITER, sheet(cases.Initiative, *NEW_INITIATIVE)),
    Act(
        "municipalities_organisation_import",
        WRITER,
        sheet(municipalities.Organisation, *NEW_ORGANISATION, confirm=False),
    ),
    Act("municipalities_organisation_confirm_import", WRITER, sheet(municipalities.Organisation, *NEW_ORGANISATION)),
    Act(
        "municipalities_organisation_template",
        WRITER,
        fetched("municipalities_organisation_template", "csv"),
        writes=False,
    ),
    Act(
        "municipalities_organisation_export", WRITER, fetched("municipalities_organisation_export", "csv"), writes=False
    ),
    *(
        Act(f"{name}_{page}", WRITER, fetched(f"{name}_{page}", "csv"), writes=False)
        for name in ("cases_case", "cases_claim", "cases_initiative", "municipalities_organisation")
        for page in ("template", "export")
    ),
    Act("cases_fileimport_undo", WRITER, undone),
    Act("cases_fileimport_confirm", WRITER, to("cases_fileimport_confirm", lambda world: world.imported), writes=False),
    Act("cases_job_restart", CHIEF, to("cases_job_restart", lambda world: world.failed)),
    # It did nothing to many cases, and says so.
    Act("cases_job_undo", CHIEF, to("cases_job_undo", lambda world: world.failed), writes=False),
    Act("cases_inquiry_accept", WRITER, to("cases_inquiry_accept", lambda world: world.answered)),
    Act("cases_inquiry_lay_aside", WRITER, to("cases_inquiry_lay_aside", lambda world: world.answered)),
    Act("cases_submission_take_up", WRITER, to("cases_submission_take_up", lambda world: world.rows[cases.Submission])),
    Act(
        "cases_submission_accept",
        WRITER,
        to("cases_submission_accept", lambda world: world.rows[cases.Submission], subject="Dank", body="Overgenomen."),
    ),
    Act(
        "cases_submission_refuse",
        WRITER,
        to("cases_submission_refuse", lambda world: world.rows[cases.Submission], subject="Dank", body="Helaas."),
    ),
    Act(
        "cases_submission_pass_on",
        WRITER,
        to("cases_submission_pass_on", lambda world: world.question, mailbox="info@figulus.example"),
    ),
    Act(
        "cases_submission_remind",
        WRITER,
        to("cases_submission_remind", lambda world: world.passed.submission),
    ),
    Act(
        "cases_submission_place",
        CHIEF,
        to("cases_submission_place", lambda world: world.for_board, question="Wie weet dit?", explanation=""),
        public=True,
    ),
    Act(
        "cases_boardquestion_close",
        CHIEF,
        to("cases_boardquestion_close", lambda world: world.rows[cases.BoardQuestion]),
        public=True,
    ),
    Act(
        "cases_boardquestion_withdraw",
        CHIEF,
        to("cases_boardquestion_withdraw", lambda world: world.rows[cases.BoardQuestion]),
        public=True,
    ),
    Act(
        "cases_submission_erase_sender",
        CHIEF,
        lambda client, world: client.post(
            url("cases_submission_erase_sender"), {"adres": [world.rows[cases.Submission].email], "zeker": "1"}
        ),
    ),
    Act(
        "cases_submission_note",
        WRITER,
        to("cases_submission_note", lambda world: world.rows[cases.Submission], text="Gebeld."),
    ),
    Act("auth_user_second_factor", ADMINISTRATOR, to("auth_user_second_factor", lambda world: world.rows[User])),
    Act(
        "auth_user_password_change",
        ADMINISTRATOR,
        to(
            "auth_user_password_change",
            lambda world: world.rows[User],
            password1="een lang wachtwoord",
            password2="een lang wachtwoord",
        ),
    ),
]
