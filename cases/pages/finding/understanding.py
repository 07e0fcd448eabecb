"""How a question was read, in sentences above what it finds: what was looked for instead, added, and left out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from cases.listing.filter_kinds import NO_WORDS
from cases.search.queries.query import Concept, Query
from gouden.web.pages.mixins import address
from gouden.web.text.dutch_text import enumeration

# Of several, so many words are named.
NAMED = 4
# In a long question, what weighs less than this part of the heaviest thing only came along.
TELLING = 1 / 4


class Understood(NamedTuple):
    """A sentence about how a question was read, and what undoes that: the words of a link and its address."""

    text: str
    undo: str = ""
    url: str = ""


def understood(query: Query, params: QueryDict, *, finds: bool, only_near: bool = False) -> list[Understood]:
    """Return how the words of a list with these parameters were read; nothing where they were taken as they are.

    `finds`: whether the list holds anything; `only_near`: whether nothing in it holds all of the question.
    """
    if query.has_no_words:
        return [Understood(NO_WORDS)]
    parts = [_corrected, _by_editors, _otherwise, _in_vain, _quoted, _excluded]
    found = [one for part in parts for one in part(query, params)]
    if not finds:
        return found
    if query.is_long:
        return [*found, _long(query)]
    if only_near and (len(query.concepts) > 1 or not found):
        found.append(Understood("Geen van deze voorbeelden houdt alles in wat u vraagt; ze komen het dichtst bij."))
    return found


def _corrected(query: Query, params: QueryDict) -> Iterator[Understood]:
    """Between double quotes nothing is corrected, so that is how the list is asked to take a word as it is."""
    if not query.corrections:
        return
    quoted = query.text
    for one in query.corrections:
        quoted = re.sub(rf"(?<![\w\"]){re.escape(one.typed)}(?![\w\"])", f'"{one.typed}"', quoted)
    used, typed = _said([one.used for one in query.corrections]), _said([one.typed for one in query.corrections])
    yield Understood(f"Gezocht op {used} in plaats van {typed}.", f"Zoek toch op {typed}", _list(params, quoted))


def _by_editors(query: Query, params: QueryDict) -> Iterator[Understood]:
    for concept in query.by_word:
        word = concept.by_word
        if word is None or not word.is_tied:
            continue
        sought = ["voorbeelden die de redactie erbij koos"] if word.cases else []
        sought += [f"wat gaat over {_said(word.names)}"] if word.names else []
        told = "Ook gezocht op" if concept.is_literal else "Niet letterlijk gevonden; gezocht op"
        near = " Die gaan over iets in de buurt, niet over dit zelf." if word.broader else ""
        text = _meaning(word.word, word.meaning, f"{told} {' en '.join(sought)}.{near}")
        if concept.is_literal and concept.typed in query.text:
            alone = query.text.replace(concept.typed, f'"{concept.typed}"')
            yield Understood(text, f"Zoek alleen op ‘{concept.typed}’", _list(params, alone))
        else:
            yield Understood(text)


def _meaning(word: str, meaning: str, chose: str) -> str:
    return f"‘{word}’: {meaning[:1].lower()}{meaning[1:].rstrip('.')}. {chose}"


def _otherwise(query: Query, params: QueryDict) -> Iterator[Understood]:
    concepts = [one for one in _telling(query) if one.said_otherwise and not one.by_word]
    alone = len(query.concepts) == 1 and not (query.left_out or query.corrections)
    for one in concepts:
        start = "Niet letterlijk gevonden" if alone else f"Geen voorbeeld zegt ‘{one.typed}’"
        yield Understood(f"{start}; gezocht op {_said(one.said_otherwise, 'of')}.")
    for part in query.taken_apart[:NAMED]:
        yield Understood(f"Geen voorbeeld zegt ‘{part.typed}’; gezocht op {part.used}.")


def _in_vain(query: Query, params: QueryDict) -> Iterator[Understood]:
    for word in query.untied.values():
        yield Understood(_meaning(word.word, word.meaning, "Geen voorbeeld zegt het, en de redactie koos er geen bij."))
    words = [word for word in query.left_out if word not in query.quoted and word not in query.untied]
    if words:
        missed = f"{reverse('missed')}?{urlencode({'zoek': query.text})}"
        told = "; daar is niet op gezocht" if query.concepts else ""
        yield Understood(f"Geen voorbeeld zegt {_said(words)}{told}.", "Laat weten wat u miste", missed)


def _quoted(query: Query, params: QueryDict) -> Iterator[Understood]:
    if query.quoted:
        plain = query.text
        for said in query.quoted:
            plain = re.sub(rf'(?<!-)["“”„]\s*{re.escape(said)}\s*["“”„]?', said, plain)
        yield Understood(
            f"Gezocht op precies {_said(query.quoted)}.",
            "Zoek zonder aanhalingstekens",
            _list(params, plain),
        )


def _excluded(query: Query, params: QueryDict) -> Iterator[Understood]:
    if query.excluded:
        kept = query.text
        for said in query.excluded:
            kept = re.sub(rf'(?<!\S)-["“„]?{re.escape(said)}["”“]?', "", kept)
        words = _said(query.excluded, "of")
        yield Understood(f"Zonder voorbeelden met {words}.", "Neem die mee", _list(params, " ".join(kept.split())))


def _long(query: Query) -> Understood:
    said = _said([one.typed for one in _telling(query)])
    return Understood(
        f"U vraagt veel tegelijk: wat hier staat, hoeft niet alles in te houden. Het zwaarst tellen {said}."
    )


def _telling(query: Query) -> list[Concept]:
    """Return what a question is about, as it was typed: in a long one the heaviest."""
    if not query.is_long:
        return query.concepts
    heaviest = sorted(query.concepts, key=lambda one: -one.weight)[:NAMED]
    return [one for one in query.concepts if one in heaviest and one.weight >= TELLING * heaviest[0].weight]


def _said(words: Sequence[str], conjunction: str = "en") -> str:
    """Return words as they are named in a sentence, of many only the first."""
    names = [f"‘{word}’" for word in dict.fromkeys(words)]
    more = len(names) - NAMED
    return enumeration([*names[:NAMED], f"nog {more}"] if more > 0 else names, conjunction)


def _list(params: QueryDict, words: str) -> str:
    return address(params, zoek=words, page=None)
