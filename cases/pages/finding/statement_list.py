"""Finding statements: the claims of all public cases as a list, with its filters."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.views.generic import ListView

from cases.listing.facets import Facet, SpanFacet, at_first, facet
from cases.listing.sentence import worded
from cases.listing.statement_filters import STATEMENT, STATEMENT_FACETS, STATEMENT_FILTERS, StatementFilter
from cases.listing.statement_set import StatementKeys, StatementSet
from cases.models import PublishedClaim
from cases.pages.finding.case_list import QUERY_SAID, WHOLE, chosen_filters, in_use, problems
from cases.pages.finding.understanding import understood
from cases.pages.statements import shown_statements
from cases.publishing.caching import KeptMixin
from gouden.web.pages.mixins import Crumb, FoundMixin, NumberedPagesMixin, PageMixin, address, pagination
from gouden.web.pages.query_params import lenient
from gouden.web.text.dutch_text import shortened

# The parameters that choose cases in the same way here and in the list of cases.
OF_CASES = ("thema", "gemeente", "obstakel", "element", "zoek")


class StatementListView(KeptMixin, FoundMixin, PageMixin, NumberedPagesMixin, ListView):
    """The statements that match: what is said, by whom, on what grounds, where it stands and of which case."""

    template_name = "cases/finding/statement_list.html"
    parameters = (*StatementFilter.base_filters, "page", "pageSize", WHOLE)
    section = "statement-list"

    def get_queryset(self) -> Any:
        self.reading = lenient(StatementFilter, self.request.GET, PublishedClaim.objects.all())
        # What links to other pages keep: the readable part, and how many there are on a page.
        self.query = self.reading.query.copy()
        if page_size := self.request.GET.get("pageSize"):
            self.query["pageSize"] = page_size
        self.found = StatementSet.of(self.reading.filterset)
        return StatementKeys(self.found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errors = self.reading.errors
        found = [facet(one, self.found, errors.get(one, []), STATEMENT[:2]) for one in STATEMENT_FACETS]
        offered = at_first(found, self.request.GET.getlist(WHOLE))
        chosen = chosen_filters(self.reading, offered, self.query)
        context = super().get_context_data(chosen=chosen, **kwargs)
        context |= {
            "list_url": reverse("statement-list"),
            "statements": shown_statements(list(context["page_obj"])),
            "facets": offered,
            "whole": [one for one in offered if isinstance(one, Facet) and one.asked_whole],
            "sentence": self.sentence(offered),
            "typed_words": self.request.GET.get("zoek", ""),
            "errors": errors,
            "problems": problems(self.reading),
            "page_size": self.query.get("pageSize", ""),
            "export_query": address(self.reading.query) if chosen else "",
            "follow_url": self.follow_url(),
        }
        if "zoek" in self.reading.query:
            query = self.reading.filterset.parsed_query
            context["understood"] = understood(query, self.query, finds=bool(len(self.found)))
        return context | pagination(context["page_obj"], self.query)

    def follow_url(self) -> str:
        """Return where the cases can be followed; empty where a parameter in use says nothing of cases."""
        if not set(OF_CASES).issuperset(self.reading.query):
            return ""
        same = QueryDict(mutable=True)
        for name in OF_CASES:
            if values := self.reading.query.getlist(name):
                same.setlist(name, values)
        return reverse("follow") + (f"?{same.urlencode()}" if same else "")

    def sentence(self, offered: Sequence[Facet | SpanFacet]) -> str:
        """Return the whole choice and how many it finds, in one sentence."""
        values: dict[str, list[tuple[str, str]]] = {}
        typed = shortened(self.reading.filterset.parsed_query.corrected_text, QUERY_SAID)
        for name, value, label in in_use(self.reading, offered):
            values.setdefault(name, []).append((value, typed if name == "zoek" else label))
        return worded(len(self.found), values, STATEMENT_FILTERS, STATEMENT)

    def get_title(self, context: dict[str, Any]) -> str:
        """Return what was asked, how many there are and which page: unique for every list."""
        page, count = context["page_obj"], context["paginator"].count
        parts = [
            "Uitspraken",
            ", ".join(one.in_title for one in context["chosen"]),
            f"{count} {STATEMENT.one if count == 1 else STATEMENT.more}",
            f"bladzijde {page.number} van {page.paginator.num_pages}" if page.number > 1 else "",
        ]
        return " - ".join(part for part in parts if part)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Uitspraken")]
