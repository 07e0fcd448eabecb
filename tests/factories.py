"""Rows for tests: one factory per model, each with the least that makes the row valid.

`CaseFactory(with_source=True)` makes a case that may be published; `PublishedCaseFactory()` publishes one through
`publishing.publish`, because nothing else may write the public side. `PublishedCaseFactory(case__title="...")` works
too.
Invented codes start where the real ones stop, so they never clash with the reference lists.
"""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from cases import models as cases
from cases import publishing
from cases.fields import Snapshot
from cases.revisions.snapshot import stored
from gouden.accounts import models as accounts
from municipalities import models as municipalities


def _slug(**source: str) -> LazyAttribute:
    """Return a declaration that makes the slug from another attribute: `_slug(of="name")`."""
    return LazyAttribute(lambda row: slugify(getattr(row, source["of"])))


def _fill(row: Any, name: str, related: Iterable[Any] | None) -> None:
    """Set the many-to-many field `name`, when the test gave rows for it."""
    if related is not None:
        getattr(row, name).set(related)


class Factory(DjangoModelFactory):
    """Saves once: a row is complete before what hangs on it is made."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


class ReferenceFactory(Factory):
    """A row that readers see; `published_at=None` makes one that was never published."""

    class Meta:
        abstract = True

    published_at = LazyFunction(timezone.now)


class UserFactory(Factory):
    """An editor; `is_superuser=True` makes an administrator."""

    class Meta:
        model = get_user_model()

    username = Sequence(lambda n: f"redacteur-{n}")
    email = LazyAttribute(lambda user: f"{user.username}@gouden.example")
    is_staff = True


# --- municipalities ----------------------------------------------------------------------------------------------


class ProvinceFactory(Factory):
    class Meta:
        model = municipalities.Province
        django_get_or_create = ["code"]

    code = Sequence(lambda n: f"PV{40 + n % 59}")
    name = LazyAttribute(lambda province: f"Provincie {province.code[2:]}")
    slug = _slug(of="name")


class MunicipalityFactory(Factory):
    class Meta:
        model = municipalities.Municipality

    cbs_code = Sequence(lambda n: f"{3000 + n % 7000:04}")
    name = LazyAttribute(lambda municipality: f"Gemeente {municipality.cbs_code}")
    slug = _slug(of="name")
    province = SubFactory(ProvinceFactory)


class MunicipalityChangeFactory(Factory):
    """By default two municipalities that merged in 2019: the old one ended that day, the new one began."""

    class Meta:
        model = municipalities.MunicipalityChange

    date = datetime.date(2019, 1, 1)
    kind = municipalities.MunicipalityChange.Kind.MERGE
    old = SubFactory(MunicipalityFactory, valid_until=SelfAttribute("..date"))
    new = SubFactory(MunicipalityFactory, valid_from=SelfAttribute("..date"))


class RegionFactory(ReferenceFactory):
    """`RegionFactory(members=[aalten, oost_gelre])` fills it."""

    class Meta:
        model = municipalities.Region

    name = Sequence(lambda n: f"Regio {n}")
    kind = municipalities.Region.Kind.COOPERATION
    slug = LazyAttribute(lambda region: f"{slugify(region.name)}-{region.kind}")

    @post_generation
    def members(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "members", extracted)


class OrganisationFactory(ReferenceFactory):
    class Meta:
        model = municipalities.Organisation

    name = Sequence(lambda n: f"Organisatie {n}")
    slug = _slug(of="name")
    kind = municipalities.Organisation.Kind.SOCIAL_WORK

    @post_generation
    def municipalities(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "municipalities", extracted)


# --- cases: sources, people, words -------------------------------------------------------------------------------


class ThemeFactory(ReferenceFactory):
    class Meta:
        model = cases.Theme

    name = Sequence(lambda n: f"Thema {n}")
    slug = _slug(of="name")
    kind = cases.Theme.Kind.SUBJECT


class ElementFactory(ReferenceFactory):
    class Meta:
        model = cases.Element

    name = Sequence(lambda n: f"Element {n}")
    slug = _slug(of="name")


class ObstacleFactory(ReferenceFactory):
    class Meta:
        model = cases.Obstacle

    name = Sequence(lambda n: f"Obstakel {n}")
    slug = _slug(of="name")


class TermFactory(ReferenceFactory):
    class Meta:
        model = cases.Term

    name = Sequence(lambda n: f"Begrip {n}")
    slug = _slug(of="name")
    definition = "Wat het is, in gewone woorden."
    article = SubFactory("tests.factories.ArticleFactory")
    passage = "alinea 1"


class QuestionFactory(ReferenceFactory):
    """An open question that readers do not see; `answered=True` makes a public one with an answer."""

    class Meta:
        model = cases.Question

    class Params:
        answered = Trait(
            published_at=LazyFunction(timezone.now), answer=LazyFunction(lambda: f"Dat kan. [{published_claim()}]")
        )

    published_at = None
    question = Sequence(lambda n: f"Vraag {n}?")
    slug = _slug(of="question")

    @post_generation
    def themes(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "themes", extracted)


def published_claim(**claim: Any) -> cases.ClaimAddress:
    """Return the address of a claim that readers see; `claim` says what it says."""
    made = ClaimFactory(**{"case__with_source": True} | claim)
    publishing.publish(case=made.case, by=None)
    return cases.ClaimAddress(made.case.slug, made.key)


class PublicationFactory(ReferenceFactory):
    class Meta:
        model = cases.Publication

    title = Sequence(lambda n: f"Publicatie {n}")
    slug = _slug(of="title")
    year = 2017

    @post_generation
    def publishers(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "publishers", extracted)


class ArticleFactory(ReferenceFactory):
    class Meta:
        model = cases.Article

    publication = SubFactory(PublicationFactory)
    title = Sequence(lambda n: f"Artikel {n}")
    slug = _slug(of="title")


class PersonFactory(Factory):
    class Meta:
        model = cases.Person

    name = Sequence(lambda n: f"Persoon {n}")
    slug = _slug(of="name")


class SpeakerFactory(Factory):
    """A person in a function; `SpeakerFactory(person=None, function="volgens het CBS")` for a body."""

    class Meta:
        model = cases.Speaker

    key = Sequence(lambda n: f"spreker-{n}")
    person = SubFactory(PersonFactory)
    function = "directeur"
    article = SubFactory(ArticleFactory)

    @post_generation
    def organisations(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "organisations", extracted)


class InitiativeFactory(ReferenceFactory):
    class Meta:
        model = cases.Initiative

    name = Sequence(lambda n: f"Initiatief {n}")
    slug = _slug(of="name")

    @post_generation
    def municipalities(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "municipalities", extracted)

    @post_generation
    def organisations(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "organisations", extracted)


class InitiativeLinkFactory(Factory):
    class Meta:
        model = cases.InitiativeLink

    initiative = SubFactory(InitiativeFactory)
    url = Sequence(lambda n: f"https://initiatief.example/{n}")
    label = "De website"


class SynonymFactory(Factory):
    class Meta:
        model = cases.Synonym

    terms = LazyFunction(lambda: ["wijkteam", "sociaal team"])


class SearchWordFactory(Factory):
    """A word of the editors; `cases` and `claims` are ties in their order, the others lists of rows."""

    class Meta:
        model = cases.SearchWord

    word = Sequence(lambda n: f"modewoord{n}")
    meaning = "Wat het is, in één zin."

    @post_generation
    def elements(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "elements", extracted)

    @post_generation
    def obstacles(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "obstacles", extracted)

    @post_generation
    def terms(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "terms", extracted)

    @post_generation
    def cases(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for at, case in enumerate(extracted or ()):
            SearchWordCaseFactory(search_word=self, case=case, position=at)

    @post_generation
    def claims(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for at, claim in enumerate(extracted or ()):
            SearchWordClaimFactory(search_word=self, claim=claim, position=at)


class AskedInVainFactory(Factory):
    class Meta:
        model = cases.AskedInVain

    words = Sequence(lambda n: f"vergeefs {n}")
    week = datetime.date(2026, 11, 30)
    times = 5


class SearchWordCaseFactory(Factory):
    class Meta:
        model = cases.SearchWordCase

    search_word = SubFactory(SearchWordFactory)
    case = SubFactory("tests.factories.CaseFactory")


class SearchWordClaimFactory(Factory):
    class Meta:
        model = cases.SearchWordClaim

    search_word = SubFactory(SearchWordFactory)
    claim = SubFactory("tests.factories.ClaimFactory")


# --- cases: the working rows -------------------------------------------------------------------------------------


class CaseFactory(Factory):
    """A draft. `with_source=True` adds what publishing asks for and the test did not give itself.

    Lists are given by name: `themes`, `regions`, `initiatives`, and `municipalities` (those are its own).
    """

    class Meta:
        model = cases.Case

    class Params:
        portrait = Trait(kind=cases.Case.Kind.PORTRAIT)
        running = Trait(
            lifecycle=cases.Case.Lifecycle.RUNNING,
            lifecycle_checked_on=datetime.date(2017, 10, 1),
        )

    title = Sequence(lambda n: f"Voorbeeld {n}")
    slug = _slug(of="title")
    summary = "Buren helpen elkaar en de gemeente betaalt de koffie."

    @post_generation
    def themes(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "themes", extracted)

    @post_generation
    def regions(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "regions", extracted)

    @post_generation
    def initiatives(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "initiatives", extracted)

    @post_generation
    def municipalities(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        for municipality in extracted or []:
            CaseMunicipalityFactory(case=self, municipality=municipality)

    @post_generation
    def with_source(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not extracted:
            return
        CitationFactory(case=self)
        if not self.themes.exists():
            self.themes.add(ThemeFactory())
        if not (self.case_municipalities.exists() or self.regions.exists() or self.without_place):
            CaseMunicipalityFactory(case=self)


class CaseMunicipalityFactory(Factory):
    class Meta:
        model = cases.CaseMunicipality

    case = SubFactory(CaseFactory)
    municipality = SubFactory(MunicipalityFactory)
    role = cases.CaseMunicipality.Role.OWN


class ParticipationFactory(Factory):
    """By an organisation; for another party give `organisation=None` with `municipality` or `region`."""

    class Meta:
        model = cases.Participation

    case = SubFactory(CaseFactory)
    organisation = SubFactory(OrganisationFactory)
    role = cases.Participation.Role.EXECUTOR


class CaseLinkFactory(Factory):
    class Meta:
        model = cases.CaseLink

    case = SubFactory(CaseFactory)
    url = Sequence(lambda n: f"https://voorbeeld.example/{n}")
    label = "Lees verder"


class CitationFactory(Factory):
    class Meta:
        model = cases.Citation

    case = SubFactory(CaseFactory)
    article = SubFactory(ArticleFactory)
    passage = "1e alinea"


class SilentSectionFactory(Factory):
    class Meta:
        model = cases.SilentSection

    case = SubFactory(CaseFactory)
    section = cases.SilentSection.Section.LESSONS
    passages = "alinea 1 tot 4"


class ClaimFactory(Factory):
    """A claim in words; `figure=True` makes it a figure with its unit and source."""

    class Meta:
        model = cases.Claim

    class Params:
        figure = Trait(
            kind=cases.Claim.Kind.REACH,
            value=100,
            unit="bewoners",
            evidence=cases.Claim.Evidence.COUNT,
            article=SubFactory(ArticleFactory),
            passage="2e alinea",
        )

    case = SubFactory(CaseFactory)
    key = Sequence(lambda n: f"uitspraak-{n}")
    kind = cases.Claim.Kind.RESULT
    text = Sequence(lambda n: f"Bewoners weten elkaar beter te vinden ({n}).")

    @post_generation
    def elements(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _fill(self, "elements", extracted)


class ClaimLinkFactory(Factory):
    """Two claims of one case that contradict each other."""

    class Meta:
        model = cases.ClaimLink

    a = SubFactory(ClaimFactory)
    b = SubFactory(ClaimFactory, case=SelfAttribute("..a.case"))
    kind = cases.ClaimLink.Kind.CONTRADICTS

    class Params:
        # An obstacle and what was done about it, by the passage that says so.
        answer = Trait(
            a__kind=cases.Claim.Kind.OBSTACLE,
            b__kind=cases.Claim.Kind.INPUT,
            kind=cases.ClaimLink.Kind.MET_WITH,
            article=SubFactory(ArticleFactory),
            passage="3e alinea",
        )


class DesignationFactory(Factory):
    """Of a municipality; for a region give `municipality=None, region=...`."""

    class Meta:
        model = cases.Designation

    predicate = "Gouden sociale Gemeente"
    awarded_by = SubFactory(OrganisationFactory)
    municipality = SubFactory(MunicipalityFactory)
    year = 2017
    article = SubFactory(ArticleFactory)


class AdoptionFactory(Factory):
    """By a municipality; for another give `municipality=None` with `region` or `adopter`."""

    class Meta:
        model = cases.Adoption

    case = SubFactory(CaseFactory)
    municipality = SubFactory(MunicipalityFactory)
    status = cases.Adoption.Status.ADOPTED
    article = SubFactory(ArticleFactory)


# --- cases: what follows from them -------------------------------------------------------------------------------


class ApiKeyFactory(Factory):
    """A key whose text nobody knows; `api_keys.issue` makes one that works."""

    class Meta:
        model = accounts.ApiKey

    name = "Figulus Welzijn"
    mailbox = "web@figulus.example"
    prefix = "gouden_abc123"
    digest = Sequence(lambda n: f"{n:064x}")


class SignInDelayFactory(Factory):
    """One mistake, long before anything has to wait."""

    class Meta:
        model = accounts.SignInDelay

    digest = Sequence(lambda n: f"{n:064x}")
    failures = 1


class RevisionFactory(Factory):
    class Meta:
        model = cases.Revision

    case = SubFactory(CaseFactory)
    number = Sequence(lambda n: n + 1)
    snapshot = LazyAttribute(
        lambda revision: stored(Snapshot(title=revision.case.title, slug=revision.case.slug, kind=revision.case.kind))
    )


class ReferenceRevisionFactory(Factory):
    """A version of a theme; a test that looks at its content makes one by the verbs."""

    class Meta:
        model = cases.ReferenceRevision

    model = "cases.theme"
    row = LazyFunction(lambda: ThemeFactory().pk)
    number = Sequence(lambda n: n + 1)
    snapshot = LazyFunction(lambda: {"name": "Preventie"})


class MissedSearchFactory(Factory):
    class Meta:
        model = cases.MissedSearch

    searched = "babbelbox"


class OutgoingMailFactory(Factory):
    class Meta:
        model = cases.OutgoingMail

    to = "an@gemeente.example"
    subject = "Bedankt voor uw voorbeeld"
    body = "We lezen het binnen twee weken.\n"


class MailboxFactory(Factory):
    """Of a municipality; for an organisation give `kind="organisatie"`, `municipality=None` and `organisation`."""

    class Meta:
        model = cases.Mailbox

    kind = cases.Mailbox.Kind.MUNICIPALITY
    municipality = SubFactory(MunicipalityFactory)
    address = Sequence(lambda n: f"gemeente{n}@aalten.example")
    source = "https://www.aalten.example/contact"
    checked_on = LazyFunction(timezone.localdate)


class InquiryRoundFactory(Factory):
    class Meta:
        model = cases.InquiryRound

    municipality = SubFactory(MunicipalityFactory)
    mailbox = "info@aalten.example"
    asked_on = LazyFunction(timezone.localdate)


class InquiryFactory(Factory):
    """Asked, and not answered; `answered=True` gives the answer that it still runs."""

    class Meta:
        model = cases.Inquiry

    class Params:
        answered = Trait(answer=cases.Inquiry.Answer.RUNS, answered_at=LazyFunction(timezone.now))

    case = SubFactory(CaseFactory)
    mailbox = "info@figulus.example"
    asked_on = LazyFunction(timezone.localdate)


class LinkCheckFactory(Factory):
    """Never visited; `failing=True` failed yesterday and today."""

    class Meta:
        model = cases.LinkCheck

    class Params:
        failing = Trait(
            checked_at=LazyFunction(timezone.now),
            result="de pagina bestaat niet (404)",
            failing_since=LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1)),
            failed_on=LazyFunction(timezone.localdate),
        )

    url = Sequence(lambda n: f"https://link.example/{n}")


class UploadFactory(Factory):
    class Meta:
        model = cases.Upload

    by = SubFactory(UserFactory)
    kind = "cases.Organisation"
    name = "bestand.csv"
    content = b"adresnaam;naam\r\n"
    fingerprint = "0" * 64


class FileImportFactory(Factory):
    class Meta:
        model = cases.FileImport

    by = SubFactory(UserFactory)
    kind = "cases.Case"
    name = "bestand.csv"


class FileImportRowFactory(Factory):
    class Meta:
        model = cases.FileImportRow

    file_import = SubFactory(FileImportFactory)
    line = Sequence(lambda number: number + 2)
    status = cases.FileImportRow.Status.CHANGED
    key = 1


class ProbableDuplicateFactory(Factory):
    class Meta:
        model = cases.ProbableDuplicate

    a = SubFactory(CaseFactory)
    b = SubFactory(CaseFactory)
    reason = "Dezelfde titel."


class SubmissionFactory(Factory):
    """An example that waits for an editor; `started=True` is one that somebody is still writing."""

    class Meta:
        model = cases.Submission

    class Params:
        started = Trait(state=cases.Submission.State.STARTED, sent_at=None, email_confirmed_at=None)
        unconfirmed = Trait(state=cases.Submission.State.UNCONFIRMED, email_confirmed_at=None)
        nomination = Trait(
            kind=cases.Submission.Kind.NOMINATION, title="", summary="", approach="", message="Zij luistert."
        )
        mistake = Trait(
            kind=cases.Submission.Kind.MISTAKE,
            title="",
            summary="",
            approach="",
            municipality=None,
            message="Dit is gestopt.",
            case=SubFactory(CaseFactory),
        )

    kind = cases.Submission.Kind.EXAMPLE
    state = cases.Submission.State.WAITING
    title = Sequence(lambda n: f"Startgeld voor bewoners {n}")
    municipality = SubFactory(MunicipalityFactory)
    organisation = "Figulus Welzijn"
    summary = "Bewoners krijgen geld om zelf iets voor hun straat te doen."
    approach = "Wie een plan heeft, belt de gemeente en krijgt het geld dezelfde week."
    name = "An Jansen"
    email = "an@figulus.example"
    sent_at = LazyFunction(timezone.now)
    email_confirmed_at = LazyFunction(timezone.now)


class ErasureFactory(Factory):
    class Meta:
        model = cases.Erasure

    what = "1 inzending"


class SubmissionNoteFactory(Factory):
    class Meta:
        model = cases.SubmissionNote

    submission = SubFactory(SubmissionFactory)
    text = "Gebeld; ze sturen nog een verslag."


class LoadedEntryFactory(Factory):
    class Meta:
        model = cases.LoadedEntry

    kind = "themes"
    key = Sequence(lambda n: f"thema-{n}")
    digest = "0" * 64


class PublishedCaseFactory(Factory):
    """A case that `publishing.publish` has shown to readers."""

    class Meta:
        model = cases.PublishedCase

    case = SubFactory(CaseFactory, with_source=True)

    @classmethod
    def _create(cls, model_class: type, *args: Any, case: cases.Case, **kwargs: Any) -> cases.PublishedCase:
        if kwargs:
            raise TypeError(f"Give these to the case, as in case__title: {', '.join(kwargs)}")
        return publishing.publish(case=case, by=None)


class PublishedPlaceFactory(Factory):
    class Meta:
        model = cases.PublishedPlace

    published_case = SubFactory(PublishedCaseFactory)
    municipality = SubFactory(MunicipalityFactory)
    reason = cases.PublishedPlace.Reason.INVOLVED


class PublishedClaimFactory(Factory):
    """A claim that `publishing.publish` has shown to readers, with its case."""

    class Meta:
        model = cases.PublishedClaim

    claim = SubFactory(ClaimFactory, case__with_source=True)

    @classmethod
    def _create(cls, model_class: type, *args: Any, claim: cases.Claim, **kwargs: Any) -> cases.PublishedClaim:
        if kwargs:
            raise TypeError(f"Give these to the claim, as in claim__text: {', '.join(kwargs)}")
        publishing.publish(case=claim.case, by=None)
        return cases.PublishedClaim.objects.get(published_case=claim.case_id, key=claim.key)


class ClaimIdentityFactory(Factory):
    class Meta:
        model = cases.ClaimIdentity

    identifier = LazyFunction(uuid.uuid4)
    case = SubFactory(CaseFactory)
    key = Sequence(lambda n: f"uitspraak-{n}")


class PublicationEventFactory(Factory):
    """An event beside those the verbs wrote; its number starts far above theirs."""

    class Meta:
        model = cases.PublicationEvent

    number = Sequence(lambda n: 1_000_000 + n)
    kind = cases.PublicationEvent.Kind.PUBLISHED
    case = SubFactory(CaseFactory)
    slug = SelfAttribute("case.slug")
    title = SelfAttribute("case.title")
    at = LazyFunction(timezone.now)


class SearchEntryFactory(Factory):
    """What search looks in for a case; publishing writes it, so make one only where there is none."""

    class Meta:
        model = cases.SearchEntry
        django_get_or_create = ["published_case"]

    published_case = SubFactory(PublishedCaseFactory)
    labels = LazyFunction(list)


class ClaimSearchEntryFactory(Factory):
    """What search looks in for a claim; publishing writes it, so make one only where there is none."""

    class Meta:
        model = cases.ClaimSearchEntry
        django_get_or_create = ["published_claim"]

    published_claim = SubFactory(PublishedClaimFactory)


class SearchWordsFactory(Factory):
    class Meta:
        model = cases.SearchWords
        django_get_or_create = ["published_case"]

    published_case = SubFactory(PublishedCaseFactory)


class CasePassagesFactory(Factory):
    class Meta:
        model = cases.CasePassages
        django_get_or_create = ["published_case"]

    published_case = SubFactory(PublishedCaseFactory)
    waiting = 0


class MendingFactory(Factory):
    class Meta:
        model = cases.Mending

    differences = "voorbeeld-1: search"


class SearchTermFactory(Factory):
    class Meta:
        model = cases.SearchTerm

    term = Sequence(lambda n: f"term{n}")
    cases = 1


class StepRunFactory(Factory):
    class Meta:
        model = cases.StepRun

    name = Sequence(lambda n: f"step {n}")
    started_at = LazyFunction(timezone.now)
    busy_until = LazyFunction(timezone.now)
    ended_well_at = LazyFunction(timezone.now)


class JobFactory(Factory):
    """Of two cases, in nobody's queue; `failed=True` ended halfway."""

    class Meta:
        model = cases.Job

    class Params:
        failed = Trait(
            position=1, result=cases.Job.Result.FAILED, outcome="Afgebroken.", ended_at=LazyFunction(timezone.now)
        )

    kind = cases.Job.Kind.REFRESH
    subject = "Figulus Welzijn"
    arguments = LazyFunction(lambda: {"cases": [1, 2]})
    permission = "municipalities.publish_organisation"
    total = 2


class TallyFactory(Factory):
    class Meta:
        model = cases.Tally

    digest = Sequence(lambda n: f"{n:064x}")
    until = LazyFunction(timezone.now)


class CatalogueStateFactory(Factory):
    class Meta:
        model = cases.CatalogueState
        django_get_or_create = ["id"]

    id = 1


# Every factory by its model, for tests that go through all of them.
FACTORIES: dict[type, type[Factory]] = {
    made._meta.model: made
    for made in (*Factory.__subclasses__(), *ReferenceFactory.__subclasses__())
    if made not in {UserFactory, ReferenceFactory}
}
