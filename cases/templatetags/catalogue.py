"""Records and cards in templates: see `cases.wording` for what each of these says."""

from urllib.parse import urlsplit

from django import template

from cases import wording
from gouden.web.markdown import to_html

register = template.Library()

register.filter("checked_since", wording.checked_since)
register.filter("day", wording.day)
register.filter("figure", wording.figure)
register.filter("knowledge", wording.knowledge)
register.filter("lifecycle", wording.lifecycle)
register.filter("markdown", to_html)
register.filter("municipality", wording.municipality)
register.filter("number", wording.number)
register.filter("opening", wording.opening)
register.filter("places", wording.places)
register.filter("strength", wording.strength)


@register.filter
def path(url: str) -> str:
    """Return where on this site a record's absolute address leads, whatever name the site is visited by."""
    return urlsplit(url).path
