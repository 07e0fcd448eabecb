"""Finding cases: the list with its filters."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.views.generic import ListView

from cases.desk.dossier import CASE, MOST
from cases.listing import Cards, ResultSet
from cases.listing.facets import OFFERED, Facet, InUse, SpanFacet, at_first, facets, told_once
from cases.listing.filters import ORDERS, CaseFilter
from cases.listing.municipality_match import best_matches
from cases.listing.sentence import WORDS_SAID, counted, sentence
from cases.models import Case, PublishedCase
from cases.pages.desk.addresses import CHOOSING, TICKED_BEFORE, said_unknown
from cases.pages.finding.answers import answered
from cases.pages.finding.choosing import carry, choosing, chosen_cases
from cases.pages.finding.explanation import with_reasons
from cases.pages.finding.nothing_found import alone, labels_of, loosened, nearby
from cases.pages.finding.own_municipality import voor_context
from cases.pages.finding.place_without_cases import place_without_cases
from cases.pages.finding.understanding import understood
from cases.publishing.caching import KeptMixin
from cases.search import asked_in_vain, questions_asked
from gouden.web.api.pagination import MAX_PAGE_SIZE
from gouden.web.http.kept_pages import leave_out
from gouden.web.http.links import absolute
from gouden.web.pages.mixins import (
    Crumb,
    FoundMixin,
    NumberedPagesMixin,
    PageMixin,
    address,
    pagination,
    without,
)
from gouden.web.pages.query_params import LenientParams, lenient
from gouden.web.text.dutch_text import shortened

# Names a facet of which the page holds all values.
WHOLE = "alles"
# So many signs of what was typed are said again in title, sentence and choices.
QUERY_SAID = 100


class Chosen(NamedTuple):
    """A filter in use, with the address of the list without it."""

    label: str
    value: str
    url: str
    in_title: str
    # The parameter.
    name: str


class OrderLink(NamedTuple):
    """An order of the list: the address of the list in it, and its value in a form."""

    label: str
    url: str
    current: bool
    value: str


class ParamProblem(NamedTuple):
    """A value that could not be read, and where its field is."""

    field: str
    label: str
    message: str


class CaseListView(KeptMixin, FoundMixin, PageMixin, NumberedPagesMixin, ListView):
    """The cases that match, as cards, with every way to narrow them down."""

    template_name = "cases/finding/case_list.html"
    parameters = (*CaseFilter.base_filters, "page", "pageSize", CHOOSING, CASE, TICKED_BEFORE, WHOLE)
    context_object_name = "cards"
    section = "case-list"

    def get_queryset(self) -> Any:
        self.reading = lenient(CaseFilter, self.request.GET, PublishedCase.objects.all())
        # What links to other pages and orders keep: the readable part, and how many there are on a page.
        self.query = self.reading.query.copy()
        if page_size := self.request.GET.get("pageSize"):
            self.query["pageSize"] = page_size
        self.found = ResultSet.of(self.reading.filterset)
        # A former municipality counts as its successor from here on.
        self.voor = self.reading.filterset.form.cleaned_data.get("voor")
        if self.voor:
            self.query["voor"] = self.voor.cbs_code
        self.ticked = chosen_cases(self.request.GET)
        if self.ticked:
            carry(self.query, self.ticked)
        return Cards(self.found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = told_once(facets(self.found, self.reading.errors, self.request.GET, OFFERED))
        offered = at_first(offered, self.request.GET.getlist(WHOLE))
        chosen = chosen_filters(self.reading, offered, self.query)
        context = super().get_context_data(chosen=chosen, **kwargs)
        context |= {
            "facets": offered,
            "list_url": reverse("case-list"),
            "whole": [one for one in offered if isinstance(one, Facet) and one.asked_whole],
            "sentence": self.sentence(offered),
            "typed_words": self.request.GET.get("zoek", ""),
            "errors": self.reading.errors,
            "problems": problems(self.reading),
            "orders": order_links(self.reading, self.query),
            "order": self.reading.query.get("sorteer", ""),
            "page_size": self.query.get("pageSize", ""),
            "feed_query": address(self.reading.query) if chosen else "",
        }
        context |= voor_context(self.voor, choose=address(self.query, page=None), without=self.without_voor())
        context["cards"] = self.with_fit(context["cards"])
        context |= self.on_paper(context["page_obj"])
        context |= self.choice(context)
        context |= self.explanation(context)
        context |= self.told_apart(context)
        return context | pagination(context["page_obj"], self.query)

    def on_paper(self, page: Page[Any]) -> dict[str, Any]:
        """Return where a printed page of this list comes from, and where as many as can be stand on one page."""
        fuller = page.has_other_pages() and page.paginator.per_page < MAX_PAGE_SIZE
        return {
            "printed_from": absolute(self.request.path) + address(self.query, page=page.number).rstrip("?"),
            "fuller_page": address(self.query, page=None, pageSize=MAX_PAGE_SIZE) if fuller else "",
            "fits_one_page": page.paginator.count <= MAX_PAGE_SIZE,
            "most_on_a_page": MAX_PAGE_SIZE,
        }

    def choice(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return what lets a reader tick cases: the link to a list that does, or what is ticked in this one."""
        if not self.ticked:
            return {"choose": address(self.query, page=context["page_obj"].number, **{CHOOSING: "1"})}
        chosen = choosing(self.ticked, self.query, [card["slug"] for card in context["cards"]])
        return {
            "choosing": chosen,
            "dossier": self.ticked,
            "unknown": said_unknown(self.ticked.unknown),
            "most": MOST,
            "list_url": chosen.everything,
        }

    def told_apart(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return the cards of this page that are counted, and those that are near what was asked, with their number."""
        cards, start = list(context["cards"]), context["page_obj"].start_index() - 1
        counted_here = max(len(self.found) - start, 0)
        near = cards[counted_here:] if self.found.near else []
        reflections = self.found.near_with("soort", Case.Kind.REFLECTION)
        return {
            "cards": cards[: len(cards) - len(near)],
            "near_cards": near,
            "near_sentence": counted(self.found.near_count, reflections),
        }

    def explanation(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return what there is to say about the words: what was read for them, why each case is here, what helps on."""
        cards, said = context["cards"], dict[str, Any]()
        if not cards:
            labels = labels_of(context["chosen"])
            if labels.keys() != {"zoek"}:
                said["loosened"] = loosened(self.reading, labels, self.query)
                said["alone"] = [] if said["loosened"] else alone(self.reading, labels, self.query)
        if "zoek" not in self.reading.query:
            return said
        parsed_query = self.reading.filterset.parsed_query
        finds = bool(len(self.found) or self.found.near_count)
        said["understood"] = understood(parsed_query, self.query, finds=finds, only_near=self.found.only_near)
        if context["page_obj"].number == 1:
            said["questions"] = questions_asked(parsed_query.corrected_text)
            said["answered"] = answered(self.found)
            said["without_cases"] = place_without_cases(parsed_query.text)
            said["said_words"] = shortened(parsed_query.text, QUERY_SAID)
        if not parsed_query.is_empty and not parsed_query.ids and self.request.method == "GET":
            asked_in_vain.count(parsed_query.text)
        if not cards:
            if settings.GOUDEN_COUNT_MISSED:
                leave_out(self.request)
            return said | {"nearby": nearby(parsed_query)}
        return said | ({} if parsed_query.is_empty else {"cards": with_reasons(cards, parsed_query)})

    def sentence(self, offered: Sequence[Facet | SpanFacet]) -> str:
        """Return the whole choice and how many it finds, in one sentence."""
        values: dict[str, list[tuple[str, str]]] = {}
        for name, value, label in in_use(self.reading, offered):
            shown = (
                shortened(self.reading.filterset.parsed_query.corrected_text, WORDS_SAID) if name == "zoek" else label
            )
            values.setdefault(name, []).append((value, shown))
        return sentence(len(self.found), values, self.reflections, near=not self.found.holds_all)

    @cached_property
    def reflections(self) -> int:
        """How many of what was found are nobody's practice."""
        kinds = self.reading.query.getlist("soort")
        asked = not kinds or Case.Kind.REFLECTION in kinds
        return self.found.counts("soort").get(Case.Kind.REFLECTION, 0) if asked else 0

    def without_voor(self) -> str:
        """Return the address of this list with nothing compared, nor sorted by it."""
        by_match = self.query.get("sorteer") == "past-bij"
        return address(self.query, voor=None, **({"sorteer": None} if by_match else {}))

    def with_fit(self, cards: Any) -> Any:
        """Return the cards, each with how its municipality compares when the reader chose one."""
        if not self.voor:
            return cards
        compared = best_matches(self.voor, [card["slug"] for card in cards])
        return [card | {"fit": compared.get(card["slug"])} for card in cards]

    def get_title(self, context: dict[str, Any]) -> str:
        """Return what was asked, how many there are, in which order and which page: unique for every list."""
        page, number = context["page_obj"], counted(len(self.found), self.reflections)
        order = self.reading.query.get("sorteer", "")
        parts = [
            ", ".join(filter.in_title for filter in context["chosen"]),
            f"voor {self.voor}" if self.voor else "",
            number if self.found.holds_all else f"{number} dicht bij deze vraag",
            f"volgorde: {ORDERS[order]}" if order else "",
            f"bladzijde {page.number} van {page.paginator.num_pages}" if page.number > 1 else "",
        ]
        return " - ".join(part for part in parts if part)

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Praktijkvoorbeelden")]


def problems(reading: LenientParams[Any]) -> list[ParamProblem]:
    """Return everything that could not be read."""
    return [
        ParamProblem(name, str(reading.filterset.filters[name].label), error)
        for name, errors in reading.errors.items()
        for error in errors
    ]


def in_use(reading: LenientParams[Any], offered: Sequence[Facet | SpanFacet]) -> list[InUse]:
    """Return what was asked for: what is typed, and then what is chosen."""
    found = [InUse("zoek", value, shortened(value, QUERY_SAID)) for value in reading.query.getlist("zoek")]
    found += [one for facet in offered for one in facet.in_use]
    filters = reading.filterset.base_filters
    return sorted(found, key=lambda one: not filters[one.parameter].typed)


def chosen_filters(reading: LenientParams[Any], offered: Sequence[Facet | SpanFacet], query: QueryDict) -> list[Chosen]:
    """Return every filter in use, each with the link that takes it away."""
    found = []
    for name, value, shown in in_use(reading, offered):
        criterion = reading.filterset.base_filters[name]
        label = str(criterion.label).removesuffix("?")
        found.append(Chosen(label, shown, without(query, name, value), f"{criterion.in_title}{shown}", name))
    return found


def order_links(reading: LenientParams[CaseFilter], query: QueryDict) -> list[OrderLink]:
    """Return the orders a reader can choose; each that needs words or a municipality only when there are."""
    searched = "zoek" in reading.query
    needs = {"relevantie": searched, "past-bij": "voor" in reading.query}
    current = reading.query.get("sorteer") or reading.filterset.default_order()
    if current == "relevantie" and not searched:
        current = "-beschreven"
    return [
        OrderLink(label, address(query, sorteer=order), order == current, order)
        for order, label in ORDERS.items()
        if needs.get(order, True)
    ]
