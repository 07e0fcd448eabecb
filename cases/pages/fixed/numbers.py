"""The catalogue in numbers."""

from typing import Any

from django.views.generic import TemplateView

from cases.listing.sentence import counted
from cases.models import PublishedCase
from cases.pages.charts import catalogue_charts
from cases.publishing.caching import KeptMixin
from gouden.web.pages.mixins import PageMixin


class NumbersView(KeptMixin, PageMixin, TemplateView):
    """Charts of all practices, each with its table."""

    template_name = "pages/cijfers.html"
    title = "De catalogus in cijfers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            counted=counted(*PublishedCase.objects.numbers()), charts=catalogue_charts(), **kwargs
        )
