"""The pages of municipalities, those of today and those that are no more."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from cases.listing.counting import places, practices
from cases.listing.municipality_match import comparable
from cases.models import Designation, Initiative, PublishedPlace
from cases.pages import linked_data
from cases.pages.catalogue.adoption import adoptions, followed
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.pages.query_params import lenient
from gouden.web.text.sorting import initial, name_key
from municipalities.comparison import Comparison
from municipalities.filters import MunicipalityFilter
from municipalities.history import History
from municipalities.map import Town, TownRow, country_map, where_map
from municipalities.models import Municipality, MunicipalityChange, Organisation, Province, Region

REASONS = {
    PublishedPlace.Reason.OWN: "Eigen voorbeelden",
    PublishedPlace.Reason.INVOLVED: "Waar de gemeente aan meedoet",
    PublishedPlace.Reason.SUCCESSOR: "Van gemeenten die hierin opgingen",
    PublishedPlace.Reason.REGION: "Uit de regio",
}

# A municipality is worth naming as comparable from this many points (of eleven) of cases.listing.municipality_match:
# alike in size and urbanity, or in one of them with the other nearly so and something more.
COMPARABLE_POINTS = 7
COMPARABLE_SHOWN = 4


class MunicipalityListView(KeptMixin, PageMixin, ListView):
    """The municipalities of today: those with cases first, and all by letter."""

    template_name = "municipalities/municipality_list.html"
    parameters = tuple(MunicipalityFilter.base_filters)
    section = "municipality-list"

    def get_queryset(self) -> list[Town]:  # type: ignore[override]  # read once for a version
        self.reading = lenient(MunicipalityFilter, self.request.GET, Municipality.objects.none())
        self.reading.filterset.is_valid()
        self.chosen = self.reading.filterset.form.cleaned_data.get("provincie")
        today = [place for place in places() if not place.former]
        return [place for place in today if place.province == self.chosen.code] if self.chosen else today

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = practices("gemeente")
        return super().get_context_data(
            with_cases=town_rows([place for place in self.object_list if place.code in counts]),
            letters=[(letter, town_rows(rows)) for letter, rows in by_letter(self.object_list)],
            provinces=Province.objects.order_by("name"),
            chosen=self.chosen,
            errors=self.reading.errors,
            # Of the whole country what the map of the home page counts, former municipalities too.
            map=None
            if self.chosen
            else country_map(
                "Gemeenten met praktijkvoorbeelden", provinces=practices("provincie"), towns=counts, among=places()
            ),
            count=len(self.object_list),
            former_count=Municipality.objects.former(timezone.localdate()).count(),
            **kwargs,
        )

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Gemeenten in {context['chosen'].name}" if context["chosen"] else "Gemeenten"


class FormerMunicipalityListView(KeptMixin, PageMixin, ListView):
    """The municipalities that are no more, with what they became."""

    template_name = "municipalities/municipality_former.html"
    title = "Voormalige gemeenten"
    section = "municipality-list"

    def get_queryset(self) -> list[Municipality]:  # type: ignore[override]  # sorted as names are
        today = timezone.localdate()
        changes = MunicipalityChange.objects.filter(date__lte=today).select_related("new")
        changes = changes.order_by("date", "new__name")
        rows = Municipality.objects.former(today).prefetch_related(Prefetch("changes_from", changes))
        return sorted(rows, key=lambda municipality: name_key(municipality.name))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = practices("gemeente")
        letters = [
            (letter, [(row, counts.get(row.cbs_code, 0)) for row in rows])
            for letter, rows in by_letter(self.object_list)
        ]
        return super().get_context_data(letters=letters, **kwargs)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Gemeenten", reverse("municipality-list")), Crumb(self.title)]


class MunicipalityDetailView(KeptMixin, PageMixin, DetailView):
    """A municipality: its facts, its story and the cases that are found under it."""

    template_name = "municipalities/municipality_detail.html"
    context_object_name = "municipality"
    slug_field, slug_url_kwarg = "cbs_code", "code"
    section = "municipality-list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer at the address with the code and the right name; any other name moves there."""
        self.object = self.get_object()
        if kwargs.get("slug") != self.object.slug:
            return HttpResponsePermanentRedirect(self.object.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_queryset(self) -> QuerySet[Municipality]:
        rows: dict[str, QuerySet[Any]] = {
            "regions": Region.objects.public(),
            "organisations": Organisation.objects.public(),
            "initiatives": Initiative.objects.public(),
        }
        shown = (Prefetch(name, queryset) for name, queryset in rows.items())
        return Municipality.objects.select_related("province").prefetch_related(*shown)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        municipality = self.object
        story = History(timezone.localdate()).story(municipality)
        return super().get_context_data(
            story=story,
            founders=story.founders(municipality),
            map=where_map(f"Kaart van Nederland: waar {municipality.name} ligt", [municipality]),
            case_groups=cases_by_reason(municipality),
            designations=designations(municipality, story.predecessors),
            followed=followed(adoptions().filter(municipality=municipality)),
            comparable=comparable_with_cases(municipality) if municipality.exists_today else [],
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.municipality(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Gemeente {self.object}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Gemeenten", reverse("municipality-list")), Crumb(str(self.object))]


def town_rows(places: Iterable[Town]) -> list[TownRow]:
    """Return these municipalities with how many practices each has."""
    counts = practices("gemeente")
    return [TownRow(place.url, place.label, counts.get(place.code, 0)) for place in places]


def by_letter[M: (Municipality, Town)](rows: Iterable[M]) -> list[tuple[str, list[M]]]:
    """Return municipalities, sorted by name, under their letters."""
    return [(letter, list(found)) for letter, found in groupby(rows, key=lambda row: initial(row.name))]


def cases_by_reason(municipality: Municipality) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the cards of a municipality's cases by why they are found here, portraits first."""
    places = PublishedPlace.objects.filter(municipality=municipality)
    rows = list(
        places.order_by("published_case__kind", "published_case__title").values_list("reason", "published_case__card")
    )
    return [
        (label, cards)
        for reason, label in REASONS.items()
        if (cards := [card for given, card in rows if given == reason])
    ]


def comparable_with_cases(municipality: Municipality) -> list[tuple[Comparison, int]]:
    """Return the municipalities most like this one that have cases of their own, each with how many."""
    own = PublishedPlace.objects.filter(reason=PublishedPlace.Reason.OWN).order_by()
    counts = dict(own.values_list("municipality").annotate(count=Count("pk")))
    found = comparable(municipality, counts, at_least=COMPARABLE_POINTS, limit=COMPARABLE_SHOWN)
    return [(comparison, counts[comparison.other.pk]) for comparison in found]


def designations(municipality: Municipality, predecessors: list[Municipality]) -> QuerySet[Designation]:
    """Return the honorary titles of a municipality, of those it came from and of the regions it is in."""
    places = Q(municipality__in=[municipality, *predecessors]) | Q(region__members=municipality)
    found = Designation.objects.filter(places).select_related(
        "municipality", "region", "awarded_by", "article__publication"
    )
    return found.order_by("year", "id").distinct()
