"""Suggestions under a search field, for htmx."""

from typing import Any

from django.views.generic import TemplateView

from cases.caching import ConditionalMixin
from cases.suggestions import suggestions

LONGEST = 200


class SuggestionsView(ConditionalMixin, TemplateView):
    """The pages that fit what is being typed in `zoek`, as the options of a list box; nothing when none does."""

    template_name = "cases/_suggestions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(suggestions=suggestions(self.request.GET.get("zoek", "")[:LONGEST]), **kwargs)
