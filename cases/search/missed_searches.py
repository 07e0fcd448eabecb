"""What readers looked for in vain: taking it in, counting it by week, and erasing it again.

A search is a GET and writes nothing; what comes in here was sent on purpose, with the form on /gemist/.
"""

import datetime
from collections import Counter
from typing import NamedTuple

from django.utils import timezone

from cases.models import MissedSearch
from cases.search.language.analyser import words
from cases.search.language.lexicon import lexicon
from cases.search.language.words import FILLER, STOP

# How long it is kept.
KEPT = datetime.timedelta(days=365)
WEEKS_SHOWN = 12


class Week(NamedTuple):
    """What was missed in one week, from Monday: how many sent something, and the known words with their number."""

    monday: datetime.date
    sent: int
    words: list[tuple[str, int]]


def send(*, searched: str, message: str) -> MissedSearch:
    """Keep what a reader sent, with those of the words looked for that are no secret: the catalogue's own."""
    return MissedSearch.objects.create(
        sent_on=timezone.localdate(), searched=searched, words=known_words(searched), message=message
    )


def known_words(text: str) -> list[str]:
    """Return the words of `text` that the catalogue, the thesaurus or a municipality's name knows, each once."""
    known = lexicon()
    found = (word for word in words(text) if not word.joined and word.folded not in STOP | FILLER)
    return list(dict.fromkeys(word.folded for word in found if known.knows(word.term)))


def by_week(today: datetime.date) -> list[Week]:
    """Return the last weeks in which something was sent, the newest first."""
    start = _monday(today) - datetime.timedelta(weeks=WEEKS_SHOWN - 1)
    sent: Counter[datetime.date] = Counter()
    counted: dict[datetime.date, Counter[str]] = {}
    for day, known in MissedSearch.objects.filter(sent_on__gte=start).values_list("sent_on", "words"):
        sent[_monday(day)] += 1
        counted.setdefault(_monday(day), Counter()).update(known)
    return [
        Week(monday, sent[monday], sorted(counted[monday].items(), key=lambda row: (-row[1], row[0])))
        for monday in sorted(sent, reverse=True)
    ]


def erase_old(today: datetime.date) -> int:
    """Erase what was sent longer ago than it is kept, and return how much that was."""
    return MissedSearch.objects.filter(sent_on__lt=today - KEPT).delete()[0]


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
