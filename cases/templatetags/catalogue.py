"""Records and cards in templates: see `cases.reading.wording` for what each of these says."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from cases.listing.facets import Facet, Option
from cases.listing.sentence import counted_cards
from cases.reading import wording
from cases.reading.brief import in_brief
from cases.reading.pictograms import leading_themes, other_themes
from cases.reading.pictograms import pictogram as pictogram_of
from cases.search import LONGEST_QUERY
from gouden.web.pages.chart import Chart
from gouden.web.text import dutch_numbers, dutch_text
from gouden.web.text.markdown import to_html
from municipalities.map import Mark, TownRow

register = template.Library()

# From so many signs before the end on, the length of a query is said.
ROOM_SAID = 200

register.filter("checked_since", wording.checked_since)
register.filter("counted", counted_cards)
register.filter("day", dutch_text.day)
register.filter("described_in", wording.described_in)
register.filter("figure", wording.figure)
register.filter("grounds", wording.grounds)
register.filter("has_ended", wording.has_ended)
register.filter("in_brief", in_brief)
register.filter("kind_meant", wording.kind_meant)
register.filter("knowledge", wording.knowledge)
register.filter("leading_themes", leading_themes)
register.filter("lifecycle", wording.lifecycle)
register.filter("markdown", to_html)
register.filter("measure", wording.measure)
register.filter("municipality", wording.municipality)
register.filter("number", dutch_numbers.grouped)
register.filter("opening", dutch_text.opening)
register.filter("other_themes", other_themes)
register.filter("places", wording.places)
register.filter("result_evidence", wording.result_evidence)
register.filter("shortened", dutch_text.shortened)
register.filter("speaker", wording.speaker)
register.filter("standing", wording.standing)
register.filter("strength", wording.strength)
register.filter("year", wording.year)


@register.filter
def path(url: str) -> str:
    """Return where on this site a record's absolute address leads, whatever name the site is visited by."""
    return urlsplit(url).path


@register.filter
def here(url: str) -> str:
    """Return an address of our own as the path on this site, whatever name it is visited by; any other as it is."""
    return url.removeprefix(settings.GOUDEN_BASE_URL)


@register.inclusion_tag("components/chart.html")
def chart(one: Chart) -> dict[str, Chart]:
    """Show a chart with its table; its style sheet is chart.css."""
    return {"chart": one}


@register.simple_tag
def longest_query() -> int:
    """Return how many signs a query may have."""
    return LONGEST_QUERY


@register.filter
def query_length(text: str) -> str:
    """Return how long a query is, where it comes near what fits; static/js/suggestions.js says so while one types."""
    if len(text) <= LONGEST_QUERY - ROOM_SAID:
        return ""
    return f"{dutch_numbers.grouped(len(text))} van hoogstens {dutch_numbers.grouped(LONGEST_QUERY)} tekens."


PICTOGRAM = (
    '<svg class="pictogram{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
)


@register.simple_tag
def pictogram(slug: str, size: str = "") -> SafeString:
    """Return the picture of a theme for beside its name; `size` may be "large"."""
    symbol, hue = pictogram_of(slug)
    classes = (f" pictogram--hue-{hue}" if hue is not None else "") + (f" pictogram--{size}" if size else "")
    return format_html(PICTOGRAM, classes, static("img/pictograms.svg"), symbol)


# A large catalogue has a thousand of these on each list; as a fragment they would take most of its time.
OPTION = """<div class="facet__option">
  <input type="checkbox" id="{name}-{key}" name="{name}" value="{value}"{state}>
  <label for="{name}-{key}">{label}
    <span class="facet__count">({count}<span class="visually-hidden"> {word}</span>)</span></label>
</div>
"""


@register.filter
def facet_options(options: Iterable[Option], facet: Facet) -> SafeString:
    """Return the check boxes of some of a facet's values, each with how many of what it counts it gives."""
    return format_html_join("", OPTION, (_as_shown(option, facet) for option in options))


def _as_shown(option: Option, facet: Facet) -> dict[str, SafeString]:
    state = " checked" if option.chosen else " disabled" if option.disabled else ""
    word = facet.counted[0 if option.count == 1 else 1]
    shown = {"value": option.value, "label": option.label, "count": str(option.count)}
    shown |= {"name": facet.name, "key": option.key, "state": state, "word": word}
    return {name: _escaped(text) for name, text in shown.items()}


# A page of the country has seven hundred of these.
PLACE = """<li><a href="{url}">{name}</a>
 <span class="places__count">{count}<span class="visually-hidden"> {word}</span></span>{note}</li>
"""
TOWN = """<li><a href="{url}">{name}</a>{count}</li>
"""


@register.filter
def place_rows(marks: Iterable[Mark]) -> SafeString:
    """Return the rows of some places of a map as a list, each with how many it has and what became of it."""
    return format_html_join("", PLACE, (_as_place(mark) for mark in marks))


def _as_place(mark: Mark) -> dict[str, SafeString]:
    word = "praktijkvoorbeeld" if mark.count == 1 else "praktijkvoorbeelden"
    shown = {"url": mark.url, "name": mark.name, "count": str(mark.count), "word": word}
    note = format_html(' <span class="places__note">{}</span>', mark.former) if mark.former else SafeString()
    return {name: _escaped(text) for name, text in shown.items()} | {"note": note}


@register.filter
def town_rows(towns: Iterable[TownRow]) -> SafeString:
    """Return the rows of an index of municipalities, each with how many it has, if any."""
    return format_html_join("", TOWN, (_as_town(town) for town in towns))


def _as_town(town: TownRow) -> dict[str, SafeString]:
    word = "voorbeeld" if town.number == 1 else "voorbeelden"
    said = format_html(' <span class="index__count">{} {}</span>', town.number, word) if town.number else SafeString()
    return {"url": _escaped(town.url), "name": _escaped(town.label), "count": said}


# The same thousand values come back in every list.
@lru_cache(maxsize=20_000)
def _escaped(text: str) -> SafeString:
    return escape(text)
