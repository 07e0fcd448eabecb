"""The signs by which somebody says how a word is looked for: "naast elkaar" and -zonder."""

import re
from typing import NamedTuple

from cases.search.language.analyser import phrases, words
from cases.search.queries.expression import Expression, Phrase, some_of

QUOTE = '["“”„]'
# A minus stands before a word, with nothing before it: -pilot, -"sociaal werk". Elsewhere it is a hyphen or a dash.
SIGNED = re.compile(
    rf"(?P<minus>(?<!\S)-)?{QUOTE}(?P<quoted>[^\"“”„]*){QUOTE}|(?<!\S)-(?P<word>[^\W\d_][^\s\"“”„]*)|{QUOTE}(?P<rest>.*)$",
    re.DOTALL,
)


class Signed(NamedTuple):
    """A text in parts: what is said without a sign, what is quoted, and what is to be left out."""

    plain: list[str]
    quoted: list[str]
    without: list[str]

    @classmethod
    def of(cls, text: str) -> "Signed":
        """Return `text` in parts. A quotation that is not closed goes on to the end."""
        found, at = cls([], [], []), 0
        for match in SIGNED.finditer(text):
            found.plain.append(text[at : match.start()])
            said = match["quoted"] or match["word"] or match["rest"] or ""
            if any(not word.is_stop for word in words(said)):
                (found.without if match["minus"] or match["word"] else found.quoted).append(said.strip())
            at = match.end()
        found.plain.append(text[at:])
        return found


def unsigned(text: str) -> str:
    """Return `text` with what is quoted as plain words, and without what is to be left out."""

    def plain(match: re.Match[str]) -> str:
        return "" if match["minus"] or match["word"] else match["quoted"] or match["rest"] or ""

    return " ".join(SIGNED.sub(plain, text).split())


def phrase(text: str) -> Phrase:
    """Return what a case says that has these words side by side."""
    return Phrase(tuple(word.term for word in words(text) if not word.joined and not word.is_stop))


def any_phrase(texts: list[str]) -> Expression:
    """Return what a case holds that says one of these texts, with a hyphen or without."""
    return some_of([Phrase(terms) for text in texts for terms in phrases(text) or [phrase(text).terms]])
