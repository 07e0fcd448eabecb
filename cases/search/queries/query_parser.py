"""From what somebody typed to a query: its words, corrected, and every way in which each is said."""

import math
import re
from dataclasses import replace

from cases.search.language.analyser import Word, fold, words
from cases.search.language.lexicon import Lexicon, lexicon
from cases.search.queries.bounds import NumberBound, bounds
from cases.search.queries.by_word import concept_by_word
from cases.search.queries.query import STORY, Concept, Correction, Query, Way, weighed
from cases.search.queries.query_signs import Signed, phrase
from cases.search.queries.query_words import Token, tokens_of, typed
from cases.search.queries.said_otherwise import said_otherwise

# How much a way of saying something counts beside the word that was typed.
SYNONYM, APART, COMPOUND, KIN, BROADER = 0.9, 0.5, 0.4, 0.5, 0.2
# What the subject counts that a word falls under in a story: who tells one seldom names what it is about.
BROADER_IN_STORY = 0.6
# And how much another word for it, where cases are about the word that was typed.
BESIDE = 0.6
# What a word counts beside the name it is as well: huis, beside the municipality of Huizen.
BY_NAME = 0.1
# A word that occurs is looked for in two as well, unless more cases than this hold both parts by chance: looking which
# of those hold them side by side would take long.
BY_CHANCE = 200
# What a word tells that stands in no name, summary or party, beside one that always does.
IN_PASSING = 0.3
# A word that occurs nowhere is looked for in its parts when each has so many letters.
TELLING_PART = 4
# A query has at most so many signs.
LONGEST_QUERY = 2_000
# So many words that occur nowhere are looked at more closely, which takes some milliseconds each; others are left out.
LOOKED_AT = 24
# Stands between the parts of a text that have no sign, while its numbers are read.
SEAM = "\x00"
# At this distance a word is a slip of the pen.
VERY_NEAR = 1.0


def has_no_words(text: str) -> bool:
    """Return whether something was typed and none of it is a word: one letter, a sign, a picture."""
    return bool(text.strip()) and not any(words(text))


def parse(text: str, *, corrected: bool = True, known: Lexicon | None = None) -> Query:
    """Return `text` as a query. With `corrected` False, and for words between double quotes, nothing is corrected.

    What is quoted must stand in a case side by side, and what has a minus before it may not stand in it.

    Asks the database once, once more for a phrase of the editors whose words stand in cases, and a few times more after
    the catalogue changed.
    """
    known = known or lexicon()
    signed = Signed.of(text)
    query = Query(text, corrected_text=text, quoted=signed.quoted, excluded=signed.without, among=known.size)
    query.has_no_words = has_no_words(text)
    plain, within = bounds(SEAM.join(signed.plain), known)
    alone = not (within or signed.quoted or signed.without)
    tokens = tokens_of(plain.split(SEAM), query, known, alone=alone)
    query.concepts = _Reader(known, query, corrected).read(tokens, within)
    return query


