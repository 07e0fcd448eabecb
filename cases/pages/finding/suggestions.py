"""Suggestions under a search field, for htmx."""

from typing import Any

from django.views.generic import TemplateView

from cases.pages.finding.own_municipality import chosen_municipality, voor_query
from cases.publishing.caching import KeptMixin
from cases.search import LONGEST_QUERY
from cases.search.suggestions import suggestions


class SuggestionsView(KeptMixin, TemplateView):
    """The pages that fit what is being typed in `zoek`, as the options of a list box; nothing when none does.

    A case is opened with `voor`, when that is given.
    """

    parameters = ("zoek", "voor")
    template_name = "cases/finding/_suggestions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        return super().get_context_data(
            suggestions=suggestions(query.get("zoek", "")[:LONGEST_QUERY]),
            voor_query=voor_query(chosen_municipality(query)),
            **kwargs,
        )
