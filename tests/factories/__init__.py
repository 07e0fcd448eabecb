"""Rows for tests: one factory per model, each with the least that makes the row valid.

`CaseFactory(with_source=True)` makes a case that may be published; `PublishedCaseFactory()` publishes one through
`publishing.publish`, because nothing else may write the public side. `PublishedCaseFactory(case__title="...")` works
too.
Invented codes start where the real ones stop, so they never clash with the reference lists.
"""

from tests.factories.accounts import ApiKeyFactory, SignInDelayFactory, UserFactory
from tests.factories.base import Factory, ReferenceFactory
from tests.factories.citing import (
    QuestionFactory,
    SearchWordCaseFactory,
    SearchWordClaimFactory,
    SearchWordFactory,
    published_claim,
)
from tests.factories.editorial import (
    FileImportFactory,
    FileImportRowFactory,
    JobFactory,
    LinkCheckFactory,
    LoadedEntryFactory,
    ProbableDuplicateFactory,
    ReferenceRevisionFactory,
    RevisionFactory,
    StepRunFactory,
    UploadFactory,
)
from tests.factories.municipalities import (
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProvinceFactory,
    RegionFactory,
)
from tests.factories.outside import (
    AskedInVainFactory,
    BoardAnswerFactory,
    BoardQuestionFactory,
    ErasureFactory,
    FollowFactory,
    InquiryFactory,
    InquiryRoundFactory,
    MailboxFactory,
    MissedSearchFactory,
    OutgoingMailFactory,
    PassedQuestionFactory,
    SubmissionFactory,
    SubmissionNoteFactory,
    TallyFactory,
)
from tests.factories.public import (
    CasePassagesFactory,
    CatalogueStateFactory,
    ClaimIdentityFactory,
    ClaimSearchEntryFactory,
    MendingFactory,
    PublicationEventFactory,
    PublishedCaseFactory,
    PublishedClaimFactory,
    PublishedPlaceFactory,
    SearchEntryFactory,
    SearchTermFactory,
    SearchWordsFactory,
)
from tests.factories.reference import (
    ArticleFactory,
    ElementFactory,
    InitiativeFactory,
    InitiativeLinkFactory,
    ObstacleFactory,
    PersonFactory,
    PublicationFactory,
    SpeakerFactory,
    SynonymFactory,
    TermFactory,
    ThemeFactory,
)
from tests.factories.working import (
    AdoptionFactory,
    CaseFactory,
    CaseLinkFactory,
    CaseMunicipalityFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    DesignationFactory,
    ParticipationFactory,
    SilentSectionFactory,
)

__all__ = [
    "FACTORIES",
    "AdoptionFactory",
    "ApiKeyFactory",
    "ArticleFactory",
    "AskedInVainFactory",
    "BoardAnswerFactory",
    "BoardQuestionFactory",
    "CaseFactory",
    "CaseLinkFactory",
    "CaseMunicipalityFactory",
    "CasePassagesFactory",
    "CatalogueStateFactory",
    "CitationFactory",
    "ClaimFactory",
    "ClaimIdentityFactory",
    "ClaimLinkFactory",
    "ClaimSearchEntryFactory",
    "DesignationFactory",
    "ElementFactory",
    "ErasureFactory",
    "Factory",
    "FileImportFactory",
    "FileImportRowFactory",
    "FollowFactory",
    "InitiativeFactory",
    "InitiativeLinkFactory",
    "InquiryFactory",
    "InquiryRoundFactory",
    "JobFactory",
    "LinkCheckFactory",
    "LoadedEntryFactory",
    "MailboxFactory",
    "MendingFactory",
    "MissedSearchFactory",
    "MunicipalityChangeFactory",
    "MunicipalityFactory",
    "ObstacleFactory",
    "OrganisationFactory",
    "OutgoingMailFactory",
    "ParticipationFactory",
    "PassedQuestionFactory",
    "PersonFactory",
    "ProbableDuplicateFactory",
    "ProvinceFactory",
    "PublicationEventFactory",
    "PublicationFactory",
    "PublishedCaseFactory",
    "PublishedClaimFactory",
    "PublishedPlaceFactory",
    "QuestionFactory",
    "ReferenceFactory",
    "ReferenceRevisionFactory",
    "RegionFactory",
    "RevisionFactory",
    "SearchEntryFactory",
    "SearchTermFactory",
    "SearchWordCaseFactory",
    "SearchWordClaimFactory",
    "SearchWordFactory",
    "SearchWordsFactory",
    "SignInDelayFactory",
    "SilentSectionFactory",
    "SpeakerFactory",
    "StepRunFactory",
    "SubmissionFactory",
    "SubmissionNoteFactory",
    "SynonymFactory",
    "TallyFactory",
    "TermFactory",
    "ThemeFactory",
    "UploadFactory",
    "UserFactory",
    "published_claim",
]

# Every factory by its model, for tests that go through all of them.
FACTORIES: dict[type, type[Factory]] = {
    made._meta.model: made
    for made in (*Factory.__subclasses__(), *ReferenceFactory.__subclasses__())
    if made not in {UserFactory, ReferenceFactory}
}
