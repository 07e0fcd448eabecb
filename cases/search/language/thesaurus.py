"""The terms that mean the same, as editors keep them."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cases.search.language.analyser import fold, phrases, words

EQUAL, TRANSLATION, BROADER = "gelijk", "vertaling", "ruimer"
Phrase = tuple[str, ...]


class Overlap(NamedTuple):
    """A term that stands in two groups that each mean the same: it finds all of both, and their other terms do not."""

    term: str
    group: list[str]
    other: list[str]


def overlaps(groups: Iterable[tuple[str, list[str], str]]) -> list[Overlap]:
    """Return the terms that stand in two of these (kind, terms, note) of kind EQUAL, however they are capitalised.

    Where the note of one of the groups names the term, that is meant.
    """
    holding: dict[str, list[tuple[str, list[str], str]]] = defaultdict(list)
    for kind, terms, note in groups:
        if kind == EQUAL:
            for folded, term in {fold(term): term for term in terms}.items():
                holding[folded].append((term, terms, fold(note)))
    return [
        Overlap(term, group, other)
        for folded, found in holding.items()
        for (term, group, note), (_, other, others_note) in pairwise(found)
        if f" {folded} " not in f" {note} {others_note} "
    ]


class Thesaurus:
    """Looks up what else a term or a phrase is called. Phrases are tuples of analysed terms."""

    def __init__(self, groups: Iterable[tuple[str, list[str]]]) -> None:
        """Take (kind, terms) of each synonym.

        A translation leads from its first term to the others, not back; what is broader from the others to its first.
        """
        self._others: dict[Phrase, dict[Phrase, None]] = {}
        self._translations: dict[Phrase, dict[Phrase, None]] = {}
        self._broader: dict[Phrase, dict[Phrase, None]] = {}
        self.longest = 1
        # Every Dutch word in it, as it is written: no Dutch word is taken for a misspelt English one.
        self.written: set[str] = set()
        # How each phrase is written.
        self._names: dict[Phrase, str] = {}
        for kind, names in groups:
            dutch = names[1:] if kind == TRANSLATION else names
            self.written.update(word.written.lower() for name in dutch for word in words(name) if not word.joined)
            said = [phrase for name in names for phrase in phrases(name)]
            for name in dutch:
                self._names |= {phrase: name for phrase in phrases(name) if phrase not in self._names}
            if kind == TRANSLATION:
                self._add(self._translations, phrases(names[0]), said)
            elif kind == BROADER:
                narrower = [phrase for name in names[1:] for phrase in phrases(name)]
                self._add(self._broader, narrower, phrases(names[0]))
            else:
                self._add(self._others, said, said)

    def _add(self, where: dict[Phrase, dict[Phrase, None]], asked: list[Phrase], said: list[Phrase]) -> None:
        for phrase in asked:
            others = where.setdefault(phrase, {})
            others.update((other, None) for other in said if other not in asked or where is self._others)
            others.pop(phrase, None)
            self.longest = max(self.longest, len(phrase))

    def __contains__(self, phrase: Phrase) -> bool:
        return any(phrase in known for known in (self._others, self._translations, self._broader))

    def translations(self, phrase: Phrase) -> list[Phrase]:
        """Return what `phrase` is in Dutch, in the editors' order."""
        return list(self._translations.get(phrase, ()))

    def others(self, phrase: Phrase) -> list[Phrase]:
        """Return what else `phrase` and its translations are called, in the editors' order."""
        said = [phrase, *self.translations(phrase)]
        found = dict.fromkeys(other for one in said for other in self._others.get(one, ()))
        return [other for other in found if other not in said]

    def broader(self, phrase: Phrase) -> list[Phrase]:
        """Return the subjects under which `phrase` falls, and whatever else it is called, in the editors' order."""
        said = [phrase, *self.translations(phrase), *self.others(phrase)]
        return list(dict.fromkeys(subject for one in said for subject in self._broader.get(one, ())))

    def name(self, phrase: Phrase) -> str:
        """Return how a phrase of terms is written in it; empty where it is not in it."""
        return self._names.get(phrase, "")

    @property
    def words(self) -> set[str]:
        """Every term that stands in it, asked or answered."""
        known = (self._others, self._translations, self._broader)
        asked = {phrase for found in known for phrase in found}
        answered = {phrase for found in known for said in found.values() for phrase in said}
        return {term for phrase in asked | answered for term in phrase}
