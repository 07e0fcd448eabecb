"""The API on who is in the catalogue."""

from django.db.models import Count, QuerySet

from cases.api.views import DetailView, ListView, described
from municipalities.api.serializers import (
    MunicipalitySerializer,
    OrganisationSerializer,
    ProvinceSerializer,
    RegionDetailSerializer,
    RegionSerializer,
)
from municipalities.models import Municipality, Organisation, Province, Region


class MunicipalityMixin:
    """Municipalities with their changes."""

    serializer_class = MunicipalitySerializer

    def get_queryset(self) -> QuerySet[Municipality]:
        return (
            Municipality.objects.annotate(case_count=Count("cases"))
            .select_related("province")
            .prefetch_related("changes_from__new", "changes_into__old")
        )


@described(tags=["gemeenten"], operation_id="lijstGemeenten")
class MunicipalityListView(MunicipalityMixin, ListView):
    """Alle gemeenten sinds 2000, op naam."""


@described(tags=["gemeenten"], operation_id="toonGemeente")
class MunicipalityDetailView(MunicipalityMixin, DetailView):
    """Eén gemeente, op CBS-code."""

    lookup_field = "cbs_code"
    lookup_url_kwarg = "code"


class ProvinceMixin:
    """Provinces with their number of cases."""

    serializer_class = ProvinceSerializer

    def get_queryset(self) -> QuerySet[Province]:
        return Province.objects.annotate(case_count=Count("cases"))


@described(tags=["provincies"], operation_id="lijstProvincies")
class ProvinceListView(ProvinceMixin, ListView):
    """De twaalf provincies."""


@described(tags=["provincies"], operation_id="toonProvincie")
class ProvinceDetailView(ProvinceMixin, DetailView):
    """Eén provincie, op PV-code."""

    lookup_field = "code"


@described(tags=["regios"], operation_id="lijstRegios")
class RegionListView(ListView):
    """Alle regio's: COROP-gebieden, arbeidsmarkt-, veiligheids- en samenwerkingsregio's."""

    queryset = Region.objects.annotate(case_count=Count("cases"))
    serializer_class = RegionSerializer


@described(tags=["regios"], operation_id="toonRegio")
class RegionDetailView(DetailView):
    """Eén regio, met haar gemeenten."""

    queryset = RegionListView.queryset.prefetch_related("members__province")
    serializer_class = RegionDetailSerializer


class OrganisationMixin:
    """Organisations with where they work."""

    serializer_class = OrganisationSerializer

    def get_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.annotate(case_count=Count("cases")).prefetch_related("municipalities__province")


@described(tags=["organisaties"], operation_id="lijstOrganisaties")
class OrganisationListView(OrganisationMixin, ListView):
    """Alle organisaties, op naam."""


@described(tags=["organisaties"], operation_id="toonOrganisatie")
class OrganisationDetailView(OrganisationMixin, DetailView):
    """Eén organisatie."""
