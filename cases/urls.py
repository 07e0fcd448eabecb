"""The addresses of what is in the catalogue, and of the pages that are always there."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from cases import views
from cases.caching import when_changed
from cases.dcat.views import DescriptionView
from cases.feeds import LatestCasesFeed
from cases.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("praktijkvoorbeelden/", views.CaseListView.as_view(), name="case-list"),
    path("praktijkvoorbeelden/feed.atom", when_changed(LatestCasesFeed()), name="case-feed"),
    path("praktijkvoorbeelden/<slug:slug>/", views.CaseDetailView.as_view(), name="case-detail"),
    path("praktijkvoorbeelden/<slug:slug>/meld-een-fout/", views.ReportView.as_view(), name="report"),
    path("mijn-gemeente/", views.ChooseMunicipalityView.as_view(), name="choose-municipality"),
    path("suggesties/", views.SuggestionsView.as_view(), name="suggestions"),
    path("gemist/", views.MissedView.as_view(), name="missed"),
    path("gemist/dank/", views.MissedThanksView.as_view(), name="missed-thanks"),
    path("meelezen/<str:token>/", views.ReadingView.as_view(), name="reading"),
    path("loopt-dit-nog/<str:token>/", views.InquiryView.as_view(), name="inquiry"),
    path("deel-uw-voorbeeld/", views.ShareView.as_view(), name="share"),
    path("deel-uw-voorbeeld/nieuw/<slug:kind>/", views.StartView.as_view(), name="share-start"),
    path("deel-uw-voorbeeld/bevestig/<str:signed>/", views.ConfirmView.as_view(), name="share-confirm"),
    path("deel-uw-voorbeeld/gewist/", views.ErasedView.as_view(), name="share-erased"),
    path("deel-uw-voorbeeld/<slug:token>/", views.StatusView.as_view(), name="share-status"),
    path("deel-uw-voorbeeld/<slug:token>/stap-<int:number>/", views.StepView.as_view(), name="share-step"),
    path("deel-uw-voorbeeld/<slug:token>/kijk-na/", views.CheckView.as_view(), name="share-check"),
    path("deel-uw-voorbeeld/<slug:token>/gegevens/", views.ExportView.as_view(), name="share-export"),
    path("deel-uw-voorbeeld/<slug:token>/wis/", views.EraseView.as_view(), name="share-erase"),
    path("insluiten/<slug:slug>/", views.EmbedView.as_view(), name="case-embed"),
    path("initiatieven/", views.InitiativeListView.as_view(), name="initiative-list"),
    path("initiatieven/<slug:slug>/", views.InitiativeDetailView.as_view(), name="initiative-detail"),
    path("themas/", views.ThemeListView.as_view(), name="theme-list"),
    path("themas/<slug:slug>/", views.ThemeDetailView.as_view(), name="theme-detail"),
    path("obstakels/", views.ObstacleListView.as_view(), name="obstacle-list"),
    path("obstakels/<slug:slug>/", views.ObstacleDetailView.as_view(), name="obstacle-detail"),
    path("publicaties/", views.PublicationListView.as_view(), name="publication-list"),
    path("publicaties/<slug:slug>/", views.PublicationDetailView.as_view(), name="publication-detail"),
    path("gouden-gemeenten/", views.DesignationListView.as_view(), name="designation-list"),
    path("api/", views.DevelopersView.as_view(), name="developers"),
    path("api/referentie/", views.ReferenceView.as_view(), name="api-reference"),
    path("api/codeboek/", views.CodebookView.as_view(), name="api-codebook-page"),
    path("dcat/catalogus.ttl", DescriptionView.as_view(), name="dcat-turtle"),
    path(
        "dcat/catalogus.jsonld",
        DescriptionView.as_view(serialization="json-ld", media_type="application/ld+json"),
        name="dcat-json-ld",
    ),
    path("over/", views.AboutView.as_view(), name="about"),
    path("toegankelijkheid/", views.AccessibilityView.as_view(), name="accessibility"),
    path("privacy/", views.PrivacyView.as_view(), name="privacy"),
    path("robots.txt", views.RobotsView.as_view(), name="robots"),
    path("sitemap.xml", when_changed(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("favicon.ico", views.FaviconView.as_view(), name="favicon"),
]

if settings.GOUDEN_STYLE_GUIDE:
    urlpatterns += [path("stijlgids/", views.StyleGuideView.as_view(), name="style-guide")]
