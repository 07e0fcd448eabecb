"""WHAT: the working rows that editors fill, and the public rows that `cases.publishing` writes."""

from cases.models.catalogue.adoption import Adoption
from cases.models.catalogue.case import Case, CaseLink, CaseMunicipality, Participation
from cases.models.catalogue.cited_text import CitedSentence, ClaimAddress
from cases.models.catalogue.citing import CitingRow
from cases.models.catalogue.claim import Claim, ClaimLink
from cases.models.catalogue.element import Element
from cases.models.catalogue.initiative import Initiative, InitiativeLink
from cases.models.catalogue.obstacle import Obstacle
from cases.models.catalogue.people import Person, Speaker
from cases.models.catalogue.question import Question
from cases.models.catalogue.recognition import Designation
from cases.models.catalogue.search_word import SearchWord, SearchWordCase, SearchWordClaim
from cases.models.catalogue.silence import SilentSection
from cases.models.catalogue.sources import Article, Certainty, Citation, Publication
from cases.models.catalogue.synonym import Synonym
from cases.models.catalogue.term import Term
from cases.models.catalogue.theme import Theme
from cases.models.editorial.duplicate import ProbableDuplicate
from cases.models.editorial.file_import import FileImport, FileImportRow
from cases.models.editorial.job import Job
from cases.models.editorial.link_check import LinkCheck
from cases.models.editorial.reference_revision import ReferenceRevision
from cases.models.editorial.revision import LoadedEntry, Revision
from cases.models.editorial.step_run import StepRun
from cases.models.editorial.upload import Upload
from cases.models.outside.asked_in_vain import AskedInVain
from cases.models.outside.board import BoardAnswer, BoardQuestion
from cases.models.outside.erasure import Erasure
from cases.models.outside.follow import Follow
from cases.models.outside.inquiry import Inquiry
from cases.models.outside.inquiry_round import InquiryRound
from cases.models.outside.mail import OutgoingMail
from cases.models.outside.mailbox import Mailbox
from cases.models.outside.missed_search import MissedSearch
from cases.models.outside.passed_question import PassedQuestion
from cases.models.outside.submission import Submission, SubmissionNote
from cases.models.outside.tally import Tally
from cases.models.public.claim import ClaimIdentity, PublishedClaim, claim_identifier, claim_url
from cases.models.public.passages import CasePassages
from cases.models.public.published import (
    NO_RESULT,
    RESULT_EVIDENCE,
    CatalogueState,
    Counters,
    Mending,
    PublicationEvent,
    PublishedCase,
    PublishedPlace,
)
from cases.models.public.search import ClaimSearchEntry, SearchEntry, SearchTerm, SearchWords

__all__ = [
    "NO_RESULT",
    "RESULT_EVIDENCE",
    "Adoption",
    "Article",
    "AskedInVain",
    "BoardAnswer",
    "BoardQuestion",
    "Case",
    "CaseLink",
    "CaseMunicipality",
    "CasePassages",
    "CatalogueState",
    "Certainty",
    "Citation",
    "CitedSentence",
    "CitingRow",
    "Claim",
    "ClaimAddress",
    "ClaimIdentity",
    "ClaimLink",
    "ClaimSearchEntry",
    "Counters",
    "Designation",
    "Element",
    "Erasure",
    "FileImport",
    "FileImportRow",
    "Follow",
    "Initiative",
    "InitiativeLink",
    "Inquiry",
    "InquiryRound",
    "Job",
    "LinkCheck",
    "LoadedEntry",
    "Mailbox",
    "Mending",
    "MissedSearch",
    "Obstacle",
    "OutgoingMail",
    "Participation",
    "PassedQuestion",
    "Person",
    "ProbableDuplicate",
    "Publication",
    "PublicationEvent",
    "PublishedCase",
    "PublishedClaim",
    "PublishedPlace",
    "Question",
    "ReferenceRevision",
    "Revision",
    "SearchEntry",
    "SearchTerm",
    "SearchWord",
    "SearchWordCase",
    "SearchWordClaim",
    "SearchWords",
    "SilentSection",
    "Speaker",
    "StepRun",
    "Submission",
    "SubmissionNote",
    "Synonym",
    "Tally",
    "Term",
    "Theme",
    "Upload",
    "claim_identifier",
    "claim_url",
]
