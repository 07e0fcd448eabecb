"""The words a term was written as, as one text with how many cases write each: `bewoner=3 bewoners=12`.

Without the numbers a word could not be taken off again when the last case that wrote it is withdrawn.
"""

from collections.abc import Iterator, Mapping


def with_numbers(words: Mapping[str, int]) -> str:
    """Return `words` as they are stored, without those that no case writes."""
    return " ".join(f"{word}={number}" for word, number in sorted(words.items()) if number > 0)


def numbers_of(stored: str) -> dict[str, int]:
    """Return in how many cases each word stands."""
    return {word: int(number) for word, _, number in (part.partition("=") for part in stored.split())}


def words_of(stored: str) -> Iterator[str]:
    """Yield the words alone."""
    return (part.partition("=")[0] for part in stored.split())
