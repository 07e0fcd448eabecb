"""The parts of a card that are the same wherever it stands, rendered once for what the card says.

A card stands in many lists, and most stay as they are when something is published.
"""

import datetime
from functools import lru_cache

import orjson
from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from cases.projection.records import Card

register = template.Library()

# What a list adds to a card, which these parts do not show.
ADDED = {"marked_title", "marked", "found_by", "passage", "by_meaning", "fit"}
# So many parts are kept: four to five kilobytes each, with the card they are of.
KEPT = 2_000


@register.filter
def card_kind(card: Card) -> SafeString:
    """Return what a card is about, which kind it is and where it plays."""
    return _part("card_kind", card)


@register.filter
def card_brief(card: Card) -> SafeString:
    """Return how it stands, what is told of it in brief, and its other themes."""
    return _part("card_brief", card)


def _part(name: str, card: Card) -> SafeString:
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered
    shown = {field: value for field, value in card.items() if field not in ADDED}
    return render(name, orjson.dumps(shown), timezone.localdate())


@lru_cache(maxsize=KEPT)
def _rendered(name: str, card: bytes, day: datetime.date) -> SafeString:
    return render_to_string(f"components/{name}.html", {"card": orjson.loads(card)})
