"""The API's addresses of who is in the catalogue."""

from django.urls import path

import municipalities.converters  # noqa: F401  # registers "cbs"
from municipalities.api import views

urlpatterns = [
    path("gemeenten", views.MunicipalityListAPIView.as_view(), name="api-municipality-list"),
    path("gemeenten/<cbs:code>", views.MunicipalityDetailAPIView.as_view(), name="api-municipality-detail"),
    path("provincies", views.ProvinceListAPIView.as_view(), name="api-province-list"),
    path("provincies/<slug:code>", views.ProvinceDetailAPIView.as_view(), name="api-province-detail"),
    path("regios", views.RegionListAPIView.as_view(), name="api-region-list"),
    path("regios/<slug:slug>", views.RegionDetailAPIView.as_view(), name="api-region-detail"),
    path("organisaties", views.OrganisationListAPIView.as_view(), name="api-organisation-list"),
    path("organisaties/<slug:slug>", views.OrganisationDetailAPIView.as_view(), name="api-organisation-detail"),
]
