"""How well a case fits a municipality: the rule behind `sorteer=past-bij` and the words on cards and pages.

The municipalities in which a case plays (its own, the members of its regions, and those that take part) are each
compared with mine in four aspects, and the one with most points counts. Points by aspect:

| aspect | alike | nearly alike | otherwise or unknown |
|---|---|---|---|
| size | 4, the same CBS size class | 2, one class apart | 0 |
| urbanity | 4, the same CBS class | 2, one class apart | 0 |
| place | 2, a region in common today | 1, the same province today | 0 |
| growth since 2017 | 1, both grew, shrank or stayed about the same | 0 | 0 |

Size and urbanity weigh most: they decide what a municipality has to do and with how many people. What is unknown gives
no points, so a well-known municipality goes before one of which little is known. A case without a place comes last.
Cases with as many points stand by newest knowledge. The page that chooses a municipality tells readers the same.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cases.models import PublishedPlace
from municipalities.comparison import Aspect, Comparison, Comparisons, Level
from municipalities.models import Municipality

POINTS = {
    (Aspect.SIZE, Level.SAME): 4,
    (Aspect.SIZE, Level.NEAR): 2,
    (Aspect.URBANITY, Level.SAME): 4,
    (Aspect.URBANITY, Level.NEAR): 2,
    (Aspect.PLACE, Level.SAME): 2,
    (Aspect.PLACE, Level.NEAR): 1,
    (Aspect.GROWTH, Level.SAME): 1,
}
# A successor inherits the case but is not where it played.
PLAYS_IN = [PublishedPlace.Reason.OWN, PublishedPlace.Reason.INVOLVED, PublishedPlace.Reason.REGION]
NOWHERE = -1


def points(levels: dict[Aspect, Level]) -> int:
    """Return how well a municipality fits, from 0 to 11."""
    return sum(POINTS.get(given, 0) for given in levels.items())


def best_matches(mine: Municipality, slugs: Iterable[str]) -> dict[str, Comparison]:
    """Return for each of these public cases the municipality of it that fits `mine` best, compared; none without place.

    Six queries, however many cases.
    """
    places = PublishedPlace.objects.filter(published_case__slug__in=list(slugs), reason__in=PLAYS_IN)
    by_case: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for slug, municipality, reason in places.values_list("published_case__slug", "municipality", "reason"):
        by_case[slug].append((PLAYS_IN.index(PublishedPlace.Reason(reason)), municipality))
    if not by_case:
        return {}
    comparisons = Comparisons(mine)
    return {slug: _best(rows, comparisons) for slug, rows in by_case.items()}


def _best(rows: list[tuple[int, int]], comparisons: Comparisons) -> Comparison:
    """Return the comparison with most points; of as many the nearest to the case, then by name."""

    def order(row: tuple[int, int]) -> tuple[int, int, str]:
        reason, municipality = row
        return -points(comparisons.levels(municipality)), reason, comparisons.municipalities[municipality].name

    return comparisons.with_one(min(rows, key=order)[1])


def by_match(mine: Municipality) -> models.expressions.OrderBy:
    """Return the order of cases by how well they fit `mine`, best first."""
    comparisons = Comparisons(mine)
    by_points: dict[int, list[int]] = defaultdict(list)
    for municipality in comparisons.municipalities:
        by_points[points(comparisons.levels(municipality))].append(municipality)
    given = models.Case(
        *(models.When(municipality__in=ids, then=number) for number, ids in by_points.items() if number),
        default=0,
        output_field=models.SmallIntegerField(),
    )
    best = (
        PublishedPlace.objects.filter(published_case=OuterRef("pk"), reason__in=PLAYS_IN)
        .order_by()
        .values("published_case")
        .annotate(best=Max(given))
        .values("best")
    )
    return Coalesce(Subquery(best), NOWHERE).desc()


def comparable(mine: Municipality, among: Iterable[int], *, at_least: int, limit: int) -> list[Comparison]:
    """Return the municipalities `among` these ids that fit `mine` with `at_least` so many points, the best first."""
    comparisons = Comparisons(mine)
    found = [
        (-given, comparisons.municipalities[municipality].name, municipality)
        for municipality in among
        if municipality != mine.pk and (given := points(comparisons.levels(municipality))) >= at_least
    ]
    return [comparisons.with_one(municipality) for _, _, municipality in sorted(found)[:limit]]
