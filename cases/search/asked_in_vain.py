"""What readers ask and does not find, counted without knowing by whom (ADR 21); off unless GOUDEN_COUNT_MISSED is set.

Words are kept once they were asked five times within a week. Until then there is a fingerprint with a number, which is
erased after that week; no word, person, session or address is in it.
"""

import datetime
from collections import Counter
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from cases.models import AskedInVain
from cases.search.language.analyser import stem, words
from cases.search.language.lexicon import Lexicon, lexicon
from cases.search.language.words import FILLER
from cases.search.queries.query_parser import parse
from gouden.web.guard import quota

WEEK = 7 * quota.DAY
# More words than these are a question of one person's own.
MOST_WORDS = 5
KEPT = datetime.timedelta(days=365)
WEEKS_SHOWN = 12
SHOWN = 20


class InVain(NamedTuple):
    """Words with how often they were asked in the weeks that are shown."""

    words: str
    times: int


def count(typed: str) -> None:
    """Count that `typed` was asked and found nothing. Never fails: a reader does not wait for a count."""
    if not settings.GOUDEN_COUNT_MISSED or not (asked := known_words(typed, lexicon())):
        return
    try:
        with transaction.atomic():
            times = quota.tally(quota.Limit("asked in vain", asked, 0, WEEK, ""))
            if times >= AskedInVain.LEAST:
                _keep(asked, times)
    except DatabaseError:
        return


def known_words(typed: str, known: Lexicon) -> str:
    """Return those words of `typed` that a dictionary, the catalogue or an editor knows, sorted; empty for too many.

    A name alone is no such word; a compound of known words is one.
    """
    found = {word.folded for word in words(typed) if not (word.joined or word.is_stop or word.folded in FILLER)}
    asked = sorted(word for word in found if _is_known(word, known))
    text = " ".join(asked)
    return text if len(asked) <= MOST_WORDS and len(text) <= AskedInVain.LONGEST else ""


def last_weeks(today: datetime.date) -> list[InVain]:
    """Return what was asked in vain in the last weeks and still finds nothing, most often first."""
    known, since = lexicon(), _monday(today) - datetime.timedelta(weeks=WEEKS_SHOWN - 1)
    times: Counter[str] = Counter()
    for text, number in AskedInVain.objects.filter(week__gte=since).values_list("words", "times"):
        times[text] += number
    rows = sorted(times.items(), key=lambda row: (-row[1], row[0]))
    return [InVain(*row) for row in rows[: 2 * SHOWN] if _is_open(row[0], known)][:SHOWN]


def erase_old(today: datetime.date) -> int:
    """Erase what was asked longer ago than it is kept, and return how much that was."""
    return AskedInVain.objects.filter(week__lt=today - KEPT).delete()[0]


def _keep(asked: str, times: int) -> None:
    """Add one to the words of this week; the first time, all that were counted."""
    row = AskedInVain.objects.filter(words=asked, week=_monday(timezone.localdate()))
    if not row.update(times=F("times") + 1):
        AskedInVain.objects.create(words=asked, week=_monday(timezone.localdate()), times=times)


def _is_open(text: str, known: Lexicon) -> bool:
    """Whether no editor made a word of it, and it finds nothing still."""
    return not (known.search_words.knows(stem(word) for word in text.split()) or parse(text, known=known).concepts)


def _is_known(folded: str, known: Lexicon) -> bool:
    return known.is_word(folded) or bool(known.split(folded, loosely=True))


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
