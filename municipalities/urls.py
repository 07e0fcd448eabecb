"""The addresses of who is in the catalogue."""

from django.urls import path

import municipalities.converters  # noqa: F401  # registers "cbs"
from municipalities import views

urlpatterns = [
    path("gemeenten/", views.MunicipalityListView.as_view(), name="municipality-list"),
    path("gemeenten/voormalig/", views.FormerMunicipalityListView.as_view(), name="former-municipality-list"),
    path("gemeenten/<cbs:code>/", views.MunicipalityDetailView.as_view(), name="municipality-by-code"),
    path("gemeenten/<cbs:code>-<slug:slug>/", views.MunicipalityDetailView.as_view(), name="municipality-detail"),
    path("provincies/", views.ProvinceListView.as_view(), name="province-list"),
    path("provincies/<slug:slug>/", views.ProvinceDetailView.as_view(), name="province-detail"),
    path("regios/", views.RegionListView.as_view(), name="region-list"),
    path("regios/<slug:slug>/", views.RegionDetailView.as_view(), name="region-detail"),
    path("organisaties/", views.OrganisationListView.as_view(), name="organisation-list"),
    path("organisaties/<slug:slug>/", views.OrganisationDetailView.as_view(), name="organisation-detail"),
]
