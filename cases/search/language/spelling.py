"""What somebody may have meant who typed a word that does not occur: edit distance, keyboard and sound.

The distance is that of Damerau and Levenshtein (optimal string alignment), in which a key beside the right one costs
less, and so does a letter that sounds the same in Dutch.
"""

import heapq
import math
import re
from array import array
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from cases.search.language.analyser import fold

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# What sounds the same in Dutch, to one way of writing it; the longer first.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch", "sg"),
        ("ch", "g"),
        ("ij|ei|y", "y"),
        ("au|ou", "w"),
        ("ph", "f"),
        ("th", "t"),
        ("qu", "kw"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("z", "s"),
        ("v", "f"),
        ("d$", "t"),
        ("dt", "t"),
        ("ie", "i"),
        (r"(.)\1", r"\1"),
    )
]
# How much farther a word seems that no case is about, beside one that only stands in names, summaries and parties: who
# asks for Haalem means Haarlem, and not halen.
BY_THE_WAY = 0.3
# How many words are compared letter by letter.
COMPARED = 40
# As many letters more or fewer a word may have.
LONGER = 3
NEIGHBOUR, SOUND_ALIKE = 0.6, 0.4
ALIKE = {frozenset(pair) for pair in ("ck", "cs", "dt", "zs", "vf", "gh", "ij", "iy", "ae", "ei", "ou", "bp")}


def _neighbours() -> set[frozenset[str]]:
    pairs = {frozenset(pair) for row in KEYS for pair in pairwise(row)}
    for upper, lower in pairwise(KEYS):
        for at, key in enumerate(lower):
            pairs |= {frozenset((key, other)) for other in upper[at : at + 2]}
    return pairs


BESIDE = _neighbours()


@lru_cache(maxsize=1_000)
def sound(folded: str) -> str:
    """Return how a folded word sounds, so that two ways of writing one sound are equal."""
    for pattern, written in SOUNDS:
        folded = pattern.sub(written, folded)
    return folded


def distance(typed: str, word: str, most: float) -> float:
    """Return how far apart two folded words are; infinity as soon as it is certain to be more than `most`."""
    before: list[float] = []
    row = [float(at) for at in range(len(word) + 1)]
    for i, letter in enumerate(typed, 1):
        last, before, row = before, row, [float(i)]
        for j, other in enumerate(word, 1):
            cost = before[j - 1] + _substitution(letter, other)
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, last[j - 2] + 0.8)
            row.append(cost)
        # Sums of tenths are seldom whole: what is as far as `most` is not more.
        if min(row) > most + 0.001:
            return math.inf
    return row[-1]


def _substitution(letter: str, other: str) -> float:
    if letter == other:
        return 0
    pair = frozenset((letter, other))
    return SOUND_ALIKE if pair in ALIKE else NEIGHBOUR if pair in BESIDE else 1


class Speller:
    """Finds the known word that is nearest to what was typed."""

    def __init__(self, cases: Mapping[str, tuple[int, int]]) -> None:
        """Take every word a reader may be offered, as it is written.

        With each the number of cases it stands in, and of those that are about it.
        """
        self._written: list[str] = list(cases)
        self._cases = [number for number, _ in cases.values()]
        self._by_the_way = [BY_THE_WAY * (1 - about / max(number, 1)) for number, about in cases.values()]
        self._folded = [fold(word).replace(" ", "") for word in self._written]
        self._sounded = [sound(folded) for folded in self._folded]
        self._sounds: dict[str, list[int]] = {}
        # By piece and by the length of the word it stands in, so that words much longer or shorter are not looked at.
        self._pieces: dict[tuple[str, int], array[int]] = {}
        for at, (folded, sounded) in enumerate(zip(self._folded, self._sounded, strict=True)):
            self._sounds.setdefault(sounded, []).append(at)
            for piece in _pieces(folded):
                self._pieces.setdefault((piece, len(folded)), array("i")).append(at)

    def nearest(self, folded: str, *, at_most: float | None = None) -> str:
        """Return the word nearest to `folded`, as it is written; empty when none is near enough.

        With `at_most`, a word that no case is about must be nearer still.
        """
        most = _allowed(folded)
        if not most:
            return ""
        best: tuple[float, int, int] | None = None
        for at in self._candidates(folded):
            # What is farther away than the best so far is of no use.
            judged = self._judged(folded, at, min(most, best[0]) if best else most)
            best = min(best, judged) if best else judged
        if not best or best[0] > (most + self._by_the_way[best[2]] if at_most is None else min(most, at_most)):
            return ""
        return self._written[best[2]]

    def _candidates(self, folded: str) -> list[int]:
        """Return the words that sound like `folded`, and those that share most pieces with it, the likeliest first."""
        pieces = _pieces(folded)
        shared: Counter[int] = Counter()
        for length in range(len(folded) - LONGER, len(folded) + LONGER + 1):
            for piece in pieces:
                shared.update(self._pieces.get((piece, length), ()))
        least = len(pieces) / 3
        likely = heapq.nsmallest(
            COMPARED,
            (
                (-2 * number / (len(self._folded[at]) + len(folded) + 2), at)
                for at, number in shared.items()
                if number >= least
            ),
        )
        return list(dict.fromkeys([*self._sounds.get(sound(folded), ()), *(at for _, at in likely)]))

    def _judged(self, folded: str, at: int, most: float) -> tuple[float, int, int]:
        word, sounded = self._folded[at], sound(folded)
        far = distance(folded, word, most)
        if far > SOUND_ALIKE:
            far = min(far, distance(sounded, self._sounded[at], most - SOUND_ALIKE) + SOUND_ALIKE)
        # Who misspells a word seldom misses its first letter.
        if word[:1] != folded[:1] and self._sounded[at][:1] != sounded[:1]:
            far += 0.5
        return far + self._by_the_way[at], -self._cases[at], at


def _pieces(folded: str) -> set[str]:
    framed = f"^{folded}$"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}


def _allowed(folded: str) -> float:
    """Return how far a correction may lie from a word of this length. Figures and short words are left alone."""
    if len(folded) < 4 or any(character.isdigit() for character in folded):
        return 0
    return 1.0 if len(folded) < 6 else 1.6 if len(folded) < 9 else 2.2 if len(folded) < 13 else 3.0
