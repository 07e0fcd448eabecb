"""The pages of themes."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.listing.filters import NEWEST_KNOWLEDGE
from cases.listing.sentence import counted
from cases.listing.white_spots import PRACTICES
from cases.models import Question, Theme
from cases.models.querysets import practice_count
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.pages.charts import theme_charts
from cases.pages.cited import reading
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from municipalities.map import Map, country_map
from municipalities.models import Municipality, Province

# The rest is one click away, in the list with this theme chosen.
CARDS_SHOWN = 12

HEADINGS = {
    Theme.Kind.APPROACH: "Werkwijzen",
    Theme.Kind.SUBJECT: "Onderwerpen",
    Theme.Kind.TARGET_GROUP: "Doelgroepen",
}


class ThemeListView(KeptMixin, PageMixin, ListView):
    """All themes by kind, with their number of cases."""

    template_name = "cases/catalogue/theme_list.html"
    title = "Thema's"
    section = "theme-list"

    def get_queryset(self) -> QuerySet[Theme]:
        return Theme.objects.public().annotate(case_count=practice_count()).order_by("position", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = [(label, [t for t in self.object_list if t.kind == kind]) for kind, label in HEADINGS.items()]
        return super().get_context_data(groups=[group for group in groups if group[1]], **kwargs)


class ThemeDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """A theme in the catalogue's words, with its cases."""

    row_model = Theme
    queryset = Theme.objects.public()
    template_name = "cases/catalogue/theme_detail.html"
    context_object_name = "theme"
    section = "theme-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = self.object.cases
        numbers = cases.numbers()
        cards = cases.order_by(*NEWEST_KNOWLEDGE).values_list("card", flat=True)[:CARDS_SHOWN]
        return super().get_context_data(
            cards=cards,
            count=numbers[0],
            counted=counted(*numbers),
            map=theme_map(self.object),
            charts=theme_charts(self.object),
            reading=reading(self.object),
            questions=Question.objects.public().filter(themes=self.object),
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.theme(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Thema: {self.object.name}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Thema's", reverse("theme-list")), Crumb(self.object.name)]


def theme_map(theme: Theme) -> Map:
    """Return the provinces and municipalities with cases of this theme, each leading to just those it counts."""

    def address(place: Municipality | Province) -> str:
        if isinstance(place, Province):
            query = {"thema": theme.slug, "provincie": place.code}
        else:
            query = {"thema": theme.slug, "gemeente": place.cbs_code}
        return f"{reverse('case-list')}?{urlencode(query)}&{PRACTICES}"

    label = f"Kaart van Nederland: provincies met voorbeelden van {theme.name}"
    return country_map(label, counted=Q(cases__themes=theme), address=address, province_address=address)
