"""The API on who is in the catalogue."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from cases.api.views import DetailView, ListView, RowDetailView, described
from cases.models.querysets import practice_count
from municipalities.api.serializers import (
    MunicipalitySerializer,
    OrganisationSerializer,
    ProvinceSerializer,
    RegionDetailSerializer,
    RegionSerializer,
)
from municipalities.models import Municipality, Organisation, Province, Region

MUNICIPALITIES = (
    Municipality.objects.annotate(case_count=practice_count())
    .select_related("province")
    .prefetch_related("changes_from__new", "changes_into__old")
    .order_by("name", "cbs_code")
)
PROVINCES = Province.objects.annotate(case_count=practice_count()).order_by("name", "code")
REGIONS = Region.objects.public().annotate(case_count=practice_count()).order_by("name", "slug")
ORGANISATIONS = (
    Organisation.objects.public()
    .annotate(case_count=practice_count())
    .prefetch_related("municipalities__province")
    .order_by("name", "slug")
)


@described(tags=["gemeenten"], operation_id="lijstGemeenten")
class MunicipalityListAPIView(ListView):
    """Alle gemeenten sinds 2000, op naam."""

    queryset = MUNICIPALITIES
    serializer_class = MunicipalitySerializer


@described(tags=["gemeenten"], operation_id="toonGemeente")
class MunicipalityDetailAPIView(DetailView):
    """Eén gemeente, op CBS-code."""

    queryset = MUNICIPALITIES
    serializer_class = MunicipalitySerializer
    lookup_field = "cbs_code"
    lookup_url_kwarg = "code"


@described(tags=["provincies"], operation_id="lijstProvincies")
class ProvinceListAPIView(ListView):
    """De twaalf provincies."""

    queryset = PROVINCES
    serializer_class = ProvinceSerializer


@described(tags=["provincies"], operation_id="toonProvincie")
class ProvinceDetailAPIView(DetailView):
    """Eén provincie, op PV-code."""

    queryset = PROVINCES
    serializer_class = ProvinceSerializer
    lookup_field = "code"


@described(tags=["regios"], operation_id="lijstRegios")
class RegionListAPIView(ListView):
    """Alle regio's: COROP-gebieden, arbeidsmarkt-, veiligheids- en samenwerkingsregio's."""

    queryset = REGIONS
    serializer_class = RegionSerializer


@described(tags=["regios"], operation_id="toonRegio")
class RegionDetailAPIView(RowDetailView):
    """Eén regio, met haar gemeenten."""

    queryset = REGIONS
    serializer_class = RegionDetailSerializer

    def get_queryset(self) -> QuerySet[Region]:
        begun = Municipality.objects.begun(timezone.localdate()).select_related("province")
        return super().get_queryset().prefetch_related(Prefetch("members", begun))


@described(tags=["organisaties"], operation_id="lijstOrganisaties")
class OrganisationListAPIView(ListView):
    """Alle organisaties, op naam."""

    queryset = ORGANISATIONS
    serializer_class = OrganisationSerializer


@described(tags=["organisaties"], operation_id="toonOrganisatie")
class OrganisationDetailAPIView(RowDetailView):
    """Eén organisatie."""

    queryset = ORGANISATIONS
    serializer_class = OrganisationSerializer
