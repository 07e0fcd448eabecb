"""The page of the Gouden Gemeenten: who was given an honorary title, by whom and why."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import ListView

from cases.models import Case, Designation, PublishedCase
from cases.publishing.caching import KeptMixin
from gouden.web.pages.mixins import PageMixin
from gouden.web.text.dutch_text import enumeration
from gouden.web.text.sorting import name_key
from municipalities.map import Map, Mark, middle, place_map, spot

# The size of a place on the map: all are equal.
RADIUS = 11


class DesignationListView(KeptMixin, PageMixin, ListView):
    """All designations, those of the same predicate together."""

    template_name = "cases/catalogue/designation_list.html"
    title = "Gouden Gemeenten"
    section = "designation-list"

    def get_queryset(self) -> QuerySet[Designation]:
        return Designation.objects.select_related(
            "awarded_by", "nominated_by", "municipality__province", "region", "article__publication"
        ).prefetch_related("region__members")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        designations = list(self.object_list)
        return super().get_context_data(groups=by_predicate(designations), map=places_map(designations), **kwargs)


def by_predicate(designations: list[Designation]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return each predicate with its designations and their portraits, the one most often given first."""
    portraits = portraits_by_article({designation.article_id for designation in designations})
    groups: dict[str, list[dict[str, Any]]] = {}
    for designation in designations:
        row = {
            "designation": designation,
            "place": designation.municipality or designation.region,
            "portrait": portraits.get(designation.article_id),
        }
        groups.setdefault(designation.predicate, []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: (row["designation"].year, row["place"].name))
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def portraits_by_article(articles: set[int]) -> dict[int, PublishedCase]:
    """Return the published portrait that goes back to each of these articles."""
    portraits = PublishedCase.objects.filter(kind=Case.Kind.PORTRAIT, articles__in=articles).only("slug", "title")
    through = PublishedCase.articles.through.objects.filter(publishedcase__in=portraits, article__in=articles)
    found = {portrait.pk: portrait for portrait in portraits}
    return {article: found[case] for article, case in through.values_list("article_id", "publishedcase_id")}


def places_map(designations: list[Designation]) -> Map:
    """Return each place that was given a title, with its name beside it, leading to its first title on this page."""
    by_place: dict[Any, list[Designation]] = {}
    for designation in designations:
        by_place.setdefault(designation.municipality or designation.region, []).append(designation)
    marks = [
        Mark(
            name=place.name,
            title=f"{place}: {enumeration([f'{given.predicate} {given.year}' for given in titles])}",
            url=f"#predicaat-{titles[0].pk}",
            spot=_spot(titles[0]),
            radius=RADIUS,
            former=f"bestond tot {place.valid_until.year}" if getattr(place, "has_ended", False) else "",
        )
        for place, titles in by_place.items()
    ]
    marks.sort(key=lambda mark: name_key(mark.name))
    return place_map("Kaart van Nederland: de Gouden Gemeenten", marks, named=True)


def _spot(designation: Designation) -> tuple[int, int] | None:
    """Return where the municipality lies, or the middle of the region's members."""
    if place := designation.municipality:
        return spot(place.latitude, place.longitude)
    if not designation.region:
        return None
    return middle(member for member in designation.region.members.all() if not member.is_announced)
