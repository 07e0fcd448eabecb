"""The words of the editors: what readers type and cases may never say, and what each is tied to.

Only what readers see is in it: of what is a draft or was withdrawn a tie shows nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value

from cases.models import ClaimAddress, PublishedCase, SearchWord, SearchWordCase, SearchWordClaim
from cases.search.indexing.markers import marker
from cases.search.language.analyser import fold, phrases, words
from cases.search.language.words import FIGURES, FILLER, NEGATION

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class EditorsWord:
    """A word of the editors with those of its ties that readers see, each kind in its order."""

    word: str
    meaning: str
    # Whether the cases are only about something larger or next to it.
    broader: bool
    # The addresses of the cases, best first.
    cases: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    # What the tied terms are called, as search reads it.
    said: tuple[Phrase, ...] = ()
    claims: tuple[ClaimAddress, ...] = ()
    # What the elements, obstacles and terms are called, for a reader.
    names: tuple[str, ...] = ()

    @property
    def is_tied(self) -> bool:
        """Whether it leads anywhere."""
        return bool(self.cases or self.elements or self.obstacles or self.said)

    @property
    def case_markers(self) -> list[str]:
        """The terms by which its cases are found, best first."""
        return [marker("case", slug) for slug in self.cases]

    @property
    def about_markers(self) -> list[str]:
        """The terms by which the cases that tell of its elements and obstacles are found."""
        elements = [marker("element", slug) for slug in self.elements]
        return elements + [marker("obstacle", slug) for slug in self.obstacles]


@dataclass
class _Ties:
    """What a word is tied to, as it is gathered."""

    # The slugs by kind: case, element, obstacle.
    slugs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    claims: list[ClaimAddress] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    said: list[Phrase] = field(default_factory=list)


class EditorsWords:
    """Looks up what a phrase of analysed terms means to the editors, as of one version of the catalogue."""

    def __init__(self) -> None:
        """One query, and three more where there are words."""
        self._by_phrase: dict[Phrase, EditorsWord] = {}
        self.longest = 1
        # Every word of them as it is written: to correct a slip to.
        self.written: set[str] = set()
        # Every term of them: such a word exists, whatever no case says.
        self.terms: set[str] = set()
        rows = list(SearchWord.objects.order_by("pk").values_list("pk", "word", "also", "meaning", "broader"))
        ties = _ties() if rows else {}
        for pk, word, also, meaning, broader in rows:
            tied = ties.get(pk, _Ties())
            self._add([word, *also], _word(word, meaning, broader, tied))

    def _add(self, names: list[str], found: EditorsWord) -> None:
        for name in names:
            self.written.update(word.written.lower() for word in words(name) if not word.joined)
            for phrase in asked(name):
                self._by_phrase.setdefault(phrase, found)
                self.longest = max(self.longest, len(phrase))
                self.terms.update(phrase)

    def get(self, phrase: Phrase) -> EditorsWord | None:
        """Return the word that `phrase` is, if it is one."""
        return self._by_phrase.get(phrase)

    def knows(self, terms: Iterable[str]) -> bool:
        """Return whether a word is made of just these terms, in whatever order."""
        return set(terms) in map(set, self._by_phrase)


def asked(name: str) -> list[Phrase]:
    """Return the phrases that a question holds which asks for `name`: without what only puts a question, too.

    What leaves one word of several is none: who asks about "eenzaamheid" does not mean "een tegen eenzaamheid".
    """
    said = [word for word in words(FIGURES.sub(" ", name)) if not word.joined]
    telling = tuple(word.term for word in said if not (word.is_stop or word.folded in FILLER | NEGATION))
    found = [*phrases(name), telling]
    if len(telling) == 1 < len(said):
        found = [phrase for phrase in found if phrase != telling]
    return list(dict.fromkeys(phrase for phrase in found if phrase))


class TakenNames:
    """What readers may type for some words: each leads to one of them."""

    def __init__(self, rows: Iterable[SearchWord] = ()) -> None:
        self._words: dict[str | Phrase, str] = {}
        for row in rows:
            self.add(row)

    def add(self, row: SearchWord) -> None:
        self._words |= {key: row.word for name in (row.word, *row.also) for key in _keys(name)}

    def clash(self, row: SearchWord) -> str:
        """Return in Dutch why `row` cannot stand beside these words; empty: it can."""
        for name in (row.word, *row.also):
            if other := next((self._words[key] for key in _keys(name) if key in self._words), ""):
                return f"‘{name}’ staat al bij het zoekwoord ‘{other}’."
        return ""


def _keys(name: str) -> list[str | Phrase]:
    return [fold(name), *asked(name)]


def _word(word: str, meaning: str, broader: bool, tied: _Ties) -> EditorsWord:
    return EditorsWord(
        word=word,
        meaning=meaning,
        broader=broader,
        cases=tuple(tied.slugs["case"]),
        elements=tuple(tied.slugs["element"]),
        obstacles=tuple(tied.slugs["obstacle"]),
        said=tuple(dict.fromkeys(tied.said)),
        claims=tuple(tied.claims),
        names=tuple(tied.names),
    )


def _ties() -> dict[int, _Ties]:
    """Return the ties of each word to what readers see: to cases and rows in one query, to claims and terms in two."""
    ties: dict[int, _Ties] = defaultdict(_Ties)
    rows = _rows(SearchWordCase, "search_word", "case", "case__published__slug", "case__published__title")
    rows = rows.union(
        _rows(SearchWordClaim, "search_word", "claim", "claim__case__published__slug", "claim__key"),
        _rows(SearchWord.elements.through, "searchword", "element", "element__slug", "element__name"),
        _rows(SearchWord.obstacles.through, "searchword", "obstacle", "obstacle__slug", "obstacle__name"),
        all=True,
    ).order_by()
    for word, kind, slug, name, *_ in sorted(rows, key=lambda row: (row[1], *row[4:])):
        if kind == "claim":
            ties[word].claims.append(ClaimAddress(slug, name))
            continue
        ties[word].slugs[kind].append(slug)
        if kind != "case":
            ties[word].names.append(name)
    public = PublishedCase.objects.claims_at({claim for tied in ties.values() for claim in tied.claims})
    for tied in ties.values():
        tied.claims = [claim for claim in tied.claims if claim in public]
    terms = SearchWord.objects.filter(terms__published_at__isnull=False)
    for word, name, others_of in terms.order_by("terms__name").values_list("pk", "terms__name", "terms__other_names"):
        ties[word].names.append(name)
        ties[word].said += [phrase for called in (name, *others_of) for phrase in phrases(called)]
    return ties


def _rows(ties: type[Model], word: str, kind: str, slug: str, name: str) -> QuerySet[Any]:
    """Return (word, kind, slug, name, place, key) of these ties, but for those to what readers do not see."""
    seen = f"{kind}__published_at" if kind in {"element", "obstacle"} else slug
    place = f"{kind}__position" if kind in {"element", "obstacle"} else "position"
    rows = ties._default_manager.filter(**{f"{seen}__isnull": False}).order_by()
    return rows.values_list(F(word), Value(kind, output_field=CharField()), F(slug), F(name), F(place), F("pk"))
