"""The pages for who builds on the catalogue."""

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from cases import linked_data
from cases.caching import ConditionalMixin
from cases.exports.columns import COLUMNS, SEPARATOR
from gouden.web.linked_data import Node
from gouden.web.pages import Crumb, PageMixin


class DevelopersView(ConditionalMixin, PageMixin, TemplateView):
    """How to use the open data: start, parameters, limits, keeping a copy, versions and licence."""

    template_name = "pages/api.html"
    title = "Open data en API"

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.dataset(), linked_data.web_api()]


class CodebookView(ConditionalMixin, PageMixin, TemplateView):
    """What the columns of the CSV mean, and how to open it."""

    template_name = "pages/codeboek.html"
    title = "Codeboek van de CSV"
    extra_context = {"columns": COLUMNS, "separator": SEPARATOR.strip()}

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Open data en API", reverse("developers")), Crumb("Codeboek")]
