"""WHAT: the working rows that editors fill, and the public rows that `cases.workflow` writes."""

from cases.models.access import ApiKey, SignInDelay
from cases.models.case import Case, CaseLink, CaseMunicipality, Participation
from cases.models.claim import Claim, ClaimLink
from cases.models.due import StepRun
from cases.models.duplicate import ProbableDuplicate
from cases.models.editorial import LoadedEntry, Revision
from cases.models.initiative import Initiative, InitiativeLink
from cases.models.inquiry import Inquiry
from cases.models.limits import Tally
from cases.models.link_check import LinkCheck
from cases.models.mail import OutgoingMail
from cases.models.missed import MissedSearch
from cases.models.obstacle import Obstacle
from cases.models.people import Person, Speaker
from cases.models.public import CatalogueState, Counters, Mending, PublicationEvent, PublishedCase, PublishedPlace
from cases.models.recognition import Adoption, Designation
from cases.models.search import SearchEntry, SearchTerm, SearchWords
from cases.models.sources import Article, Citation, Publication
from cases.models.submission import Submission, SubmissionNote
from cases.models.synonym import Synonym
from cases.models.theme import Theme
from cases.models.upload import Upload

__all__ = [
    "Adoption",
    "ApiKey",
    "Article",
    "Case",
    "CaseLink",
    "CaseMunicipality",
    "CatalogueState",
    "Citation",
    "Claim",
    "ClaimLink",
    "Counters",
    "Designation",
    "Initiative",
    "InitiativeLink",
    "Inquiry",
    "LinkCheck",
    "LoadedEntry",
    "Mending",
    "MissedSearch",
    "Obstacle",
    "OutgoingMail",
    "Participation",
    "Person",
    "ProbableDuplicate",
    "Publication",
    "PublicationEvent",
    "PublishedCase",
    "PublishedPlace",
    "Revision",
    "SearchEntry",
    "SearchTerm",
    "SearchWords",
    "SignInDelay",
    "Speaker",
    "StepRun",
    "Submission",
    "SubmissionNote",
    "Synonym",
    "Tally",
    "Theme",
    "Upload",
]
