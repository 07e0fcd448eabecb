"""The pages of what is in the catalogue."""

from cases.views.case import CaseDetailView, CaseListView
from cases.views.home import HomeView
from cases.views.initiative import InitiativeDetailView, InitiativeListView
from cases.views.publication import PublicationDetailView, PublicationListView
from cases.views.recognition import DesignationListView
from cases.views.theme import ThemeDetailView, ThemeListView

__all__ = [
    "CaseDetailView",
    "CaseListView",
    "DesignationListView",
    "HomeView",
    "InitiativeDetailView",
    "InitiativeListView",
    "PublicationDetailView",
    "PublicationListView",
    "ThemeDetailView",
    "ThemeListView",
]
