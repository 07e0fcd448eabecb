"""The home page, and the pages that are always there."""

from collections.abc import Container
from typing import Any

from django.db.models import Model
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.generic import RedirectView, TemplateView

from cases.listing.counting import numbers, practices
from cases.listing.sentence import counted
from cases.models import Designation, Element, Initiative, Obstacle, Publication, PublishedCase, Question, Term, Theme
from cases.pages import linked_data
from cases.pages.catalogue.adoption import adoptions
from cases.pages.fixed.starting import examples, news, problems
from cases.publishing.caching import KeptMixin
from gouden.web.http.links import absolute
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from municipalities.map import country_map
from municipalities.models import Municipality, Organisation, Province, Region
from municipalities.querysets import public_rows

# The three ways of working that Gouden is about.
CORE_THEMES = ("preventie", "integraal-werken", "co-creatie")
FEATURED_SHOWN = 2
# As the map names itself to who cannot see it.
MAP_LABEL = "Kaart van Nederland: provincies met praktijkvoorbeelden"


class HomeView(KeptMixin, PageMixin, TemplateView):
    """What this is, search, and where to start."""

    template_name = "pages/home.html"
    title = "Goede praktijken in het gemeentelijk sociaal domein"
    section = "home"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = PublishedCase.objects.values_list("card", flat=True)
        featured = cards.filter(featured=True).order_by("-published_at", "-case_id")
        towns, found = practices("gemeente"), problems()
        return super().get_context_data(
            counted=counted(*numbers()),
            examples=examples(found),
            problems=found,
            news=news(),
            core_themes=core_themes(),
            featured=featured[:FEATURED_SHOWN],
            map=country_map(MAP_LABEL, provinces=practices("provincie")),
            has_places=bool(towns),
            entrances=entrances(towns),
            **kwargs,
        )

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return []

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.website()]


class AboutView(KeptMixin, PageMixin, TemplateView):
    """What Gouden is, how it is made and how to use it."""

    template_name = "pages/over.html"
    title = "Over Gouden"


class RobotsView(KeptMixin, TemplateView):
    """What crawlers may read, and where the sitemap is."""

    template_name = "robots.txt"
    content_type = "text/plain; charset=utf-8"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sitemap=absolute(reverse("sitemap")), **kwargs)


class FaviconView(RedirectView):
    """For browsers that ask for the icon at its old address."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return static("img/favicon.svg")


def core_themes() -> list[tuple[Theme, int]]:
    """Return the three core themes, each with its number of practices, in their own order."""
    themes = {theme.slug: theme for theme in Theme.objects.public().filter(slug__in=CORE_THEMES)}
    counts = practices("thema")
    return [(themes[slug], counts.get(slug, 0)) for slug in CORE_THEMES if slug in themes]


def entrances(towns: Container[object]) -> list[tuple[str, str, str, int]]:
    """Return the other ways in: label, address, a sentence and a number. `towns`: the codes of those with practices."""
    today = Municipality.objects.on(timezone.localdate()).values_list("cbs_code", flat=True)
    number = sum(code in towns for code in today)
    return [
        ("Thema's", reverse("theme-list"), "Werkwijzen, onderwerpen en doelgroepen", count(Theme)),
        ("Obstakels", reverse("obstacle-list"), "Start van wat u tegenhoudt", count(Obstacle)),
        ("Werkzame elementen", reverse("element-list"), "Wat maakt dat het werkt", count(Element)),
        ("Vragen", reverse("question-list"), "Vragen van gemeenten, beantwoord uit de voorbeelden", count(Question)),
        ("Gemeenten", reverse("municipality-list"), "Gemeenten met een praktijkvoorbeeld", number),
        ("Provincies", reverse("province-list"), "Praktijkvoorbeelden per provincie", count(Province)),
        ("Regio's", reverse("region-list"), "Regio's waarin gemeenten samenwerken", count(Region)),
        (
            "Organisaties",
            reverse("organisation-list"),
            "Wie het doet, betaalt of steunt",
            count(Organisation),
        ),
        ("Initiatieven", reverse("initiative-list"), "Fondsen, methoden en plekken met een naam", count(Initiative)),
        ("Gouden Gemeenten", reverse("designation-list"), "Gemeenten met een predicaat", count(Designation)),
        ("Navolging", reverse("adoption-list"), "Wie van wie leerde", adoptions().count()),
        ("Begrippen", reverse("term-list"), "Woorden uit het vak, in gewone taal", count(Term)),
        (
            "Publicaties",
            reverse("publication-list"),
            "De bronnen van de catalogus",
            count(Publication),
        ),
    ]


def count(model: type[Model]) -> int:
    """Return how many rows of this kind readers see."""
    return public_rows(model).count()
