"""The page of one statement: a claim by itself, with the case that it is about and what it is tied to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import DetailView

from cases.models import PublishedClaim
from cases.pages import linked_data
from cases.pages.catalogue.gone import without_claim
from cases.pages.statements import tied_to
from cases.publishing.addresses import claim_gone
from cases.publishing.caching import KeptMixin
from cases.reading.claims import ShownClaim, claim_address, shown_claim
from cases.reading.wording import claim_citation, mailto
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.dutch_text import shortened

# As much of a statement as a title and a breadcrumb repeat.
IN_TITLE = 90


class StatementDetailView(KeptMixin, PageMixin, DetailView):
    """A claim from its stored record; what was public and is gone says so."""

    queryset = PublishedClaim.objects.select_related("published_case").defer("published_case__record")
    slug_field = slug_url_kwarg = "identifier"
    template_name = "cases/catalogue/statement_detail.html"
    context_object_name = "statement"
    section = "statement-list"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if gone := claim_gone(kwargs["identifier"]):
                return without_claim(request, gone)
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object.record
        case = self.object.published_case
        shown = shown_claim(record, tied_to([record]))
        return super().get_context_data(
            record=record,
            claim=record,
            shown=shown,
            tied=is_tied(shown),
            card=case.card,
            case_url=claim_address(case.slug, self.object.key),
            kind=capfirst(self.object.get_kind_display()),
            address=record["url"],
            citation=claim_citation(record),
            share_url=mailto("", f"{case.title} (Gouden)", f"{record['tekst']}\n\n{record['url']}"),
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.claim(self.object.record)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"{shortened(self.object.record['tekst'], IN_TITLE)} ({self.object.published_case.title})"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        text = shortened(self.object.record["tekst"], IN_TITLE)
        return [Crumb("Uitspraken", reverse("statement-list")), Crumb(text)]


def is_tied(shown: ShownClaim) -> bool:
    """Whether there is something to show beside a claim that does not contradict it."""
    beside = (shown.earlier, shown.later, shown.answers, shown.lessons, shown.obstacles, shown.learned_from)
    return any(beside) or bool(shown.without_answer or shown.claim["obstakel"] or shown.claim["elementen"])
