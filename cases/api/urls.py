"""The API's addresses of what is in the catalogue."""

from django.urls import path

from cases.api import facets, views

urlpatterns = [
    path("praktijkvoorbeelden", views.CaseListView.as_view(), name="api-case-list"),
    path("praktijkvoorbeelden/_facetten", facets.CaseFacetsView.as_view(), name="api-case-facets"),
    path("praktijkvoorbeelden/<slug:slug>", views.CaseDetailView.as_view(), name="api-case-detail"),
    path("initiatieven", views.InitiativeListView.as_view(), name="api-initiative-list"),
    path("initiatieven/<slug:slug>", views.InitiativeDetailView.as_view(), name="api-initiative-detail"),
    path("themas", views.ThemeListView.as_view(), name="api-theme-list"),
    path("themas/<slug:slug>", views.ThemeDetailView.as_view(), name="api-theme-detail"),
    path("publicaties", views.PublicationListView.as_view(), name="api-publication-list"),
    path("publicaties/<slug:slug>", views.PublicationDetailView.as_view(), name="api-publication-detail"),
    path("wijzigingen", views.EventListView.as_view(), name="api-event-list"),
    path("openapi.json", views.SchemaView.as_view(), name="api-schema"),
]
