"""The pages of what is in the catalogue."""

from cases.views.case import CaseDetailView
from cases.views.choosing import ChooseMunicipalityView
from cases.views.developers import CodebookView, DevelopersView, ReferenceView
from cases.views.embed import EmbedView
from cases.views.finding import CaseListView
from cases.views.fixed import AboutView, AccessibilityView, FaviconView, HomeView, PrivacyView, RobotsView
from cases.views.initiative import InitiativeDetailView, InitiativeListView
from cases.views.inquiry import InquiryView
from cases.views.missed import MissedThanksView, MissedView
from cases.views.obstacle import ObstacleDetailView, ObstacleListView
from cases.views.publication import PublicationDetailView, PublicationListView
from cases.views.reading import ReadingView
from cases.views.recognition import DesignationListView
from cases.views.reporting import ReportView
from cases.views.shared import ConfirmView, ErasedView, EraseView, ExportView, StatusView
from cases.views.sharing import CheckView, ShareView, StartView, StepView
from cases.views.style_guide import StyleGuideView
from cases.views.suggestions import SuggestionsView
from cases.views.theme import ThemeDetailView, ThemeListView

__all__ = [
    "AboutView",
    "AccessibilityView",
    "CaseDetailView",
    "CaseListView",
    "CheckView",
    "ChooseMunicipalityView",
    "CodebookView",
    "ConfirmView",
    "DesignationListView",
    "DevelopersView",
    "EmbedView",
    "EraseView",
    "ErasedView",
    "ExportView",
    "FaviconView",
    "HomeView",
    "InitiativeDetailView",
    "InitiativeListView",
    "InquiryView",
    "MissedThanksView",
    "MissedView",
    "ObstacleDetailView",
    "ObstacleListView",
    "PrivacyView",
    "PublicationDetailView",
    "PublicationListView",
    "ReadingView",
    "ReferenceView",
    "ReportView",
    "RobotsView",
    "ShareView",
    "StartView",
    "StatusView",
    "StepView",
    "StyleGuideView",
    "SuggestionsView",
    "ThemeDetailView",
    "ThemeListView",
]
