"""What a page is about, for machines: JSON-LD in the words of schema.org."""

from collections.abc import Iterable
from typing import Any, Protocol

import orjson
from django.utils.safestring import SafeString, mark_safe

from gouden.web.http.links import absolute

Node = dict[str, Any]

# No text can end the element it stands in, whatever it holds.
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class BreadcrumbStep(Protocol):
    """A step of the way to a page; the page itself has no path."""

    @property
    def label(self) -> str: ...

    @property
    def url(self) -> str: ...


def document(nodes: list[Node]) -> str:
    """Return `nodes` as a document in JSON-LD."""
    return orjson.dumps({"@context": "https://schema.org", "@graph": nodes}).decode()


def script(nodes: list[Node]) -> SafeString:
    """Return `nodes` as JSON for a script element of type application/ld+json; empty for none.

    Browsers run nothing of that type, so it is outside the reach of the Content Security Policy.
    """
    if not nodes:
        return SafeString()
    text = document(nodes)
    for character, escape in ESCAPED.items():
        text = text.replace(character, escape)
    return mark_safe(text)  # noqa: S308  # escaped just now


def breadcrumb(steps: Iterable[BreadcrumbStep]) -> Node:
    """Return the way to a page, from the home page on."""
    way = [("Home", "/"), *((step.label, step.url) for step in steps)]
    items = [
        {"@type": "ListItem", "position": position, "name": label} | ({"item": absolute(path)} if path else {})
        for position, (label, path) in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def filled(node: Node) -> Node:
    """Return `node` without what is empty: nothing is said of what is not known."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
