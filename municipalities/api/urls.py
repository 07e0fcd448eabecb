"""The API's addresses of who is in the catalogue."""

from django.urls import path

import municipalities.converters  # noqa: F401  # registers "cbs"
from municipalities.api import views

urlpatterns = [
    path("gemeenten", views.MunicipalityListView.as_view(), name="api-municipality-list"),
    path("gemeenten/<cbs:code>", views.MunicipalityDetailView.as_view(), name="api-municipality-detail"),
    path("provincies", views.ProvinceListView.as_view(), name="api-province-list"),
    path("provincies/<slug:code>", views.ProvinceDetailView.as_view(), name="api-province-detail"),
    path("regios", views.RegionListView.as_view(), name="api-region-list"),
    path("regios/<slug:slug>", views.RegionDetailView.as_view(), name="api-region-detail"),
    path("organisaties", views.OrganisationListView.as_view(), name="api-organisation-list"),
    path("organisaties/<slug:slug>", views.OrganisationDetailView.as_view(), name="api-organisation-detail"),
]
