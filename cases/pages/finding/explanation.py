"""Why each case is in a list: its words marked, the passage that says most, and the names it was found by."""

import html
from collections.abc import Iterable, Mapping

from django.utils.html import strip_tags

from cases.models import CasePassages, PublishedCase
from cases.projection.records import Card, CaseRecord, texts
from cases.search import Highlighter, Query, found_by, highlighters, labels
from cases.search.highlighting import Snippet
from cases.search.indexing.document import SearchLabel
from cases.search.meaning.passages import text_of
from gouden.web.text.dutch_text import shortened
from gouden.web.text.markdown import to_html

# The parts of a record in which words are looked up that neither title nor summary holds, in this order.
TEXTS = ("aanpak", "opbrengst", "aanleiding", "leerpunten", "overdraagbaarheid")
# The kinds of name that say little by themselves.
ASIDE = {"functie", "bron"}
# So many signs of a passage are shown that is about the same.
PASSAGE_SAID = 240


class ExplainedCard(Card):
    """A card with why it was found: title and summary with the words marked, a passage of its text, and names."""

    marked_title: str
    marked: str
    found_by: str
    passage: str
    # Whether it was found by nothing but what it is about; the passage then is the one that is nearest.
    by_meaning: bool


def with_reasons(cards: Iterable[Card], parsed_query: Query) -> list[ExplainedCard]:
    """Return the cards, each with the words that were asked for marked, the passage and the names it was found by.

    Three queries at most: the keys, the names, and the texts of those whose title and summary do not say everything.
    Two more where a model found some.
    """
    cards = list(cards)
    attempts = list(highlighters(parsed_query))
    keys = dict(PublishedCase.objects.filter(slug__in=[card["slug"] for card in cards]).values_list("slug", "pk"))
    names = labels(keys.values())
    about = _about(parsed_query, {pk: slug for slug, pk in keys.items()})
    partly = [card["slug"] for card in cards if _told(attempts[0], card) != attempts[0].looked_for]
    records = dict(PublishedCase.objects.filter(slug__in=partly).values_list("slug", "record")) if partly else {}
    return [
        _by_meaning(card, about[card["slug"]])
        if card["slug"] in about
        else _explained(card, attempts, records.get(card["slug"]), names.get(keys.get(card["slug"], 0), []))
        for card in cards
    ]


def _about(parsed_query: Query, slugs: Mapping[int, str]) -> dict[str, str]:
    """Return, of the cases found by nothing but what they are about, the nearest passage by slug; two queries."""
    alone = slugs.keys() & set(parsed_query.by_meaning)
    if not alone:
        return {}
    near = {near.case: near.passage for near in parsed_query.nearest if near.case in alone}
    records = dict(PublishedCase.objects.filter(pk__in=near).values_list("pk", "record"))
    stored = dict(CasePassages.objects.filter(pk__in=near).values_list("pk", "passages"))
    return {
        slugs[case]: text_of(records[case], *stored[case][number])
        for case, number in near.items()
        if case in records and case in stored
    }


def _by_meaning(card: Card, passage: str) -> ExplainedCard:
    """Return the card with its nearest passage, and no word marked: none of them was looked for."""
    said = shortened(html.unescape(strip_tags(to_html(passage))), PASSAGE_SAID)
    return {**card, "marked_title": "", "marked": "", "found_by": "", "passage": said, "by_meaning": True}


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
        "by_meaning": False,
    }


def _passage(highlighter: Highlighter, record: CaseRecord, told: frozenset[int]) -> Snippet | None:
    """Return the part of the texts that says most, where it says something that title and summary do not, and more."""
    said = [claim["tekst"] for claim in record["uitspraken"]] + texts(record, TEXTS)
    plain = html.unescape(strip_tags(to_html(highlighter.best([text for text in said if text]))))
    passage = highlighter.snippet(plain)
    says_more = passage.things - told and highlighter.weight(passage.things) > highlighter.weight(told)
    return passage if says_more else None