class _Reader:
    """Turns the words of a query into the things looked for."""

    def __init__(self, known: Lexicon, query: Query, corrected: bool) -> None:
        self.known, self.query, self.corrected = known, query, corrected
        self.looked_at: set[str] = set()
        self.broader = BROADER

    def read(self, tokens: list[Token], within: list[NumberBound]) -> list[Concept]:
        tokens = self._spelled(tokens)
        self.broader = BROADER_IN_STORY if len(tokens) >= STORY else BROADER
        concepts = [concept for text in self.query.quoted if (concept := self._literal(text))]
        concepts += [self._concept(bound.typed, [*bound.ways, Way((bound.noun,), BROADER)]) for bound in within]
        at = 0
        while at < len(tokens):
            length, ways, negated = self._ways(tokens, at)
            if word := self._word_of_editors(tokens, at, at_least=length):
                length, concept = word
                if concept:
                    concepts.append(concept)
                else:
                    self.query.left_out.append(typed(tokens[at : at + length]))
                at += length
                continue
            text = typed(tokens[at : at + length])
            if ways:
                other = said_otherwise(ways, tuple(token.term for token in tokens[at : at + length]), self.known)
                concept = self._concept(text, ways)
                concepts.append(replace(concept, negated=negated, is_literal=not other, said_otherwise=other))
            else:
                self.query.left_out.append(text)
            at += length
        return weighed(concepts, self.known.is_subject, self.query.text)

    def _word_of_editors(self, tokens: list[Token], at: int, *, at_least: int) -> tuple[int, Concept | None] | None:
        """Return the word of the editors that stands at `at`, with its length; without a concept: it leads nowhere.

        None: there is none, or the thesaurus has a longer one.
        """
        for length in range(min(self.known.search_words.longest, len(tokens) - at), at_least - 1, -1):
            said = tokens[at : at + length]
            phrase, denying = tuple(token.term for token in said), said[0].negation
            denied = self.known.search_words.get((denying, *phrase)) if denying else None
            word = denied or self.known.search_words.get(phrase)
            if word:
                negated = bool(denying) and not denied
                concept = concept_by_word(word, typed(said), self._own_ways(said), self.known, negated=negated)
                if concept is None:
                    self.query.untied[typed(said)] = word
                return length, concept
        return None

    def _own_ways(self, said: list[Token]) -> list[Way]:
        """Return the ways of saying a word of the editors itself: no subject it falls under, and no part of it."""
        phrase = tuple(token.term for token in said)
        if len(said) == 1 and phrase[0] in self.known.cases:
            ways = self._occurring(self._single(said[0].word))
            return [way for way in ways if way.share > BROADER and not way.is_wider]
        return [way for way in self._occurring([Way(phrase), *self._synonyms(phrase)]) if way.share > APART]

    def _literal(self, text: str) -> Concept | None:
        """Return what is quoted: it is said in one way only."""
        said = phrase(text)
        folded = fold(text)
        # A word that is its own term only in a name: Huizen, Jansen.
        ways = self._occurring([Way((folded,) if len(said.terms) == 1 and folded in self.known.cases else said.terms)])
        if not ways:
            self.query.left_out.append(text)
            return None
        return replace(self._concept(text, ways), is_quoted=True)

    def _concept(self, typed: str, ways: list[Way]) -> Concept:
        cases = self._cases(ways)
        return Concept(typed, tuple(ways), self._weight(ways, cases), cases)

    def _spelled(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens with every word that does not occur replaced by the one that was likely meant."""
        if not self.corrected:
            return tokens
        return [word for at in range(len(tokens)) for word in self._meant(tokens, at)]

    def _meant(self, tokens: list[Token], at: int) -> list[Token]:
        """Return what is looked for in place of one word."""
        token = tokens[at]
        if self._occurs(tokens, at):
            return [token]
        if other := self.known.inflected(token.term):
            return [Token(Word(token.word.written, other), token.negation)]
        self.looked_at.add(token.word.folded)
        if len(self.looked_at) > LOOKED_AT:
            return [token]
        if used := self._correction(token.word):
            return self._replaced(token, used)
        return self._taken_apart(token)

    def _taken_apart(self, token: Token) -> list[Token]:
        """Return a word that occurs nowhere in its parts, which may have other words that do; short ones say little."""
        parts = self.known.split(token.word.folded) or self.known.split(token.word.folded, loosely=True)
        if min(map(len, parts), default=0) < TELLING_PART:
            return [token]
        said = [self.known.written(part) for part in parts]
        self.query.taken_apart.append(Correction(token.word.written, " en ".join(said)))
        return [Token(Word(one, part), token.negation) for one, part in zip(said, parts, strict=True)]

    def _correction(self, word: Word) -> str:
        """Return the word likely meant by one that occurs nowhere; empty when it exists or nothing is near.

        What can only be read as a compound, or a part of one, gives way to a word that is very near.
        """
        if self.known.is_word(word.folded) or word.is_abbreviation:
            return ""
        in_parts = self.known.split(word.folded) or self.known.compounds(word.term)
        return self.known.speller.nearest(word.folded, at_most=VERY_NEAR if in_parts else None)

    def _occurs(self, tokens: list[Token], at: int) -> bool:
        """Return whether a word exists: by itself, or written as one with what stands beside it."""
        word = tokens[at].word
        if self.known.knows(word.term):
            return True
        before = self._joined(tokens[at - 1].word, word) if at else None
        return bool(before or (at + 1 < len(tokens) and self._joined(word, tokens[at + 1].word)))

    def _replaced(self, token: Token, used: str) -> list[Token]:
        self.query.corrections.append(Correction(token.word.written, used))
        self.query.corrected_text = re.sub(
            rf"(?<!\w){re.escape(token.word.written)}(?!\w)", used, self.query.corrected_text, flags=re.IGNORECASE
        )
        return [Token(word, token.negation) for word in words(used) if not word.joined]

    def _ways(self, tokens: list[Token], at: int) -> tuple[int, list[Way], bool]:
        """Return how many tokens from `at` say one thing, every way to say that which occurs, and if it is denied."""
        negation = tokens[at].negation
        for length in range(min(self.known.thesaurus.longest, len(tokens) - at), 0, -1):
            phrase = tuple(token.term for token in tokens[at : at + length])
            if negation and (negation, *phrase) in self.known.thesaurus:
                return length, self._phrase((negation, *phrase)), False
            if length > 1 and phrase in self.known.thesaurus:
                ways = self._phrase(phrase)
                # Said in no way as a whole, its words are looked for one by one, if they occur.
                if ways and (max(way.share for way in ways) > APART or not set(phrase) <= self.known.cases.keys()):
                    return length, ways, bool(negation)
        if at + 1 < len(tokens) and (joined := self._joined(tokens[at].word, tokens[at + 1].word)):
            phrase = (tokens[at].term, tokens[at + 1].term)
            ways = [*self._single(joined), Way(phrase), Way(phrase, APART, together=False)]
            return 2, self._occurring(ways), bool(negation)
        return 1, self._occurring(self._single(tokens[at].word)), bool(negation)

    def _phrase(self, phrase: tuple[str, ...]) -> list[Way]:
        """Return the ways of saying what the thesaurus knows as `phrase`."""
        return self._occurring([Way(phrase), *self._synonyms(phrase), Way(phrase, APART, together=False)])

    def _single(self, word: Word) -> list[Way]:
        # A word that is its own term only in a name: Huizen, Jansen.
        if word.folded != word.term and word.folded in self.known.cases:
            return [Way((word.folded,)), Way((word.term,), BY_NAME)]
        ways = [Way((word.term,)), *self._synonyms((word.term,))]
        ways += [Way((compound,), COMPOUND) for compound in self.known.compounds(word.term)]
        ways += [Way((other,), KIN) for other in self.known.kin(word.term)]
        parts = self.known.split(word.folded)
        if parts and word.term not in self.known.cases:
            ways += [Way(parts), Way(parts, APART, together=False)]
        elif parts and self._by_chance(parts) <= BY_CHANCE:
            ways.append(Way(parts))
        return ways

    def _synonyms(self, phrase: tuple[str, ...]) -> list[Way]:
        ways = [Way(dutch) for dutch in self.known.thesaurus.translations(phrase)]
        ways += [Way(way.terms, APART, together=False) for way in ways if len(way.terms) > 1]
        share = BESIDE if all(term in self.known.prominent for term in phrase) else SYNONYM
        for other in self.known.thesaurus.others(phrase):
            ways.append(Way(other, share))
            ways += [Way((compound,), COMPOUND * share) for compound in self._compounds(other)]
        if not self._occurring([Way(phrase), *ways]):
            ways += [Way(parts, APART, together=False) for way in ways if (parts := self._in_parts(way.terms))]
        return ways + [Way(subject, self.broader, is_wider=True) for subject in self.known.thesaurus.broader(phrase)]

    def _in_parts(self, phrase: tuple[str, ...]) -> tuple[str, ...]:
        """Return the terms of a phrase, in parts those that do not occur; empty when one of them has no parts."""
        found = [(term,) if term in self.known.cases else self.known.split(term) for term in phrase]
        return tuple(part for parts in found for part in parts) if all(found) else ()

    def _compounds(self, phrase: tuple[str, ...]) -> list[str]:
        return self.known.compounds(phrase[0]) if len(phrase) == 1 else []

    def _by_chance(self, parts: tuple[str, ...]) -> float:
        """Return how many cases would hold all these terms if they had nothing to do with each other."""
        return self.known.size * math.prod(self.known.cases[part] / self.known.size for part in parts)

    def _joined(self, left: Word, right: Word) -> Word | None:
        """Return two words written as one, when that occurs."""
        word = Word(left.written + right.written, left.folded + right.folded)
        return word if self.known.knows(word.term) else None

    def _occurring(self, ways: list[Way]) -> list[Way]:
        """Return the ways of which every term stands in a case, each once."""
        best: dict[tuple[tuple[str, ...], bool], Way] = {}
        for way in ways:
            if all(term in self.known.cases for term in way.terms):
                best.setdefault((way.terms, way.together or len(way.terms) == 1), way)
        return list(best.values())

    def _cases(self, ways: list[Way]) -> float:
        """Return in about how many cases it is said in any of these ways; less for ways that are not quite it."""
        return max(min(self.known.cases[term] for term in way.terms) * min(1, way.share + 0.2) for way in ways)

    def _weight(self, ways: list[Way], cases: float) -> float:
        """Return the inverse document frequency of what is said in these ways, at least a little above nothing.

        What is said only in ways that are not quite it tells less, and so does what no case is about: a word that only
        stands somewhere in the texts came along with the question more often than it is what one looks for.
        """
        size = max(self.known.size, cases)
        surely = min(1, max(way.share for way in ways) + 0.1)
        said = sum(way.share * min(self.known.cases[term] for term in way.terms) for way in ways)
        about = sum(way.share * min(self.known.prominent.get(term, 0) for term in way.terms) for way in ways)
        telling = IN_PASSING + (1 - IN_PASSING) * math.sqrt(about / said)
        return max(surely * telling * math.log(1 + (size - cases + 0.5) / (cases + 0.5)), 0.05)
