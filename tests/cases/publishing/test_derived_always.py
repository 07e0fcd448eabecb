"""Whatever is done, in whatever order: what is public is what its sources say, and search as if made anew."""

import datetime
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from cases import jobs, publishing
from cases.editorial import inquiries
from cases.models import (
    Article,
    Case,
    Claim,
    ClaimLink,
    Element,
    Initiative,
    Inquiry,
    Obstacle,
    Person,
    Publication,
    PublicationEvent,
    ReferenceRevision,
    Revision,
    SearchEntry,
    SearchTerm,
    Speaker,
    Theme,
)
from cases.publishing.rules import NotPublishable
from cases.submissions import concepts
from municipalities.models import Municipality, MunicipalityChange, Organisation, Province, Region
from tests.cases.admin.transfer.files import csv_of, read_in
from tests.factories import (
    CaseFactory,
    CaseMunicipalityFactory,
    ClaimFactory,
    ElementFactory,
    InitiativeFactory,
    InquiryFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    ObstacleFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SpeakerFactory,
    SubmissionFactory,
    ThemeFactory,
    UserFactory,
)

DEEP = bool(os.environ.get("GOUDEN_DEEP"))
WORDS = ("leerwerkplek", "leerwerkplekken", "buren", "schulden", "Moestuin")
RENAMED = (Organisation, Person, Initiative, Theme, Obstacle, Element, Region, Municipality, Province)
VERBS: dict[str, Callable[..., Any]] = {
    "submit": lambda case: publishing.submit(case=case, by=None),
    "send_back": lambda case: publishing.send_back(case=case, by=None, note="Nog eens."),
    "publish": lambda case: publishing.publish(case=case, by=None, along=True),
    "withdraw": lambda case: publishing.withdraw(case=case, by=None, reason="Klopte niet."),
    "archive": lambda case: publishing.archive(case=case, by=None),
    "reopen": lambda case: publishing.reopen(case=case, by=None),
}
TWO_SIDED = (Organisation, Initiative, Theme, Obstacle, Element, Region, Article, Publication)
NAME: dict[Any, str] = {Article: "title", Publication: "title"}
SEEN = ("slug", "published_at")


def shown_again(act: Callable[..., Any], row: Any, **said: Any) -> None:
    """Do it, and have the cases that show the row made anew."""
    act(row=row, by=None, **said)
    publishing.refresh(referring_to=row)


ROW_VERBS: dict[str, Callable[..., Any]] = {
    "submit": lambda row: publishing.submit_row(row=row, by=None),
    "send_back": lambda row: publishing.send_back_row(row=row, by=None, note="Nog eens."),
    "publish": lambda row: shown_again(publishing.publish_row, row),
    "withdraw": lambda row: shown_again(publishing.withdraw_row, row, reason="Dubbel."),
    "undo": lambda row: shown_again(publishing.undo_row, row),
}
# Often enough for most cases to be public most of the time.
SOME_VERB = st.sampled_from(["publish"] * 4 + ["withdraw"] * 2 + [*VERBS])
NUMBER, WORD = st.integers(0, 9), st.sampled_from(WORDS)


def one(rows: Any, number: int) -> Any:
    """Return one of the rows; None when there are none."""
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


def index() -> dict[str, list[Any]]:
    """Return everything search looks in."""
    return {
        "documents": sorted(SearchEntry.objects.values_list("pk", "names", "summary", "parties", "texts")),
        "terms": sorted(SearchTerm.objects.values_list("term", "cases", "prominent", "forms")),
    }


