"""Which words exist in Dutch, whether or not a case says them.

`data/dutch_words.txt` holds the words of OpenTaal's list (docs/adr/0018), folded and sorted, one a line. It is mapped
and not read: the processes share one copy, and a look-up touches some twenty places of it.
"""

import mmap
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from cases.search.language.analyser import fold

PATH = Path(__file__).parent / "data" / "dutch_words.txt"


class WordList:
    """A sorted file of folded words, each on a line of its own."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as opened:
            self._lines = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

    def __contains__(self, folded: str) -> bool:
        """Return whether this word exists; it is to be folded."""
        wanted = folded.encode()
        low, high = 0, len(self._lines)
        while low < high:
            start = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._lines.find(b"\n", start)
            word = self._lines[start:end]
            if word == wanted:
                return True
            if word < wanted:
                low = end + 1
            else:
                high = start
        return False


@cache
def dutch_words() -> WordList:
    """Return the list that comes with Gouden."""
    return WordList(PATH)


def as_kept(lines: Iterable[str]) -> str:
    """Return what `data/dutch_words.txt` holds, made of the lines of a list as OpenTaal publishes it.

    Left out are names and abbreviations, which have capitals there, and what is no single word: with a hyphen, an
    apostrophe, a space or a figure.
    """
    written = {line.strip() for line in lines}
    plain = {fold(word) for word in written if len(word) > 1 and word.isalpha() and word == word.lower()}
    return "\n".join(sorted(word for word in plain if " " not in word)) + "\n"
