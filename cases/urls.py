"""The addresses of what is in the catalogue."""

from django.urls import path

from cases import views

urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("praktijkvoorbeelden/", views.CaseListView.as_view(), name="case-list"),
    path("praktijkvoorbeelden/<slug:slug>/", views.CaseDetailView.as_view(), name="case-detail"),
    path("initiatieven/", views.InitiativeListView.as_view(), name="initiative-list"),
    path("initiatieven/<slug:slug>/", views.InitiativeDetailView.as_view(), name="initiative-detail"),
    path("themas/", views.ThemeListView.as_view(), name="theme-list"),
    path("themas/<slug:slug>/", views.ThemeDetailView.as_view(), name="theme-detail"),
    path("publicaties/", views.PublicationListView.as_view(), name="publication-list"),
    path("publicaties/<slug:slug>/", views.PublicationDetailView.as_view(), name="publication-detail"),
    path("gouden-gemeenten/", views.DesignationListView.as_view(), name="designation-list"),
]
