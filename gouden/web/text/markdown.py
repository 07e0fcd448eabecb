"""Prose as editors write it, made into HTML that cannot do harm."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gouden.web.text.dutch_text import SENTENCE_END

TAGS = {"a", "blockquote", "br", "em", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong", "ul"}
# A section has an h2 of its own, so the headings inside it start one lower.
LEVELS_DOWN = 2
# The class of a link that we lay over a word, and no writer can.
OVER_A_WORD = "explained"

_parser = MarkdownIt("commonmark", {"html": False})


class WordLinks(Protocol):
    """Tells which parts of a text lead somewhere."""

    def parts(self, text: str) -> Sequence[tuple[str, str]]:
        """Return `text` in parts, each with the address to which it leads; empty: it leads nowhere."""


def to_html(text: str, links: WordLinks | None = None) -> SafeString:
    """Return Markdown as HTML: paragraphs, headings, lists, quotes, emphasis and links, and nothing else.

    `links` lays links over words of running text: not of headings, quotes and what is a link already.
    """
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + LEVELS_DOWN, 6)}"
    if links:
        for token in _running(tokens):
            token.children = [part for child in _outside_links(token) for part in _linked(*child, links)]
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        allowed_classes={"a": {OVER_A_WORD}},
        url_schemes={"http", "https", "mailto"},
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has just cleaned it


def first_sentence(text: str) -> str:
    """Return the first sentence of Markdown as plain text: of running text, or else of a quotation or heading."""
    return SENTENCE_END.split(first_paragraph(text))[0]


def first_paragraph(text: str) -> str:
    """Return the first paragraph of Markdown as plain text: of running text, or else a quotation or heading."""
    tokens = _parser.parse(text)
    blocks = [*_running(tokens), *(token for token in tokens if token.type == "inline")]
    plain = (" ".join("".join(_words(block)).split()) for block in blocks)
    return next((words for words in plain if words), "")


def _words(block: Token) -> Iterator[str]:
    """Yield the text of a block without marks; a line ends in a space."""
    for child in block.children or ():
        yield " " if child.type in {"softbreak", "hardbreak"} else child.content


def _running(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield what holds running text: not in a heading or a quotation."""
    apart = 0
    for token in tokens:
        if token.type in {"heading_open", "heading_close", "blockquote_open", "blockquote_close"}:
            apart += token.nesting
        elif token.type == "inline" and not apart:
            yield token


def _outside_links(token: Token) -> Iterator[tuple[Token, bool]]:
    """Yield the parts of a line, each with whether it is text outside a link."""
    depth = 0
    for child in token.children or ():
        depth += child.nesting if child.type in {"link_open", "link_close"} else 0
        yield child, child.type == "text" and not depth


def _linked(token: Token, free: bool, links: WordLinks) -> Iterator[Token]:
    if not free:
        yield token
        return
    for text, url in links.parts(token.content):
        if url:
            yield Token("link_open", "a", 1, attrs={"href": url, "class": OVER_A_WORD})
        yield Token("text", "", 0, content=text)
        if url:
            yield Token("link_close", "a", -1)
