"""The pages for who builds on the catalogue."""

from typing import Any, NamedTuple

import django_filters
from django.conf import settings
from django.urls import reverse
from django.views.generic import TemplateView

from cases.listing.partner_filter import PartnerCaseFilter
from cases.models import Element, Initiative, Obstacle, PublishedCase, Theme
from cases.outputs.exports.columns import EXPORT_COLUMNS, SEPARATOR
from cases.outputs.exports.statement_columns import STATEMENT_COLUMNS
from cases.outputs.exports.tables import AdoptionsFile
from cases.outputs.exports.views import WHOLE
from cases.pages import linked_data
from cases.publishing.caching import KeptMixin
from gouden import API_VERSION
from gouden.web.api.reference import Parameter, reference
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from municipalities.models import Municipality, Organisation, Province, Region

CASE_LIST = "lijstPraktijkvoorbeelden"
# Where the values are that a parameter with rows to choose from takes; of all others the facets hold them.
VALUES = {
    Theme: "api-theme-list",
    Municipality: "api-municipality-list",
    Province: "api-province-list",
    Region: "api-region-list",
    Organisation: "api-organisation-list",
    Initiative: "api-initiative-list",
    Obstacle: "api-obstacle-list",
    Element: "api-element-list",
    PublishedCase: "api-case-list",
}


class DeveloperPage(KeptMixin, PageMixin, TemplateView):
    """A page under the one about open data."""

    crumb = ""

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb(DevelopersView.title, reverse("developers")), Crumb(self.crumb)]


class DevelopersView(KeptMixin, PageMixin, TemplateView):
    """How to use the open data: start, parameters, limits, keeping a copy, versions and licence."""

    template_name = "pages/api.html"
    title = "Open data en API"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            parameters=case_parameters(),
            version=API_VERSION,
            whole=WHOLE,
            limit=settings.GOUDEN_API_LIMIT,
            key_limit=settings.GOUDEN_API_KEY_LIMIT,
            **kwargs,
        )

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.dataset(), linked_data.web_api()]


class ReferenceView(DeveloperPage):
    """Every operation with its parameters and what it gives, to try on the spot."""

    template_name = "pages/api_referentie.html"
    title = "Referentie van de API"
    crumb = "Referentie"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reference=reference(), api=reverse("api-schema").rpartition("/")[0], **kwargs)


class CodebookPage(DeveloperPage):
    """What the columns of the CSV and the workbook mean, and how to open them."""

    template_name = "pages/codeboek.html"
    title = "Codeboek van CSV en XLSX"
    crumb = "Codeboek"
    extra_context = {
        "columns": EXPORT_COLUMNS,
        "statement_columns": STATEMENT_COLUMNS,
        "adoption_columns": AdoptionsFile.columns,
        "separator": SEPARATOR.strip(),
    }


class CaseParameter(NamedTuple):
    """A parameter of the list of cases, and where its values can be looked up."""

    parameter: Parameter
    values: str


def case_parameters() -> list[CaseParameter]:
    """Return every parameter of the list of cases, those of its filter in the filter's order first."""
    order = list(PartnerCaseFilter.base_filters)
    parameters = sorted(
        reference().operation(CASE_LIST).parameters,
        key=lambda parameter: order.index(parameter.name) if parameter.name in order else len(order),
    )
    return [CaseParameter(parameter, _values(parameter.name)) for parameter in parameters]


def _values(name: str) -> str:
    """Return the address of a list with the values of a parameter; empty when it takes no rows."""
    found = PartnerCaseFilter.base_filters.get(name)
    if not isinstance(found, django_filters.ModelMultipleChoiceFilter):
        return ""
    return reverse(VALUES.get(found.extra["queryset"].model, "api-case-facets"))
