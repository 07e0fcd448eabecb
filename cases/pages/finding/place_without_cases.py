"""A municipality that was typed and of which there is no case: which ones near it, and like it, have some."""

from collections.abc import Iterator
from math import cos, hypot, inf, radians
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cases.listing.municipality_match import comparable
from cases.models import PublishedPlace
from cases.search import fold, lexicon
from municipalities.models import Municipality

# No name of a municipality has more words.
LONGEST_NAME = 5
SHOWN = 3
# Nearer than this is in the neighbourhood, from the middle of the one to that of the other.
NEAR_KM = 35.0
KM_PER_DEGREE = 111.2
# Alike from so many points (of eleven) of cases.listing.municipality_match.
ALIKE = 7
# Before a name that is a word as well: wonen in Best.
BEFORE_A_NAME = {"gemeente", "in"}


class Elsewhere(NamedTuple):
    """A municipality with cases, how many, and their list."""

    name: str
    cases: int
    url: str


class PlaceWithoutCases(NamedTuple):
    """A municipality without cases, with those that have some: near it, and of those further away those like it."""

    name: str
    url: str
    near: list[Elsewhere]
    alike: list[Elsewhere]


def place_without_cases(typed: str) -> PlaceWithoutCases | None:
    """Return the municipality of today that was typed and has no case, not even a part in one; None without one.

    No query where no name of a place was typed; else one, and some ten for a place without cases.
    """
    names = set(_names(fold(typed).split()))
    if not names:
        return None
    today = Municipality.objects.on(timezone.localdate())
    for mine in today.filter(slug__in=names).order_by("name"):
        if not PublishedPlace.objects.filter(municipality=mine).exists():
            return _with_others(mine)
    return None


def _names(said: list[str]) -> Iterator[str]:
    """Yield the slugs of what may be the name of a municipality among these words."""
    known = lexicon()
    for start in range(len(said)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(said)) + 1):
            name = said[start:end]
            told = len(name) == len(said) or (start > 0 and said[start - 1] in BEFORE_A_NAME)
            if known.is_place(name, surely=not told):
                yield "-".join(name)


def _with_others(mine: Municipality) -> PlaceWithoutCases:
    own = PublishedPlace.objects.filter(reason=PublishedPlace.Reason.OWN).order_by()
    counts = dict(own.values_list("municipality").annotate(cases=Count("pk")))
    others = Municipality.objects.on(timezone.localdate()).in_bulk(counts)
    away = sorted((_away(mine, other), other.name, pk) for pk, other in others.items())
    near = [pk for km, _, pk in away if km <= NEAR_KM][:SHOWN]
    alike = comparable(mine, others.keys() - set(near), at_least=ALIKE, limit=SHOWN)

    def shown(other: Municipality) -> Elsewhere:
        url = f"{reverse('case-list')}?{urlencode({'gemeente': other.cbs_code})}"
        return Elsewhere(other.name, counts[other.pk], url)

    return PlaceWithoutCases(
        mine.name,
        mine.get_absolute_url(),
        [shown(others[pk]) for pk in near],
        [shown(others[one.other.pk]) for one in alike],
    )


def _away(mine: Municipality, other: Municipality) -> float:
    """Return the kilometres between the middles of two municipalities; without end where one is not known."""
    if not (mine.latitude and mine.longitude and other.latitude and other.longitude):
        return inf
    north = float(other.latitude - mine.latitude)
    east = float(other.longitude - mine.longitude) * cos(radians(float(mine.latitude)))
    return KM_PER_DEGREE * hypot(north, east)
