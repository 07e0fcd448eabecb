"""Words that a page explains: the first place where a term stands leads to what it means."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.urls import reverse

from cases.models import Term

# More than so many words that lead away is clutter.
LINKS_ON_A_PAGE = 6
# What somebody says is left as it was said.
QUOTED = re.compile('[‘“][^’”]*[’”]|"[^"]*"')


class TermLinks:
    """The links of one page: a term leads away once, and only so many do."""

    def __init__(self, names: dict[str, str]) -> None:
        """`names`: by each name of a term, in lower case, the slug of the term."""
        self.names = names
        self.left = LINKS_ON_A_PAGE
        self.explained: set[str] = set()

    @classmethod
    def of_page(cls) -> "TermLinks":
        """Return the links of a page that is made now, in one query."""
        names: dict[str, str] = {}
        for name, others, slug in Term.objects.public().values_list("name", "other_names", "slug"):
            names |= {one.casefold(): slug for one in [*others, name]}
        return cls(names)

    def parts(self, text: str) -> Sequence[tuple[str, str]]:
        """Return `text` in parts, each with the address to which it leads; empty: it leads nowhere."""
        found, end = [], 0
        for match in self._words(text):
            slug = self.names.get(match[0].casefold())
            if slug is None or slug in self.explained or not self.left:
                continue
            self.explained.add(slug)
            self.left -= 1
            found += [(text[end : match.start()], ""), (match[0], reverse("term-detail", args=[slug]))]
            end = match.end()
        return [part for part in (*found, (text[end:], "")) if part[0]]

    def _words(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where a name stands as words of their own, outside what is quoted."""
        if not self.names or not self.left:
            return
        quoted = [match.span() for match in QUOTED.finditer(text)]
        for match in _pattern(tuple(self.names)).finditer(text):
            if not any(start < match.start() < end for start, end in quoted):
                yield match


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of these names, of two that begin alike the longer one."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
