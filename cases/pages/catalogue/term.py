"""The words of the trade, in plain words."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.views.generic import DetailView, ListView

from cases.models import Term
from cases.pages import linked_data
from cases.pages.catalogue.gone import WithdrawnMixin
from cases.publishing.caching import KeptMixin
from gouden.web.pages.linked_data import Node
from gouden.web.pages.mixins import Crumb, PageMixin
from gouden.web.text.sorting import initial, name_key

TERMS = Term.objects.public().select_related("article__publication")


class TermListView(KeptMixin, PageMixin, ListView):
    """All terms on one page, from a to z."""

    template_name = "cases/catalogue/term_list.html"
    title = "Begrippen"
    section = "term-list"
    queryset = TERMS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(letters=by_letter(self.object_list), **kwargs)


class TermDetailView(KeptMixin, WithdrawnMixin, PageMixin, DetailView):
    """One term."""

    row_model = Term
    template_name = "cases/catalogue/term_detail.html"
    context_object_name = "term"
    section = "term-list"
    queryset = TERMS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(search=searched(self.object), **kwargs)

    def get_linked_data(self, context: dict[str, Any]) -> list[Node]:
        return [linked_data.term(self.object)]

    def get_title(self, context: dict[str, Any]) -> str:
        return f"Begrip: {self.object.name}"

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Begrippen", reverse("term-list")), Crumb(self.object.name)]


def by_letter(terms: Iterable[Term]) -> list[tuple[str, list[Term]]]:
    """Return the terms as a dictionary has them, under their first letters."""
    rows = sorted(terms, key=lambda term: name_key(term.name))
    return [(letter, list(group)) for letter, group in groupby(rows, key=lambda term: initial(term.name))]


def searched(term: Term) -> str:
    """Return the address of the cases that use the words of `term`."""
    return f"{reverse('case-list')}?{urlencode({'zoek': term.name})}"
