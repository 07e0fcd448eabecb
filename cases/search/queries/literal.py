"""Which cases say something just as it was typed: the index knows words by their stems, and not where a text ends."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from cases.models import PublishedCase, SearchEntry
from cases.search.language.analyser import fold

# So many cases are read; where more hold the words side by side, the index's word is taken.
READ = 300


def saying(texts: Sequence[str], pks: Collection[int]) -> list[int]:
    """Return those of the public cases that say each of `texts`, in any capitals and accents; two queries."""
    if len(pks) > READ:
        return list(pks)
    asked = [(re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE), f" {fold(text)} ") for text in texts]
    said = {
        pk: list(_strings(record))
        for pk, record in PublishedCase.objects.filter(pk__in=pks).values_list("pk", "record").iterator()
    }
    for pk, labels in SearchEntry.objects.filter(pk__in=pks).values_list("pk", "labels"):
        said[pk] += _strings(labels)
    return [
        pk
        for pk, strings in said.items()
        if all(
            any(pattern.search(string) for string in strings) or any(plain in f" {fold(string)} " for string in strings)
            for pattern, plain in asked
        )
    ]


def _strings(value: Any) -> Iterator[str]:
    """Yield every text within a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
