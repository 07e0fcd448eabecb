"""Prose as editors write it, made into HTML that cannot do harm."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"a", "blockquote", "br", "em", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong", "ul"}
# A section has an h2 of its own, so the headings inside it start one lower.
LEVELS_DOWN = 2

_parser = MarkdownIt("commonmark", {"html": False})


def to_html(text: str) -> SafeString:
    """Return Markdown as HTML: paragraphs, headings, lists, quotes, emphasis and links, and nothing else."""
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + LEVELS_DOWN, 6)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    return mark_safe(clean)  # noqa: S308  # nh3 has just cleaned it
