"""The pages of who is in the catalogue."""

from municipalities.views.municipality import FormerMunicipalityListView, MunicipalityDetailView, MunicipalityListView
from municipalities.views.organisation import OrganisationDetailView, OrganisationListView
from municipalities.views.province import ProvinceDetailView, ProvinceListView
from municipalities.views.region import RegionDetailView, RegionListView

__all__ = [
    "FormerMunicipalityListView",
    "MunicipalityDetailView",
    "MunicipalityListView",
    "OrganisationDetailView",
    "OrganisationListView",
    "ProvinceDetailView",
    "ProvinceListView",
    "RegionDetailView",
    "RegionListView",
]
