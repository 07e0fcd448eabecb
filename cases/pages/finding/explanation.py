"""What the list says about a search: what was looked for instead, why each case is there, what helps when none is."""

import html
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from cases.listing.filters import CaseFilter
from cases.models import PublishedCase, Theme
from cases.projection.records import Card, CaseRecord, texts
from cases.search import Query, found_by, matching, parse, snippet
from gouden.web.pages.mixins import address
from gouden.web.pages.query_params import LenientParams
from gouden.web.text.markdown import to_html

# The parts of a record in which words are looked up that neither title nor summary holds, in this order.
TEXTS = ("aanpak", "opbrengst", "aanleiding", "leerpunten", "overdraagbaarheid")
THEMES_SHOWN = 5
# What a choice is called where its label is a verb.
LABELS = {"zoek": "de woorden"}
MARK = "<mark>"


class Instead(NamedTuple):
    """The query as it was parsed, and the address of the list that takes it as it was typed."""

    used: str
    typed: str
    typed_url: str


class ExplainedCard(Card):
    """A card with why it was found: the summary with the words marked, or a name, or a passage of its text."""

    marked: str
    found_by: str
    told: bool
    passage: str


class Loosened(NamedTuple):
    """What is found without one of the parameters, and the address of that list."""

    label: str
    cases: int
    url: str


def instead(parsed_query: Query, query: QueryDict) -> Instead | None:
    """Return what was looked for in place of misspelt words; None when it is what was typed.

    Between double quotes nothing is corrected, so that is how the list is asked to take a word as it is.
    """
    if not parsed_query.corrections:
        return None
    quoted = parsed_query.text
    for correction in parsed_query.corrections:
        quoted = re.sub(rf"(?<![\w\"]){re.escape(correction.typed)}(?![\w\"])", f'"{correction.typed}"', quoted)
    return Instead(parsed_query.corrected_text, parsed_query.text, address(query, zoek=quoted, page=None))


def meant(parsed_query: Query, query: QueryDict) -> tuple[str, str] | None:
    """Return a better spelling of words that were asked for between quotes, with its address; None without one."""
    plain = re.sub(r'["“”„]', "", parsed_query.text)
    if plain == parsed_query.text:
        return None
    better = parse(plain)
    if not better.corrections:
        return None
    return better.corrected_text, address(query, zoek=better.corrected_text, page=None)


def with_reasons(cards: Iterable[Card], parsed_query: Query) -> list[ExplainedCard]:
    """Return the cards, each with the words that were asked for marked and the name by which it was found.

    Three queries at most: the keys, the names, and the texts of those whose title and summary do not show why.
    """
    cards = list(cards)
    keys = dict(PublishedCase.objects.filter(slug__in=[card["slug"] for card in cards]).values_list("slug", "pk"))
    names = found_by(keys.values(), parsed_query)
    summaries = {card["slug"]: snippet(card["samenvatting"], parsed_query) for card in cards}
    told = {
        card["slug"]
        for card in cards
        if MARK in summaries[card["slug"]] or MARK in snippet(card["titel"], parsed_query)
    }
    untold = [card["slug"] for card in cards if card["slug"] not in told]
    passages = _passages(untold, parsed_query) if untold else {}
    return [
        {
            **card,
            "marked": summary if MARK in (summary := summaries[card["slug"]]) else "",
            "found_by": names.get(keys.get(card["slug"], 0), ""),
            "told": card["slug"] in told,
            "passage": passages.get(card["slug"], ""),
        }
        for card in cards
    ]


def _passages(slugs: list[str], parsed_query: Query) -> dict[str, SafeString]:
    """Return for each case the first part of its text that says what was asked."""
    records = PublishedCase.objects.filter(slug__in=slugs).values_list("slug", "record")
    found = {slug: _passage(record, parsed_query) for slug, record in records}
    return {slug: passage for slug, passage in found.items() if passage is not None}


def _passage(record: CaseRecord, parsed_query: Query) -> SafeString | None:
    said = [claim["tekst"] for claim in record["uitspraken"]]
    said += [html.unescape(strip_tags(to_html(text))) for text in texts(record, TEXTS)]
    marked = (snippet(text, parsed_query) for text in said if text)
    return next((passage for passage in marked if MARK in passage), None)


def loosened(reading: LenientParams[CaseFilter], labels: dict[str, str], query: QueryDict) -> Loosened | None:
    """Return the parameter that leaves out most: without it most is found. None when taking one away finds nothing.

    One query for each parameter in use; only for a list in which nothing was found. `labels` names the parameters.
    """
    best: Loosened | None = None
    for name, label in labels.items():
        without = reading.query.copy()
        del without[name]
        cases = CaseFilter(without, reading.filterset.queryset).qs.order_by().count()
        if cases > (best.cases if best else 0):
            best = Loosened(label, cases, address(query, **{name: None}, page=None))
    return best


def related_themes(parsed_query: Query) -> list[Theme]:
    """Return the themes of the cases that the words find without any filter, those of most cases first."""
    if not parsed_query.concepts:
        return []
    found = matching(PublishedCase.objects.all(), parsed_query).order_by().values("pk")
    themes = Theme.objects.public().annotate(found=Count("cases", filter=Q(cases__in=found))).filter(found__gt=0)
    return list(themes.order_by("-found", "position", "name")[:THEMES_SHOWN])


def labels_of(chosen: Iterable[Any]) -> dict[str, str]:
    """Return the parameters in use by name, each with what it says: 'gemeente Aalten of Meppel'."""
    values: dict[str, list[Any]] = {}
    for one in chosen:
        values.setdefault(one.name, []).append(one)
    return {
        name: f"{LABELS.get(name) or rows[0].label.lower()} ‘{' of '.join(row.value for row in rows)}’"
        for name, rows in values.items()
    }
