"""The addresses of what is in the catalogue, and of the pages that are always there."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from cases.outputs.citations import CitationView, DossierCitationsView
from cases.outputs.dcat.views import JSON_LD, DescriptionView, NamedThingsView
from cases.outputs.exports.tables import AdoptionsFile, WhiteSpotsFile
from cases.outputs.feeds import ChangedCasesFeed, LatestCasesFeed, readable
from cases.outputs.identifiers import IdentifierView, LinkedDataView
from cases.outputs.oembed import OEmbedView
from cases.outputs.sitemaps import SITEMAPS
from cases.outputs.social_cards.views import CasePictureView
from cases.pages.catalogue.adoption import AdoptionListView
from cases.pages.catalogue.case import CaseDetailView
from cases.pages.catalogue.designation import DesignationListView
from cases.pages.catalogue.element import ElementDetailView, ElementListView
from cases.pages.catalogue.embed import EmbedView
from cases.pages.catalogue.initiative import InitiativeDetailView, InitiativeListView
from cases.pages.catalogue.obstacle import ObstacleDetailView, ObstacleListView
from cases.pages.catalogue.publication import PublicationDetailView, PublicationListView
from cases.pages.catalogue.question import QuestionDetailView, QuestionListView
from cases.pages.catalogue.statement import StatementDetailView
from cases.pages.catalogue.term import TermDetailView, TermListView
from cases.pages.catalogue.theme import ThemeDetailView, ThemeListView
from cases.pages.desk.comparison import ComparisonView
from cases.pages.desk.dossier import DossierView
from cases.pages.desk.note import NoteFileView, NoteView
from cases.pages.finding.case_list import CaseListView
from cases.pages.finding.current_parameters import with_current_parameters, without_empty_parameters
from cases.pages.finding.missed_search import MissedThanksView, MissedView
from cases.pages.finding.own_municipality import ChooseMunicipalityView
from cases.pages.finding.statement_list import StatementListView
from cases.pages.finding.suggestions import SuggestionsView
from cases.pages.finding.white_spots import WhiteSpotsColumnView, WhiteSpotsView
from cases.pages.fixed.accessibility import AccessibilityView
from cases.pages.fixed.developers import CodebookPage, DevelopersView, ReferenceView
from cases.pages.fixed.evidence import EvidenceView
from cases.pages.fixed.numbers import NumbersView
from cases.pages.fixed.pages import AboutView, FaviconView, HomeView, RobotsView
from cases.pages.fixed.privacy import PrivacyView
from cases.pages.fixed.style_guide import StyleGuideView
from cases.pages.following import (
    AskedView,
    FollowView,
    OneClickStopView,
    OwnFollowDataView,
    OwnFollowView,
    StoppedView,
)
from cases.pages.sharing.adopt import AdoptView
from cases.pages.sharing.board import AnswerBoardView, AskBoardView, BoardQuestionView
from cases.pages.sharing.case_question import AnswerCaseQuestionView, CaseQuestionView
from cases.pages.sharing.inquiry import InquiryView
from cases.pages.sharing.inquiry_round import InquiryRoundView
from cases.pages.sharing.preview import ReadingView
from cases.pages.sharing.report import ReportView
from cases.pages.sharing.status import ConfirmView, ErasedView, EraseView, OwnDataView, StatusView
from cases.pages.sharing.steps import CheckView, ShareView, StartView, StepView
from cases.publishing.caching import when_changed

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path(
        "praktijkvoorbeelden/",
        without_empty_parameters(with_current_parameters(CaseListView.as_view())),
        name="case-list",
    ),
    path(
        "praktijkvoorbeelden/feed.atom",
        with_current_parameters(readable(when_changed(LatestCasesFeed()))),
        name="case-feed",
    ),
    path(
        "praktijkvoorbeelden/gewijzigd.atom",
        with_current_parameters(readable(when_changed(ChangedCasesFeed()))),
        name="case-changes-feed",
    ),
    path("praktijkvoorbeelden/<slug:slug>/", CaseDetailView.as_view(), name="case-detail"),
    path("praktijkvoorbeelden/<slug:slug>/meld-een-fout/", ReportView.as_view(), name="report"),
    path("praktijkvoorbeelden/<slug:slug>/wij-doen-dit-ook/", AdoptView.as_view(), name="adopt"),
    path("praktijkvoorbeelden/<slug:slug>/vraag/", CaseQuestionView.as_view(), name="case-question"),
    path(
        "praktijkvoorbeelden/<slug:slug>/plaatje/<slug:version_asked>.png",
        CasePictureView.as_view(),
        name="case-picture",
    ),
    path("praktijkvoorbeelden/<slug:slug>/verwijzing.<slug:format>", CitationView.as_view(), name="case-citation"),
    path("map/", DossierView.as_view(), name="dossier"),
    path("map/verwijzingen.<slug:format>", DossierCitationsView.as_view(), name="dossier-citations"),
    path("map/notitie/", NoteView.as_view(), name="note"),
    path("map/notitie.<str:extension>", NoteFileView.as_view(), name="note-file"),
    path("vergelijken/", ComparisonView.as_view(), name="comparison"),
    path("mijn-gemeente/", ChooseMunicipalityView.as_view(), name="choose-municipality"),
    path("suggesties/", SuggestionsView.as_view(), name="suggestions"),
    path("gemist/", MissedView.as_view(), name="missed"),
    path("gemist/dank/", MissedThanksView.as_view(), name="missed-thanks"),
    path("volgen/", with_current_parameters(FollowView.as_view()), name="follow"),
    path("volgen/gevraagd/", AskedView.as_view(), name="follow-asked"),
    path("volgen/gestopt/", StoppedView.as_view(), name="follow-stopped"),
    path("volgen/stop/<slug:token>/", OneClickStopView.as_view(), name="follow-stop"),
    path("volgen/<slug:token>/", OwnFollowView.as_view(), name="follow-own"),
    path("volgen/<slug:token>/gegevens/", OwnFollowDataView.as_view(), name="follow-export"),
    path("meelezen/<str:token>/", ReadingView.as_view(), name="reading"),
    path("lopen-deze-nog/<str:token>/", InquiryRoundView.as_view(), name="inquiry-round"),
    path("loopt-dit-nog/<str:token>/", InquiryView.as_view(), name="inquiry"),
    path("beantwoord/<str:token>/", AnswerCaseQuestionView.as_view(), name="case-question-answer"),
    path("deel-uw-voorbeeld/", ShareView.as_view(), name="share"),
    path("deel-uw-voorbeeld/nieuw/<slug:kind>/", StartView.as_view(), name="share-start"),
    path("deel-uw-voorbeeld/bevestig/<str:signed>/", ConfirmView.as_view(), name="share-confirm"),
    path("deel-uw-voorbeeld/gewist/", ErasedView.as_view(), name="share-erased"),
    path("deel-uw-voorbeeld/<slug:token>/", StatusView.as_view(), name="share-status"),
    path("deel-uw-voorbeeld/<slug:token>/stap-<int:number>/", StepView.as_view(), name="share-step"),
    path("deel-uw-voorbeeld/<slug:token>/kijk-na/", CheckView.as_view(), name="share-check"),
    path("deel-uw-voorbeeld/<slug:token>/gegevens/", OwnDataView.as_view(), name="share-export"),
    path("deel-uw-voorbeeld/<slug:token>/wis/", EraseView.as_view(), name="share-erase"),
    path("oembed", OEmbedView.as_view(), name="oembed"),
    path("insluiten/<slug:slug>/", EmbedView.as_view(), name="case-embed"),
    path("initiatieven/", InitiativeListView.as_view(), name="initiative-list"),
    path("initiatieven/<slug:slug>/", InitiativeDetailView.as_view(), name="initiative-detail"),
    path("themas/", ThemeListView.as_view(), name="theme-list"),
    path("themas/<slug:slug>/", ThemeDetailView.as_view(), name="theme-detail"),
    path("obstakels/", ObstacleListView.as_view(), name="obstacle-list"),
    path("obstakels/<slug:slug>/", ObstacleDetailView.as_view(), name="obstacle-detail"),
    path("begrippen/", TermListView.as_view(), name="term-list"),
    path("begrippen/<slug:slug>/", TermDetailView.as_view(), name="term-detail"),
    path("vragen/", QuestionListView.as_view(), name="question-list"),
    path("vragen/stel/", AskBoardView.as_view(), name="ask-question"),
    path("vragen/bord/<uuid:identifier>/", BoardQuestionView.as_view(), name="board-question"),
    path("vragen/bord/<uuid:identifier>/antwoord/", AnswerBoardView.as_view(), name="board-answer"),
    path("vragen/<slug:slug>/", QuestionDetailView.as_view(), name="question-detail"),
    path("werkzame-elementen/", ElementListView.as_view(), name="element-list"),
    path("werkzame-elementen/<slug:slug>/", ElementDetailView.as_view(), name="element-detail"),
    path("uitspraken/", without_empty_parameters(StatementListView.as_view()), name="statement-list"),
    path("uitspraken/<uuid:identifier>/", StatementDetailView.as_view(), name="statement-detail"),
    path("publicaties/", PublicationListView.as_view(), name="publication-list"),
    path("publicaties/<slug:slug>/", PublicationDetailView.as_view(), name="publication-detail"),
    path("navolging/", AdoptionListView.as_view(), name="adoption-list"),
    path("navolging/navolging.csv", AdoptionsFile.as_view(), name="adoptions-file"),
    path("cijfers/", NumbersView.as_view(), name="numbers"),
    path("witte-vlekken/", WhiteSpotsView.as_view(), name="white-spots"),
    path("witte-vlekken/<slug:which>.csv", WhiteSpotsFile.as_view(), name="white-spots-file"),
    path("witte-vlekken/<slug:which>/<slug:key>/", WhiteSpotsColumnView.as_view(), name="white-spots-column"),
    path("gouden-gemeenten/", DesignationListView.as_view(), name="designation-list"),
    path("api/", DevelopersView.as_view(), name="developers"),
    path("api/referentie/", ReferenceView.as_view(), name="api-reference"),
    path("api/codeboek/", CodebookPage.as_view(), name="api-codebook-page"),
    path("dcat/catalogus.ttl", DescriptionView.as_view(), name="dcat-turtle"),
    path("dcat/catalogus.jsonld", DescriptionView.as_view(media_type=JSON_LD), name="dcat-json-ld"),
    path("dcat/catalogus", NamedThingsView.as_view(), name="dcat"),
    path("id/<str:kind>/<slug:identifier>.jsonld", LinkedDataView.as_view(), name="identifier-data"),
    path("id/<str:kind>/<slug:identifier>", IdentifierView.as_view(), name="identifier"),
    path("over/", AboutView.as_view(), name="about"),
    path("over/bewijs/", EvidenceView.as_view(), name="evidence"),
    path("toegankelijkheid/", AccessibilityView.as_view(), name="accessibility"),
    path("privacy/", PrivacyView.as_view(), name="privacy"),
    path("robots.txt", RobotsView.as_view(), name="robots"),
    path("sitemap.xml", when_changed(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("favicon.ico", FaviconView.as_view(), name="favicon"),
]

if settings.GOUDEN_STYLE_GUIDE:
    urlpatterns += [path("stijlgids/", StyleGuideView.as_view(), name="style-guide")]
