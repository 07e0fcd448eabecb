"""The pages of themes."""

from typing import Any

from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.listing.counting import newest, numbers, places, practices
from cases.listing.sentence import counted
from cases.listing.white_spots import PRACTICES
from cases.models import Question, Theme
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.pages.charts import theme_charts
from cases.pages.cited import reading
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from municipalities.map import Map, Town, country_map
from municipalities.models import Province

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

    queryset = Theme.objects.public().order_by("position", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = practices("thema")
        counted = [(theme, counts.get(theme.slug, 0)) for theme in self.object_list]
        groups = [(label, [one for one in counted if one[0].kind == kind]) for kind, label in HEADINGS.items()]
        return super().get_context_data(groups=[group for group in groups if group[1]], **kwargs)


class ThemeDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """A theme in the catalogue's words, with its cases."""

    row_model = Theme
    queryset = Theme.objects.public()
    template_name = "cases/catalogue/theme_detail.html"
    context_object_name = "theme"
    section = "theme-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = numbers(theme=self.object.slug)
        return super().get_context_data(
            cards=newest(CARDS_SHOWN, theme=self.object.slug).values_list("card", flat=True),
            count=found[0],
            counted=counted(*found),
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

    cases = reverse("case-list")

    def address(place: Town | Province) -> str:
        asked = f"provincie={place.code}" if isinstance(place, Province) else f"gemeente={place.code}"
        return f"{cases}?thema={theme.slug}&{asked}&{PRACTICES}"

    label = f"Kaart van Nederland: provincies met voorbeelden van {theme.name}"
    return country_map(
        label,
        provinces=practices("provincie", theme=theme.slug),
        towns=practices("gemeente", theme=theme.slug),
        among=places(),
        address=address,
        province_address=address,
    )
