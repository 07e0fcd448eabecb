"""Text as search compares it, the same for what is stored and what is asked."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from cases.search.language.numbers import in_figures
from cases.search.language.words import STOP

# Letters that stay one sign when accents are taken off, as they are written without the sign.
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
# A word with what is tied to it: co-creatie, thema's, Meppelvoorelkaar.nl, C.V.A.
TIED = re.compile(r"[^\W_]+(?:['’.·-][^\W_]+)*")
# A plural or genitive after an apostrophe is no word of its own: thema's, Anna's.
POSSESSIVE = re.compile(r"['’]s$")
# Sociaal and financieel lose a vowel in sociale and financiele, also where Snowball leaves it.
LONG_VOWEL = re.compile(r"([aeou])\1([^aeiou])$")
# Plurals that Snowball does not know: organisaties, agendas, ideeen, categorieen, wijkcentra.
PLURALS = [
    (re.compile(r"(([cdgmnprstz]ie|te|ze|yse|age|ure|ipe|je)|[^aeiou][ao])s$"), r"\1"),
    (re.compile(r"(ie|ee)en$"), r"\1"),
    (re.compile(r"centra$"), "centrum"),
    (re.compile(r"kinderen$"), "kind"),
    (re.compile(r"(?<!be)steden$"), "stad"),
    (re.compile(r"(?<!ver)(?<!ge)leden$"), "lid"),
]
# Words that Snowball makes one though they mean something else: ouders are parents, ouderen are old, the overheid is
# not over, and lezen no lessen.
APART = {
    "oudere": "oudere",
    "ouderen": "oudere",
    "overheid": "overheid",
    "overheden": "overheid",
    "naaste": "naaste",
    "naasten": "naaste",
    "lezen": "lezen",
    "openbaar": "openbaar",
    "openbare": "openbaar",
}
# A vereniging is not ver, by itself or in a sportvereniging.
WHOLE = re.compile(r"(.*vereniging)(en)?$")
# A letter by itself is no word; what is left of a name with one is another name: drie D's is not drie.
LOST = re.compile(r"(?<![^\W_])(?<!['’.·-])[^\W\d_](?:['’]s)?(?![^\W_])(?!['’.·-])")
# What is left of an article: 's-Hertogenbosch is looked for as Hertogenbosch.
ARTICLES = {"s", "t"}
FIGURE = re.compile(r"\d")
# Capitals make an abbreviation of a word of at most so many letters: SPUK is not stuk.
LONGEST_ABBREVIATION = 5
# No word of a language is longer; PostgreSQL refuses to index what is longer than some two thousand signs.
LONGEST = 60


class _Stemmer(threading.local):
    """Snowball's stemmer, one for each thread: it keeps the word it is working on."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("dutch_porter").stemWord


_snowball = _Stemmer()


@dataclass(frozen=True)
class Word:
    """A word of a text: as it was written, and folded. What else is known of it is found out once."""

    written: str
    folded: str
    # Made of the parts of a word with a hyphen, which come before it one by one.
    joined: bool = False

    @cached_property
    def term(self) -> str:
        """What is indexed and asked for this word."""
        return stem(self.folded)

    @cached_property
    def is_stop(self) -> bool:
        """Whether it says nothing: a stop word, unless capitals make it a name."""
        return self.folded in STOP and not (len(self.written) > 1 and self.written.isupper())

    @property
    def is_abbreviation(self) -> bool:
        """Whether it is written as an abbreviation."""
        return 1 < len(self.written) <= LONGEST_ABBREVIATION and self.written.isupper()


def fold(text: str) -> str:
    """Return `text` in lower case, without accents and punctuation, its words separated by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", plain.translate(LETTERS)))


@lru_cache(maxsize=200_000)
def stem(folded: str) -> str:
    """Return the stem of a folded word: Snowball's for Dutch, written as Dutch writes it at the end of a word.

    Snowball takes off endings but leaves the v of initiatieven and the z of huizen; Dutch writes initiatief and huis.
    Done until nothing changes, so that huisarts, from huisartsen, becomes what huisarts itself becomes.
    """
    folded = APART.get(folded, folded[:LONGEST])
    if whole := WHOLE.match(folded):
        return whole[1]
    while folded not in APART.values() and len(folded) > 3 and not FIGURE.search(folded):
        shorter = _shortened(folded)
        if shorter == folded:
            break
        folded = shorter
    return folded


def _shortened(folded: str) -> str:
    for plural, one in PLURALS:
        if len(folded) > 4:
            folded = plural.sub(one, folded)
    found = LONG_VOWEL.sub(r"\1\2", _snowball.stem(folded))
    if len(found) > 3 and found[-1] == found[-2] and found[-1] not in "aeiou":
        found = found[:-1]
    return found[:-1] + {"v": "f", "z": "s"}.get(found[-1], found[-1])


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in their order, stop words included."""
    for tied in TIED.findall(in_figures(text).replace("\x00", " ")):
        yield from _parts(tied)


# The same words come back in nearly every text.
@lru_cache(maxsize=50_000)
def _parts(tied: str) -> tuple[Word, ...]:
    """Return the parts of a word, and after them the whole that they make together."""
    parts = [part for part in re.split(r"[.·-]", re.sub(r"['’]", "", POSSESSIVE.sub("", tied))) if part]
    if len(parts) > 1 and parts[0] in ARTICLES:
        del parts[0]
    if len(parts) > 1 and all(len(part) == 1 for part in parts[:-1]):
        parts = ["".join(parts)]
    found = [_word(part) for part in parts]
    if len(parts) > 1:
        found.append(replace(_word("".join(parts)), joined=True))
    return tuple(word for word in found if len(word.folded) > 1 or word.folded.isdigit())


def _word(written: str) -> Word:
    return Word(written, fold(written).replace(" ", ""))


def phrases(text: str) -> list[tuple[str, ...]]:
    """Return the ways in which a name is looked for: its words one by one, and those with a hyphen as a whole."""
    if LOST.search(text):
        return []
    apart = tuple(word.term for word in words(text) if not word.joined and not word.is_stop)
    whole = tuple(terms(re.sub(r"(?<=\w)-(?=\w)", "", text)))
    tied = any(word.joined for word in words(text))
    if tied and any(word.is_stop for word in words(text.replace("-", " "))):
        return [whole]
    return list(dict.fromkeys(phrase for phrase in (apart, whole) if phrase))


def name_terms(name: str) -> list[str]:
    """Return the terms of a name, and after them its words as they are: Huizen is not huis."""
    exact = [word.folded for word in words(name) if not word.is_stop]
    found = terms(name)
    return [*found, *(word for word in exact if word not in found)]


def terms(text: str) -> list[str]:
    """Return the terms of `text` in their order, without stop words; the wholes of hyphened words come last."""
    found = [word for word in words(text) if not word.is_stop]
    return [word.term for word in found if not word.joined] + [word.term for word in found if word.joined]
