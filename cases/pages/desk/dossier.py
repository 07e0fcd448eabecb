"""My map: the cases that the address names, in the reader's order, and what she can do with them."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.generic import TemplateView

from cases.desk.comparison import MOST_COMPARED
from cases.desk.dossier import MOST, Dossier, as_query, read_dossier
from cases.listing.municipality_match import best_matches
from cases.listing.sentence import counted_cards
from cases.models import PublishedCase
from cases.outputs.citations import citation_files
from cases.pages.desk.addresses import from_the_list, here, list_to_choose_in, said_unknown, voor_links
from cases.pages.finding.own_municipality import chosen_municipality
from cases.projection.records import CaseRecord
from cases.publishing.caching import ConditionalMixin
from cases.reading.brief import Brief, in_brief
from cases.reading.wording import mailto
from gouden.web.http.links import absolute
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.dutch_text import enumeration
from municipalities.comparison import Comparison
from municipalities.models import Municipality

# Names a case that was just taken out, to say so and to put it back.
TAKEN_OUT = "weg"


class DossierEntry(NamedTuple):
    """A case in the map, with the addresses of the map in which it stands elsewhere or not at all."""

    record: CaseRecord
    # None of what an earlier release stored.
    brief: Brief | None
    fit: Comparison | None
    # Empty for what stands first or last.
    up: str
    down: str
    without: str


class DossierView(ConditionalMixin, PageMixin, TemplateView):
    """The map of cases that the address names."""

    template_name = "cases/desk/dossier.html"
    section = "dossier"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return from_the_list(request, "dossier") or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        self.dossier = read_dossier(query)
        self.voor = chosen_municipality(query)
        slugs = self.dossier.slugs
        taken_out = read_dossier(as_query(query.getlist(TAKEN_OUT))).cases if TAKEN_OUT in query else []
        taken_out = [case for case in taken_out if case.slug not in slugs]
        share = absolute(here("dossier", slugs))
        return super().get_context_data(
            dossier=self.dossier,
            entries=entries(self.dossier, self.voor),
            counted=counted_cards(case.record for case in self.dossier.cases),
            unknown=said_unknown(self.dossier.unknown),
            most=MOST,
            most_compared=MOST_COMPARED,
            taken_out=enumeration(f"‘{case.title}’" for case in taken_out),
            put_back=here("dossier", [*slugs, *(case.slug for case in taken_out)], self.voor),
            only_public=here("dossier", slugs, self.voor),
            emptied=here("dossier", [], self.voor, **{TAKEN_OUT: slugs}),
            more=list_to_choose_in(slugs, self.voor),
            comparison=here("comparison", slugs, self.voor),
            note=here("note", slugs, self.voor),
            citation_files=citation_files("dossier-citations", query=f"?{as_query(slugs).urlencode()}"),
            export_query=f"?{urlencode({'slug': slugs}, doseq=True)}&",
            share=share,
            share_by_mail=mailto("", self.get_title({}), in_mail(self.dossier.cases, share)),
            **voor_links("dossier", slugs, self.voor),
            **kwargs,
        )

    def get_title(self, context: dict[str, Any]) -> str:
        cases = self.dossier.cases
        return f"Mijn map: {counted_cards(case.record for case in cases)}" if cases else "Mijn map"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Mijn map")]


def entries(dossier: Dossier, voor: Municipality | None) -> list[DossierEntry]:
    """Return the cases of the map with what can be done with each."""
    slugs = dossier.slugs
    fits = best_matches(voor, slugs) if voor else {}

    def moved(number: int, to: int) -> str:
        """Return the address of the map in which case `number` changed places with `to`, at that case."""
        if not 0 <= to < len(slugs):
            return ""
        order = slugs.copy()
        order[number], order[to] = order[to], order[number]
        return f"{here('dossier', order, voor)}#v-{slugs[number]}"

    return [
        DossierEntry(
            record=case.record,
            brief=in_brief(case.record),
            fit=fits.get(case.slug),
            up=moved(number, number - 1),
            down=moved(number, number + 1),
            without=here("dossier", (slug for slug in slugs if slug != case.slug), voor, **{TAKEN_OUT: case.slug})
            + "#weggehaald",
        )
        for number, case in enumerate(dossier.cases)
    ]


def in_mail(cases: list[PublishedCase], address: str) -> str:
    """Return the text of a mail that shares a map: the titles, and where they lie together."""
    titles = "\n".join(f"- {case.title}" for case in cases)
    return f"{titles}\n\n{address}"
