"""Two to four cases beside each other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from cases.desk.comparison import FEWEST_COMPARED, MOST_COMPARED, compare, short_titles
from cases.desk.dossier import MOST, read_dossier
from cases.listing.municipality_match import best_matches
from cases.listing.sentence import counted_cards
from cases.pages.desk.addresses import from_the_list, here, list_to_choose_in, said_unknown, voor_links
from cases.pages.finding.own_municipality import chosen_municipality, voor_query
from cases.publishing.caching import ConditionalMixin
from gouden.web.pages.mixins import Crumb, PageMixin

# Leaves out the rows in which the cases do not differ.
DIFFERENCES = "verschillen"


class ComparisonView(ConditionalMixin, PageMixin, TemplateView):
    """The cases that the address names, at most four, as the columns of a table."""

    template_name = "cases/desk/comparison.html"
    section = "dossier"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return from_the_list(request, "comparison") or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        dossier = read_dossier(query)
        self.voor = chosen_municipality(query)
        shown = dossier.cases[:MOST_COMPARED]
        slugs = [case.slug for case in shown]
        self.records = [case.record for case in shown]
        enough = len(shown) >= FEWEST_COMPARED
        fits = best_matches(self.voor, slugs) if self.voor and enough else None
        rows = compare(self.records, fits, query=voor_query(self.voor)) if enough else []
        only_differences = query.get(DIFFERENCES) == "1"
        differing = [row for row in rows if not row.is_the_same]
        return super().get_context_data(
            dossier=dossier,
            unknown=said_unknown(dossier.unknown),
            most=MOST,
            most_compared=MOST_COMPARED,
            only_public=here("comparison", dossier.slugs, self.voor),
            columns=[
                (record, here("comparison", (slug for slug in slugs if slug != record["slug"]), self.voor))
                for record in self.records
            ],
            rows=[
                (row.label, list(zip(short_titles(self.records), row.cells, strict=True)))
                for row in (differing if only_differences else rows)
            ],
            alike=len(rows) - len(differing),
            only_differences=only_differences,
            all_rows=here("comparison", slugs, self.voor),
            differences=here("comparison", slugs, self.voor, **{DIFFERENCES: "1"}),
            too_many=dossier.cases if len(dossier.cases) > MOST_COMPARED else [],
            counted=counted_cards(self.records),
            more=list_to_choose_in(dossier.slugs, self.voor),
            map=here("dossier", dossier.slugs, self.voor),
            note=here("note", slugs, self.voor),
            **voor_links("comparison", slugs, self.voor),
            **kwargs,
        )

    def get_title(self, context: dict[str, Any]) -> str:
        titles = " naast ".join(f"‘{record['titel']}’" for record in self.records)
        return f"Vergelijken: {titles}" if titles else "Vergelijken"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Mijn map", context["map"]), Crumb("Vergelijken")]
