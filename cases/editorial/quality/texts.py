"""How a Dutch text reads: sentences that are too long, and abbreviations that nobody explains."""

import re
from collections.abc import Iterable

from gouden.web.text.dutch_text import SENTENCE_END

# From how many words on a sentence is hard to read; the plain-language guides of Dutch government advise about half.
SENTENCE_WORDS = 30

MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
ADDRESS = re.compile(r"https?://\S+")
# Where a paragraph or an item of a list ends.
BLOCK_END = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)")
# Marks in front of a block: of an item, a heading or a quotation.
BLOCK_MARK = re.compile(r"^\s*(?:[-*+>]|#+|\d+\.)\s+")
ABBREVIATION = re.compile(r"\b[A-Z]{2,6}\b")
ROMAN = re.compile(r"[IVX]+")
WORD = re.compile(r"\w+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a Markdown `text`, without its marks; an item of a list is one too."""
    blocks = (BLOCK_MARK.sub("", block) for block in BLOCK_END.split(_plain(text)))
    return [sentence.strip() for block in blocks for sentence in SENTENCE_END.split(block)]


def long_sentences(text: str) -> list[str]:
    """Return the sentences of a Markdown `text` of more than SENTENCE_WORDS words."""
    return [sentence for sentence in sentences(text) if len(sentence.split()) > SENTENCE_WORDS]


def unexplained_abbreviations(text: str, known: set[str]) -> list[str]:
    """Return the words in capitals of `text`, each once, that are neither `known` (in lower case) nor explained.

    Explained is what stands between brackets after its meaning, 'Centrum voor Jeugd en Gezin (CJG)', or has its meaning
    between brackets behind it.
    """
    plain = _plain(text)
    found = dict.fromkeys(ABBREVIATION.findall(plain))
    return [
        word
        for word in found
        if word.lower() not in known and not ROMAN.fullmatch(word) and not re.search(rf"\({word}\)|\b{word} \(", plain)
    ]


def carries_name(text: str, names: Iterable[str]) -> bool:
    """Whether `text` holds all words of one of these names."""
    words = words_in(text)
    return any(words_in(name) <= words for name in names)


def words_in(text: str) -> set[str]:
    """Return the words of `text` in lower case."""
    return set(WORD.findall(text.lower()))


def _plain(text: str) -> str:
    return ADDRESS.sub("", MARKDOWN_LINK.sub(r"\1", text)).replace("**", "")
