"""What can be opened by its name, kept in memory for as long as the catalogue stays the same and the day lasts."""

import datetime
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import (
    Element,
    Initiative,
    Obstacle,
    Person,
    PublishedCase,
    Question,
    Term,
    Theme,
)
from cases.models.querysets import NEWEST_KNOWLEDGE
from cases.search.kept import Kept
from cases.search.language.analyser import stem
from cases.search.language.analyser import words as words_in
from cases.search.language.words import FILLER
from municipalities.models import Municipality, Organisation


class Name(NamedTuple):
    """A page by its kind and name."""

    kind: str
    name: str
    url: str
    is_case: bool = False
    # Under which it is found as well, and never shown.
    others: tuple[str, ...] = ()


class NameWord(NamedTuple):
    """A word of a name or of what is typed: folded, its term, and whether it says something."""

    folded: str
    term: str
    tells: bool


class Names:
    """Every public name, the likeliest first, by the words it is made of."""

    def __init__(self, today: datetime.date) -> None:
        """One query a kind."""
        self.names = list(_names(today))
        self.folded: list[str] = []
        # By word and by term the places of the names that hold it.
        by_word: dict[str, set[int]] = defaultdict(set)
        self.by_term: dict[str, set[int]] = defaultdict(set)
        for at, name in enumerate(self.names):
            self.folded.append(" ".join(word.folded for word in words_of(name.name)))
            for called in (name.name, *name.others):
                for word in words_of(called):
                    by_word[word.folded].add(at)
                    if word.tells:
                        self.by_term[word.term].add(at)
        self.by_word = dict(by_word)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.by_word)

    @cached_property
    def by_kind(self) -> dict[str, set[int]]:
        """The places of the names of each kind."""
        found: dict[str, set[int]] = defaultdict(set)
        for at, name in enumerate(self.names):
            found[name.kind].add(at)
        return found

    @cached_property
    def by_slug(self) -> dict[str, int]:
        """The place of each case by its address."""
        return {name.url.rsplit("/", 2)[1]: at for at, name in enumerate(self.names) if name.is_case}

    def beginning(self, folded: str) -> set[int]:
        """Return the places of the names that have a word which begins like this."""
        found: set[int] = set()
        for at in range(bisect_left(self._sorted, folded), len(self._sorted)):
            if not self._sorted[at].startswith(folded):
                break
            found |= self.by_word[self._sorted[at]]
        return found


def words_of(text: str) -> list[NameWord]:
    """Return the words of a text, those with a hyphen in their parts."""
    found = (word for word in words_in(text) if not word.joined)
    return [NameWord(word.folded, stem(word.folded), not (word.is_stop or word.folded in FILLER)) for word in found]


def _names(today: datetime.date) -> Iterator[Name]:
    """Yield every name that readers see, the kinds in the order in which they are suggested."""
    yield from _of("Thema", Theme.objects.public().order_by("position", "name"))
    yield from _of("Begrip", Term.objects.public(), "other_names")
    yield from _of("Element", Element.objects.public(), "other_names")
    yield from _of("Obstakel", Obstacle.objects.public())
    yield from _of("Initiatief", Initiative.objects.public(), "aliases", "misspellings")
    yield from _municipalities(today)
    yield from _of("Organisatie", Organisation.objects.public(), "also_known_as", "former_names", "misspellings")
    spoken = PublishedCase.objects.order_by().values("speakers__person")
    people = Person.objects.filter(pk__in=spoken).order_by("name").values_list("name", "misspellings")
    for name, misspellings in people:
        yield Name("Persoon", name, f"{reverse('case-list')}?{urlencode({'zoek': name})}", others=tuple(misspellings))
    questions = Question.objects.public().defer("answer", "cited").order_by("position", "question")
    yield from (Name("Vraag", row.question, row.get_absolute_url()) for row in questions)
    cases = PublishedCase.objects.order_by(*NEWEST_KNOWLEDGE).values_list("title", "slug")
    yield from (Name("Voorbeeld", title, reverse("case-detail", args=[slug]), is_case=True) for title, slug in cases)


def _of(kind: str, rows: QuerySet[Any], *others: str) -> list[Name]:
    """Return the rows of a kind by name, the shortest first but for an order of the editors'."""
    found = [
        Name(
            kind,
            str(row),
            row.get_absolute_url(),
            others=tuple(name for field in others for name in getattr(row, field)),
        )
        for row in rows
    ]
    return found if kind == "Thema" else sorted(found, key=lambda name: (len(name.name), name.name))


def _municipalities(today: datetime.date) -> list[Name]:
    """Return those of today first, and of the others the one that ended last."""

    def place(row: Municipality) -> tuple[bool, float, int, str]:
        ended = -row.valid_until.toordinal() if row.valid_until else -math.inf
        return not row.exists_on(today), ended, len(row.name), row.name

    rows = sorted(Municipality.objects.all(), key=place)
    return [Name("Gemeente", str(row), row.get_absolute_url()) for row in rows]


_kept = Kept[Names]()


def names() -> Names:
    """Return the names of the catalogue as it is today."""
    today = timezone.localdate()
    return _kept.now(lambda _: Names(today), today)
