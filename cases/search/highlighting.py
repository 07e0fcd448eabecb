"""Why a case was found: the words marked, and the name it was found by."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cases.models import SearchEntry
from cases.search.indexing.document import SearchLabel
from cases.search.language.analyser import TIED, name_terms, words
from cases.search.language.numbers import amounts
from cases.search.queries.query import Concept, Query

# As many signs of a longer text are shown.
SNIPPET_LENGTH = 240
# In a long question, what weighs less than this part of the heaviest thing only came along: it is not marked.
TELLING = 1 / 4
# Words that belong together and need not stand side by side are this near, in words that say something.
NEAR = 8


class Said(NamedTuple):
    """Where a text says something that was looked for: from sign to sign, and which of the things it is."""

    start: int
    end: int
    thing: int


class Snippet(NamedTuple):
    """A part of a text with the words marked, and the things that were looked for which it says."""

    shown: SafeString
    things: frozenset[int]


class _Token(NamedTuple):
    """A word of a text that says something: where it stands, and the terms it is indexed by."""

    start: int
    end: int
    terms: tuple[str, ...]


class Highlighter:
    """Finds where texts say what a query looks for: only in the ways that were really looked for.

    A thing that is looked for is told by its place among the concepts of the query.
    """

    def __init__(self, query: Query, things: Iterable[int] | None = None, *, loosely: bool = False) -> None:
        """Look for these things; all of them by default.

        `loosely`: also a single word of those that belong together, however far away the others stand.
        """
        self.concepts = query.concepts
        self.looked_for = frozenset(range(len(query.concepts)) if things is None else things)
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._apart: list[tuple[tuple[str, ...], int]] = []
        for thing in sorted(self.looked_for):
            for way in self.concepts[thing].ways:
                if way.together:
                    self._phrases.setdefault(way.terms[0], []).append((way.terms, thing))
                elif not loosely:
                    self._apart.append((way.terms, thing))
                else:
                    for term in way.terms:
                        self._phrases.setdefault(term, []).append(((term,), thing))
        self._apart_terms = {term for phrase, _ in self._apart for term in phrase}

    def weight(self, things: Iterable[int]) -> float:
        """Return what these things weigh in the query."""
        return sum(self.concepts[thing].weight for thing in things)

    def said(self, text: str) -> list[Said]:
        """Return where `text` says what is looked for, in its order."""
        tokens = _tokens(text)
        found = set()
        places: dict[str, list[int]] = {}
        for at, token in enumerate(tokens):
            for term in token.terms:
                if term in self._apart_terms:
                    places.setdefault(term, []).append(at)
                for phrase, thing in self._phrases.get(term, ()):
                    following = tokens[at : at + len(phrase)]
                    if [part for part, one in zip(phrase, following, strict=False) if part in one.terms] == [*phrase]:
                        found |= {Said(one.start, one.end, thing) for one in following}
        for phrase, thing in self._apart if places else ():
            found |= {Said(tokens[at].start, tokens[at].end, thing) for at in _near(phrase, places)}
        return sorted(found)

    def things(self, text: str) -> frozenset[int]:
        """Return the things that `text` says."""
        return frozenset(one.thing for one in self.said(text))

    def snippet(self, text: str, *, length: int = SNIPPET_LENGTH) -> Snippet:
        """Return the part of `text` that says most of what was asked, escaped, with the words in <mark>."""
        said = self.said(text)
        start, end = self._window(text, said, length)
        within = [one for one in said if start <= one.start and one.end <= end]
        parts, at = ["… " if start else ""], start
        for a, b in dict.fromkeys((one.start, one.end) for one in within):
            parts += [escape(text[at:a]), format_html("<mark>{}</mark>", text[a:b])]
            at = b
        parts += [escape(text[at:end]), " …" if end < len(text) else ""]
        shown = mark_safe("".join(parts))  # noqa: S308  # every part is escaped above
        return Snippet(shown, frozenset(one.thing for one in within))

    def best(self, texts: Sequence[str]) -> str:
        """Return the one of these texts that says most of what was asked, the first of equals; empty when none does."""
        best, most = "", 0.0
        for text in texts:
            things = self.things(text)
            if (weight := self.weight(things)) > most:
                best, most = text, weight
                if things == self.looked_for:
                    break
        return best

    def _window(self, text: str, said: list[Said], length: int) -> tuple[int, int]:
        """Return where the piece of `length` signs that says most starts and ends, at the borders of words."""
        if len(text) <= length:
            return 0, len(text)

        def worth(first: int) -> tuple[float, int, int]:
            a = said[first].start
            within = [one for one in said[first:] if one.end <= a + length]
            return self.weight({one.thing for one in within}), len(within), -a

        best = said[max(range(len(said)), key=worth)].start if said else 0
        start = max(0, min(best - length // 4, len(text) - length))
        # At the next word, so that what stands at the very end of the text is not cut off.
        border = text.find(" ", start - 1) + 1 if start else 0
        start = border if border <= best else start
        end = start + length
        if end >= len(text):
            return start, len(text)
        last = text.rfind(" ", start, end + 1)
        return start, last if last > start else end


def _near(phrase: tuple[str, ...], places: dict[str, list[int]]) -> Iterator[int]:
    """Yield where the terms of `phrase` stand near each other."""
    stand = [places.get(term, []) for term in phrase]
    for at in stand[0] if all(stand) else ():
        near = [min(others, key=lambda other: abs(other - at)) for others in stand]  # used at once
        if max(near) - min(near) <= NEAR:
            yield from near


# A list looks at the same texts several times.
@lru_cache(maxsize=500)
def _tokens(text: str) -> list[_Token]:
    found, at = [], 0
    for start, end, read in [*amounts(text), (len(text), len(text), "")]:
        for match in TIED.finditer(text, at, start):
            found += [_Token(*match.span(), terms) for terms in _indexed(match.group())]
        found += [_Token(start, end, terms) for word in read.split() for terms in _indexed(word)]
        at = end
    return found


@lru_cache(maxsize=50_000)
def _indexed(tied: str) -> tuple[tuple[str, ...], ...]:
    """Return for each part of a word with what is tied to it the terms it is looked for by."""
    parts: list[tuple[str, ...]] = []
    wholes: tuple[str, ...] = ()
    for word in words(tied):
        if word.joined:
            wholes = (word.term,)
        elif not word.is_stop:
            # A name is looked for as it is, too.
            named = word.written[:1].isupper() and word.folded != word.term
            parts.append((word.term, word.folded) if named else (word.term,))
    return (parts[0] + wholes, *parts[1:]) if parts else ()


def highlighters(query: Query) -> Iterator[Highlighter]:
    """Yield ways to say why a case was found, the strictest first: the next one is for a case of which it says nothing.

    What tells in a long question, and not what only came along; then all of it; then words apart that belong together.
    """
    heaviest = max((concept.weight for concept in query.concepts), default=0)
    least = TELLING * heaviest if query.is_long else 0
    telling = [thing for thing, concept in enumerate(query.concepts) if concept.weight >= least]
    yield Highlighter(query, telling)
    if len(telling) < len(query.concepts):
        yield Highlighter(query)
    yield Highlighter(query, loosely=True)


def snippet(text: str, query: Query, *, length: int = SNIPPET_LENGTH) -> SafeString:
    """Return the part of `text` that says most of what was asked, escaped, with the words asked for in <mark>."""
    return next(highlighters(query)).snippet(text, length=length).shown


def labels(pks: Iterable[int]) -> dict[int, list[SearchLabel]]:
    """Return by key the names by which each public case is found; one query."""
    rows = SearchEntry.objects.filter(pk__in=list(pks)).values_list("pk", "labels")
    return {pk: [SearchLabel(*label) for label in stored] for pk, stored in rows}


def found_by(concepts: Iterable[Concept], labels: Sequence[SearchLabel]) -> str:
    """Return the names by which a case holds these things: 'organisatie Figulus, thema Preventie'."""
    said = [_reason(concept, label) for concept in concepts if (label := _named(concept, labels))]
    return ", ".join(dict.fromkeys(said))


def _reason(concept: Concept, label: SearchLabel) -> str:
    # What editors tied to a word has no name of its own.
    return f"{label.kind} {label.name or f'‘{concept.typed}’'}"


def _named(concept: Concept, labels: Iterable[SearchLabel]) -> SearchLabel | None:
    return next((label for label in labels if any(_says(concept, name) for name in label.names)), None)


def _says(concept: Concept, name: str) -> bool:
    column, terms = _column(name)
    return any(
        f" {' '.join(way.terms)} " in column if way.together else terms.issuperset(way.terms) for way in concept.ways
    )


@lru_cache(maxsize=20_000)
def _column(name: str) -> tuple[str, frozenset[str]]:
    """Return the terms of a name in their order, with spaces around each, and as a set."""
    terms = name_terms(name)
    return f" {' '.join(terms)} ", frozenset(terms)
