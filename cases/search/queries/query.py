"""What somebody typed, understood: the things looked for, what was corrected and what is left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cases.search import engine
from cases.search.indexing.markers import is_marker
from cases.search.language.analyser import fold, stem
from cases.search.language.words import NARRATION
from cases.search.queries.expression import Expression, Phrase, Without, all_of, some_of
from cases.search.queries.literal import saying
from cases.search.queries.query_signs import any_phrase, unsigned
from cases.search.queries.search_words import EditorsWord

if TYPE_CHECKING:
    from cases.search.meaning.block import Near

# With fewer cases that hold everything, those near it are found as well: that hold the better part of it, or say it in
# wider words.
ENOUGH = 20
# The part of the query, by weight, that a case must hold to be found when too few hold all of it.
BETTER_PART = 1 / 4
# From so many things on, a question is told as a story: what it is about counts more than the words around it, and few
# cases hold much of it.
LONG = 4
# In a long question: how much more a rare thing tells than a common one (1: as in a short one), how much less what no
# subject is, and how much more what is said again.
TELLING_APART, ASIDE, AGAIN = 1.5, 0.4, 0.5
# From so many on: how much less what only tells the story, and how much more what stands in a sentence that asks.
STORY, NARRATED, IN_QUESTION = 8, 0.6, 1.3
# A sentence that asks.
ASKED = re.compile(r"[^.?!]*\?")
NARRATING = frozenset(map(stem, NARRATION))
# More things than this are not told apart: the lightest join in only when a case holds the others.
TOLD_APART = 8
# So many cases that are about the same are found, though they say it in other words.
ABOUT_THE_SAME = 10
# A way with no greater share says something wider than what was asked: a word it resembles.
WIDER = 0.2


@dataclass(frozen=True)
class Correction:
    """A word that does not occur, and the word looked for in its place."""

    typed: str
    used: str


@dataclass(frozen=True)
class Way:
    """One way of saying what is looked for."""

    terms: tuple[str, ...]
    share: float = 1.0
    # Whether its terms stand one after the other, or anywhere in the case.
    together: bool = True
    # Whether it is a subject that what was asked falls under, however much that counts.
    is_wider: bool = False

    @property
    def expression(self) -> Expression:
        if self.together:
            return Phrase(self.terms)
        return all_of([Phrase((term,)) for term in dict.fromkeys(self.terms)])


@dataclass(frozen=True)
class Concept:
    """One thing looked for, in every way it is said."""

    typed: str
    ways: tuple[Way, ...]
    # How much it tells cases apart: inverse document frequency.
    weight: float
    # In about how many cases it stands.
    cases: float
    negated: bool = False
    # The word of the editors that it is, where it is one.
    by_word: EditorsWord | None = None
    # Whether a case says it as it was typed.
    is_literal: bool = True
    # What is looked for in its place where none does, as a reader writes it.
    said_otherwise: tuple[str, ...] = ()
    # Between quotes: a case is only found when it holds this.
    is_quoted: bool = False

    @property
    def expression(self) -> Expression:
        """What a case must hold to be found by it."""
        return _any_of(self.ways)

    @property
    def itself(self) -> Expression | None:
        """What a case must hold to hold this and not something wider; None when it is only said in wider words.

        What editors tied to a word is it, unless they say that those cases are only near.
        """
        ways = [way for way in self.ways if way.share > WIDER and not (way.is_wider or self._is_near(way))]
        return _any_of(ways) if ways else None

    def _is_near(self, way: Way) -> bool:
        word = self.by_word
        return bool(word and word.broader and (is_marker(way.terms[0]) or way.terms in word.said))


def _any_of(ways: Sequence[Way]) -> Expression:
    """Return what holds one of these: what holds its terms side by side is left out where apart is enough."""
    apart = {frozenset(way.terms) for way in ways if not way.together}
    return some_of([way.expression for way in ways if not (way.together and frozenset(way.terms) in apart)])


def weighed(
    concepts: Sequence[Concept], is_subject: Callable[[tuple[str, ...]], bool], text: str = ""
) -> list[Concept]:
    """Return the things of the question `text`, each once, with what they weigh in it.

    In a long one that is more for what it is about: what tells cases apart, what `is_subject` or is a word of the
    editors, what is said again or in a sentence that asks; and less for what only tells the story.
    """
    times = Counter(concept.ways for concept in concepts)
    found = list({concept.ways: concept for concept in concepts}.values())
    if len(found) < LONG:
        return found
    asked = f" {fold(' '.join(ASKED.findall(text)))} "

    def weight(concept: Concept) -> float:
        terms = concept.ways[0].terms
        heavier = concept.weight**TELLING_APART * (1 + AGAIN * (times[concept.ways] - 1))
        heavier *= 1 if concept.by_word or is_subject(terms) else ASIDE
        if len(found) < STORY:
            return heavier
        narrated = not concept.by_word and NARRATING.issuperset(terms)
        return heavier * (NARRATED if narrated else 1) * (IN_QUESTION if f" {fold(concept.typed)} " in asked else 1)

    return [replace(concept, weight=weight(concept)) for concept in found]


class _Answer(NamedTuple):
    expression: Expression | None
    ids: list[int]
    whole: frozenset[int] = frozenset()


@dataclass
class Query:
    """What is looked for. Made by `cases.search.parse`."""

    text: str
    corrected_text: str = ""
    corrections: list[Correction] = field(default_factory=list)
    # Words that occur nowhere, with the words they are made of, which are looked for in their place.
    taken_apart: list[Correction] = field(default_factory=list)
    # Words that occur in no case and resemble none that does.
    left_out: list[str] = field(default_factory=list)
    # Of these, by how they were typed, the words of the editors to which they tied nothing that readers see.
    untied: dict[str, EditorsWord] = field(default_factory=dict)
    # Words that only put the question.
    filler: list[str] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)
    # What was typed between quotes: it stands like that, side by side, in every case found.
    quoted: list[str] = field(default_factory=list)
    # What was typed after a minus: it stands in no case found.
    excluded: list[str] = field(default_factory=list)
    # Whether something was typed and none of it is a word: one letter, a sign, a picture. Nothing is found then.
    has_no_words: bool = False
    # How many cases there were when it was read.
    among: int = 1

    @property
    def without_signs(self) -> str:
        """What was typed, without quotes and without what is to be left out."""
        return unsigned(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for: nothing was typed, or filler only. Then every case is found."""
        return not (self.concepts or self.left_out or self.excluded or self.has_no_words)

    @property
    def is_long(self) -> bool:
        """Whether it is a question of many things, of which hardly any case holds all."""
        return len(self.concepts) >= LONG

    @property
    def by_word(self) -> list[Concept]:
        """The things looked for as the editors' words say: by ties to cases and to what these tell of."""
        return [concept for concept in self.concepts if concept.by_word]

    @property
    def terms(self) -> list[str]:
        """Every term looked for, once."""
        return list(dict.fromkeys(term for concept in self.concepts for way in concept.ways for term in way.terms))

    @property
    def expression(self) -> Expression | None:
        """What a case must hold to be found; None when no case can."""
        return self._answer.expression

    @property
    def heaviest(self) -> list[Concept]:
        """The things that are told apart, the heaviest first."""
        return sorted(self.concepts, key=lambda concept: -concept.weight)[:TOLD_APART]

    @property
    def any_of_the_heaviest(self) -> Expression:
        """What says at least one of those, each way of saying it once."""
        return _any_of([way for concept in self.heaviest for way in concept.ways])

    @property
    def ids(self) -> list[int]:
        """The primary keys of all cases found, in no order."""
        return self._answer.ids + self.by_meaning

    @property
    def by_words(self) -> list[int]:
        """The cases that hold all or the better part of what is looked for, in no order."""
        return self._answer.ids

    @cached_property
    def nearest(self) -> "list[Near]":
        """The cases that are about what is asked, in whatever words, the nearest first; none without a model."""
        from cases.search.meaning.answering import about_the_same

        return about_the_same(self) if self._answer.expression else []

    @cached_property
    def by_meaning(self) -> list[int]:
        """The cases found by that alone: the first few, where few hold everything. They are near what is asked."""
        from cases.search.meaning.embedder import embedder

        # Without a model nothing is asked of the database either.
        if embedder() is None or len(self.whole) >= ENOUGH:
            return []
        held = set(self._answer.ids)
        return [near.case for near in self.nearest[:ABOUT_THE_SAME] if near.case not in held]

    @property
    def whole(self) -> frozenset[int]:
        """Of these, those that hold everything that is looked for; the others are near it.

        Of a long question few hold all, and to hold all of it is not to answer it best: none is set apart.
        """
        return self._answer.whole

    @property
    def is_said(self) -> bool:
        """Whether cases say everything that was typed: nothing occurs nowhere, nor is only tied to them by editors."""
        return not (self.left_out or self.taken_apart) and all(concept.is_literal for concept in self.concepts)

    @property
    def holds_all(self) -> bool:
        """Whether every case found holds everything that is looked for."""
        return len(self.whole) == len(self.ids)

    @cached_property
    def _answer(self) -> "_Answer":
        """What a case must hold, and the cases that do: one query, and another when few hold everything."""
        if not set(self.quoted).isdisjoint(self.left_out):
            return _Answer(None, [])
        if not self.concepts:
            others = self._all_but_excluded() if not self.left_out and self.excluded else []
            return _Answer(None, others, frozenset(others))
        everything = [concept.itself for concept in self.concepts]
        whole, ids = None, list[int]()
        if all(everything):
            whole = self.bounded(all_of([part for part in everything if part]))
            ids = self._literal(engine.ids(whole))
        if len(ids) >= ENOUGH:
            return _Answer(whole, ids, frozenset(ids))
        # What holds everything holds the better part.
        found = self.bounded(self._better_part() if len(self.concepts) > 1 else self.concepts[0].expression)
        if found == whole:
            return _Answer(whole, ids, frozenset(ids))
        return _Answer(found, self._literal(engine.ids(found)), frozenset() if self.is_long else frozenset(ids))

    def bounded(self, expression: Expression) -> Expression:
        """Return `expression` with what must stand in a case and without what may not."""
        literal = [concept.expression for concept in self.concepts if concept.is_quoted]
        wanted = all_of([*literal, expression])
        return Without(wanted, any_phrase(self.excluded)) if self.excluded else wanted

    def _literal(self, pks: list[int]) -> list[int]:
        """Return those of the cases that say what is quoted just like that."""
        return saying(self.quoted, pks) if self.quoted and pks else pks

    def _all_but_excluded(self) -> list[int]:
        unwanted = set(engine.ids(any_phrase(self.excluded)))
        return [pk for pk in engine.every_id() if pk not in unwanted]

    def _better_part(self) -> Expression:
        """Return what holds one of the smallest sets of concepts that together weigh enough."""
        heaviest = self.heaviest
        least = BETTER_PART * sum(concept.weight for concept in heaviest)
        chosen: list[set[int]] = []
        for size in range(1, len(heaviest) + 1):
            for group in combinations(range(len(heaviest)), size):
                enough = sum(heaviest[at].weight for at in group) >= least
                if enough and not any(smaller <= set(group) for smaller in chosen):
                    chosen.append(set(group))
        return _one_of([concept.expression for concept in heaviest], [tuple(sorted(group)) for group in chosen])


def _one_of(parts: Sequence[Expression], groups: Iterable[tuple[int, ...]]) -> Expression:
    """Return what holds all parts of one of these groups, none of which is the beginning of another.

    What groups begin with is said once: an engine looks for each phrase as often as it is said.
    """
    by_first: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for first, *others in groups:
        by_first[first].append(tuple(others))
    return some_of(
        [
            all_of([parts[first], _one_of(parts, others)]) if all(others) else parts[first]
            for first, others in by_first.items()
        ]
    )