class Editors(RuleBasedStateMachine):
    """Editors, readers and the register at work on two portraits, three practices and all they refer to."""

    def __init__(self) -> None:
        super().__init__()
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.editor: User = UserFactory(is_superuser=True)
        self.client = Client()
        self.client.force_login(self.editor)
        change = MunicipalityChangeFactory()
        MunicipalityChangeFactory(old=change.new, date=datetime.date(2023, 1, 1), kind="absorbed")
        MunicipalityFactory.create_batch(2)
        RegionFactory.create_batch(2, members=[change.old, MunicipalityFactory()])
        OrganisationFactory.create_batch(2)
        for factory in (ThemeFactory, ObstacleFactory, ElementFactory, InitiativeFactory):
            factory.create_batch(2)
        SpeakerFactory.create_batch(2, organisations=[one(Organisation.objects, 0)])
        portraits = CaseFactory.create_batch(2, with_source=True, portrait=True, municipalities=[change.old])
        for number in range(3):
            case = CaseFactory(with_source=True, part_of=portraits[0], summary=f"Met {WORDS[number]}.")
            ClaimFactory(case=case, municipality=change.new)
        for case in Case.objects.order_by("pk"):
            publishing.publish(case=case, by=None)
        self.moves_made = 0

    def teardown(self) -> None:
        try:
            self.holds()
            made = index()
            publishing.rebuild_search(say=lambda done, total: None)
            assert index() == made
            assert publishing.differences() == []
        finally:
            transaction.set_rollback(True)
            self.rolled_back.__exit__(None, None, None)

    @rule()
    def holds(self) -> None:
        """A prefix is as good as the whole."""
        assert publishing.differences() == []

    def case(self, number: int) -> Case:
        found: Case = one(Case.objects, number)
        return found

    def attempt(self, act: Callable[[], Any]) -> None:
        """Do what may be refused; then it changed nothing."""
        try:
            with transaction.atomic():
                act()
        except (publishing.NotAllowed, NotPublishable, ValueError, IntegrityError, ProtectedError):
            pass

    def saved(self, case: Case, **changes: Any) -> None:
        """Save a case as its form does."""

        def save() -> None:
            for name, value in changes.items():
                setattr(case, name, value)
            case.save()
            publishing.record_revision(case=case, by=self.editor)

        self.attempt(save)

    @rule(number=NUMBER, verb=SOME_VERB)
    def does(self, number: int, verb: str) -> None:
        self.attempt(lambda: VERBS[verb](self.case(number)))

    @rule(number=NUMBER, verb=SOME_VERB)
    def does_more(self, number: int, verb: str) -> None:
        self.attempt(lambda: VERBS[verb](self.case(number)))

    @rule(number=NUMBER, which=NUMBER)
    def restores(self, number: int, which: int) -> None:
        case = self.case(number)
        revision = one(Revision.objects.filter(case=case), which)
        if revision:
            self.attempt(lambda: publishing.restore(case=case, revision=revision, by=self.editor))

    @rule(number=NUMBER, word=WORD)
    def writes(self, number: int, word: str) -> None:
        self.saved(self.case(number), title=f"Het {word} {number}", summary=f"Over {word}.")

    @rule(number=NUMBER, other=st.none() | NUMBER)
    def hangs(self, number: int, other: int | None) -> None:
        portrait = None if other is None else one(Case.objects.filter(kind=Case.Kind.PORTRAIT), other)
        self.saved(self.case(number), part_of=portrait)

    @rule(number=NUMBER, kind=st.sampled_from(Case.Kind))
    def changes_kind(self, number: int, kind: str) -> None:
        case = self.case(number)
        if not case.practices.exists():
            self.saved(case, kind=kind, **({"part_of": None} if kind == Case.Kind.PORTRAIT else {}))

    @rule(number=NUMBER, back=st.booleans())
    def moves(self, number: int, back: bool) -> None:
        case = self.case(number)
        old = PublicationEvent.objects.filter(case=case).order_by("number").first()
        self.moves_made += 1
        self.saved(case, slug=old.slug if back and old else f"verhuisd-{self.moves_made}")

    @rule(number=NUMBER, which=NUMBER)
    def claims(self, number: int, which: int) -> None:
        case = self.case(number)
        obstacle = one(Obstacle.objects, which) if which % 2 else None
        kind = Claim.Kind.OBSTACLE if obstacle else Claim.Kind.RESULT
        ClaimFactory(
            case=case,
            kind=kind,
            obstacle=obstacle,
            municipality=one(Municipality.objects, which),
            speaker=one(Speaker.objects, which),
            article=one(Article.objects, which),
            passage="alinea 1",
            elements=[one(Element.objects, which)] if which % 3 and one(Article.objects, which) else [],
        )
        publishing.record_revision(case=case, by=self.editor)

    @rule(which=NUMBER)
    def drops_a_claim(self, which: int) -> None:
        if claim := one(Claim.objects, which):
            tied = {claim.case, *Case.objects.tied_to(claim.case)}
            claim.delete()
            for case in tied:
                publishing.record_revision(case=case, by=self.editor)

    @rule(a=NUMBER, b=NUMBER)
    def ties(self, a: int, b: int) -> None:
        one_claim, other = one(Claim.objects, a), one(Claim.objects, b)
        if one_claim and one_claim != other:
            self.attempt(lambda: ClaimLink.objects.create(a=one_claim, b=other, kind="spreekt tegen"))
            for claim in (one_claim, other):
                publishing.record_revision(case=claim.case, by=self.editor)

    @rule(number=NUMBER, which=NUMBER)
    def refers(self, number: int, which: int) -> None:
        case = self.case(number)
        case.themes.set([one(Theme.objects, which)])
        case.initiatives.set([one(Initiative.objects, which)] if which % 2 else [])
        case.regions.set([one(Region.objects, which)] if which % 3 else [])
        case.case_municipalities.all().delete()
        CaseMunicipalityFactory(case=case, municipality=one(Municipality.objects, which))
        self.saved(case, contact=one(Organisation.objects, which))

    @rule(number=NUMBER, which=NUMBER)
    def takes_part(self, number: int, which: int) -> None:
        case = self.case(number)
        case.participations.all().delete()
        model, name = ((Organisation, "organisation"), (Municipality, "municipality"), (Region, "region"))[which % 3]
        ParticipationFactory(case=case, **{"organisation": None, name: one(model.objects, which)})
        publishing.record_revision(case=case, by=self.editor)

    @rule(model=st.sampled_from(RENAMED), which=NUMBER, word=WORD)
    def renames(self, model: Any, which: int, word: str) -> None:
        row = one(model.objects, which)

        def rename() -> None:
            row.name = f"{word} {row.pk}"
            row.save()
            publishing.refresh(referring_to=row)

        if row:
            self.attempt(rename)

    @rule(model=st.sampled_from(TWO_SIDED), which=NUMBER, word=WORD, draft=st.booleans())
    def saves_a_row(self, model: Any, which: int, word: str, draft: bool) -> None:
        """As its form does: published at once, or kept as a version."""
        if (row := one(model.objects, which)) is None:
            return
        before = model.objects.filter(pk=row.pk).values(*SEEN).get()

        def save() -> None:
            saving = publishing.Saving(row, by=self.editor)
            saving.show_latest(row)
            now = model.objects.get(pk=row.pk)
            setattr(now, NAME.get(model, "name"), f"{word} {row.pk}-{which}")
            now.save()
            if saving.done(now, draft=draft):
                publishing.refresh(referring_to=now)

        self.attempt(save)
        if draft and before["published_at"]:
            assert model.objects.filter(pk=row.pk).values(*SEEN).get() == before

    @rule(model=st.sampled_from(TWO_SIDED), which=NUMBER, verb=st.sampled_from([*ROW_VERBS]))
    def does_to_a_row(self, model: Any, which: int, verb: str) -> None:
        if row := one(model.objects, which):
            self.attempt(lambda: ROW_VERBS[verb](row))

    @rule(model=st.sampled_from(TWO_SIDED), which=NUMBER, version=NUMBER)
    def restores_a_row(self, model: Any, which: int, version: int) -> None:
        row = one(model.objects, which)
        revision = one(ReferenceRevision.objects.of(row), version) if row else None
        if revision:
            self.attempt(lambda: publishing.restore_row(row=row, revision=revision, by=None))

    @rule(which=NUMBER, word=WORD)
    def corrects_a_source(self, which: int, word: str) -> None:
        article, speaker = one(Article.objects, which), one(Speaker.objects, which)
        article.title, article.reprint_of = f"Over {word}", one(Article.objects.filter(pk__lt=article.pk), which)
        publication: Publication = article.publication
        publication.year = 2010 + which
        changed = [article, publication]
        # In a long history every speaker may have been deleted.
        if speaker:
            speaker.function = word
            changed.append(speaker)
        for row in changed:
            row.save()
        publication.publishers.set([one(Organisation.objects, which)])
        if speaker:
            speaker.organisations.set([one(Organisation.objects, which + 1)])
        for row in changed:
            publishing.refresh(referring_to=row)

    @rule(which=NUMBER, other=NUMBER)
    def joins(self, which: int, other: int) -> None:
        region = one(Region.objects, which)
        region.members.set([one(Municipality.objects, other), one(Municipality.objects, other + 1)])
        publishing.refresh(referring_to=region)

    @rule(which=NUMBER, ends=st.sampled_from([None, datetime.date(2024, 1, 1), datetime.date(2999, 1, 1)]))
    def ends(self, which: int, ends: datetime.date | None) -> None:
        row = one(Municipality.objects, which)
        row.valid_until = ends

        def save() -> None:
            row.save()
            publishing.refresh(referring_to=row)

        self.attempt(save)

    @rule(a=NUMBER, b=NUMBER, kind=st.sampled_from(["merge", "border"]))
    def merges(self, a: int, b: int, kind: str) -> None:
        old, new = one(Municipality.objects, a), one(Municipality.objects, b)
        day = datetime.date(2024, 1, 1)
        self.attempt(lambda: MunicipalityChange.objects.create(old=old, new=new, date=day, kind=kind))
        publishing.refresh_places()

    @rule(model=st.sampled_from((*RENAMED, Article, Speaker, MunicipalityChange)), which=NUMBER)
    def deletes(self, model: Any, which: int) -> None:
        row = one(model.objects, which)
        if row is None or (model is not MunicipalityChange and admin.site._registry[model].rows_using(row)):
            return
        self.attempt(row.delete)
        (publishing.refresh_places if model is MunicipalityChange else publishing.forget_cached)()

    @rule(number=NUMBER)
    def asks(self, number: int) -> None:
        case = self.case(number)
        if case.state == Case.State.PUBLISHED:
            # Once a day.
            self.attempt(lambda: publishing.refresh(referring_to=InquiryFactory(case=case)))

    @precondition(lambda self: Inquiry.objects.exists())
    @rule(which=NUMBER)
    def answers(self, which: int) -> None:
        inquiry = one(Inquiry.objects, which)
        inquiries.answer(inquiry=inquiry, answer=Inquiry.Answer.ENDED, remark="")
        inquiry.refresh_from_db()
        if not inquiry.outcome:
            inquiries.accept(inquiry=inquiry, by=self.editor)

    @rule()
    def takes_up_a_submission(self) -> None:
        if Case.objects.count() < 8:
            concepts.take_up(submission=SubmissionFactory(sent_at=timezone.now()), by=self.editor)

    @rule(which=NUMBER, word=WORD)
    def imports(self, which: int, word: str) -> None:
        row = one(Organisation.objects, which)
        # A file that says nothing new is not read in.
        names = {f"{word} bv", "Anders"} - set(row.also_known_as)
        read_in(self.client, Organisation, csv_of(("adresnaam", "ook bekend als"), (row.slug, min(names))))

    @rule()
    def due(self) -> None:
        jobs.follow_day()
        assert publishing.mend_next() == []


@pytest.mark.django_db
def test_what_is_derived_never_depends_on_the_order_of_writing() -> None:
    run_state_machine_as_test(
        Editors,
        settings=settings(
            max_examples=100 if DEEP else 3,
            stateful_step_count=60 if DEEP else 25,
            derandomize=not DEEP,
            database=None,
            suppress_health_check=list(HealthCheck),
            # Making a failure smaller takes many minutes.
            phases=[Phase.generate],
        ),
    )
