"""What the list says of what was found: why each case is there, and what helps when none is."""

import html
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.html import strip_tags

from cases.listing.filters import CaseFilter
from cases.models import PublishedCase, Theme
from cases.projection.records import Card, CaseRecord, texts
from cases.search import Highlighter, Query, found_by, highlighters, labels, matching, parse
from cases.search.document import SearchLabel
from cases.search.highlighting import Snippet
from gouden.web.pages.mixins import address
from gouden.web.pages.query_params import LenientParams
from gouden.web.text.markdown import to_html

# The parts of a record in which words are looked up that neither title nor summary holds, in this order.
TEXTS = ("aanpak", "opbrengst", "aanleiding", "leerpunten", "overdraagbaarheid")
# The kinds of name that say little by themselves.
ASIDE = {"functie", "bron"}
THEMES_SHOWN = 5
# What a choice is called where its label is a verb.
LABELS = {"zoek": "de woorden"}


class ExplainedCard(Card):
    """A card with why it was found: title and summary with the words marked, a passage of its text, and names."""

    marked_title: str
    marked: str
    found_by: str
    passage: str


class Loosened(NamedTuple):
    """What is found without one of the parameters, and the address of that list."""

    label: str
    cases: int
    url: str


def meant(parsed_query: Query, query: QueryDict) -> tuple[str, str] | None:
    """Return what was asked for between quotes without these, well spelled, with its address; None without one."""
    plain = re.sub(r'["“”„]', "", parsed_query.text)
    if plain == parsed_query.text:
        return None
    better = parse(plain)
    if not better.corrections and not better.ids:
        return None
    return better.corrected_text, address(query, zoek=better.corrected_text, page=None)


def with_reasons(cards: Iterable[Card], parsed_query: Query) -> list[ExplainedCard]:
    """Return the cards, each with the words that were asked for marked, the passage and the names it was found by.

    Three queries at most: the keys, the names, and the texts of those whose title and summary do not say everything.
    """
    cards = list(cards)
    attempts = list(highlighters(parsed_query))
    keys = dict(PublishedCase.objects.filter(slug__in=[card["slug"] for card in cards]).values_list("slug", "pk"))
    names = labels(keys.values())
    partly = [card["slug"] for card in cards if _told(attempts[0], card) != attempts[0].looked_for]
    records = dict(PublishedCase.objects.filter(slug__in=partly).values_list("slug", "record")) if partly else {}
    return [
        _explained(card, attempts, records.get(card["slug"]), names.get(keys.get(card["slug"], 0), []))
        for card in cards
    ]


def _told(highlighter: Highlighter, card: Card) -> frozenset[int]:
    return highlighter.things(card["titel"]) | highlighter.things(card["samenvatting"])


def _explained(
    card: Card, attempts: list[Highlighter], record: CaseRecord | None, names: list[SearchLabel]
) -> ExplainedCard:
    """Return the card with its reasons, by the strictest way to look that gives any."""
    for highlighter in attempts:
        told = _told(highlighter, card)
        passage = _passage(highlighter, record, told) if record else None
        hidden = highlighter.looked_for - told - (passage.things if passage else frozenset())
        # Who speaks and which sources there are says why only where nothing else does.
        shown = [label for label in names if label.kind not in ASIDE] if told or passage else names
        found = found_by((highlighter.concepts[thing] for thing in sorted(hidden)), shown)
        if told or passage or found or highlighter is attempts[-1]:
            break
    title, summary = highlighter.snippet(card["titel"]), highlighter.snippet(card["samenvatting"])
    return {
        **card,
        "marked_title": title.shown if title.things else "",
        "marked": summary.shown if summary.things else "",
        "found_by": found,
        "passage": passage.shown if passage else "",
    }


def _passage(highlighter: Highlighter, record: CaseRecord, told: frozenset[int]) -> Snippet | None:
    """Return the part of the texts that says most, where it says something that title and summary do not, and more."""
    said = [claim["tekst"] for claim in record["uitspraken"]] + texts(record, TEXTS)
    plain = html.unescape(strip_tags(to_html(highlighter.best([text for text in said if text]))))
    passage = highlighter.snippet(plain)
    says_more = passage.things - told and highlighter.weight(passage.things) > highlighter.weight(told)
    return passage if says_more else None


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
