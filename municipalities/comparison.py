"""How one municipality compares with another, in words: size, urbanity, place and growth, each with its year.

What the reference lists do not know is said to be unknown; nothing is guessed.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import number_format

from municipalities.models import Municipality, Region
from municipalities.succession import current_successors

# Where a size class begins. Source: the CBS's classification of municipalities by number of inhabitants, in eight
# classes (gemeentegrootte: below 5 000 to 250 000 and more).
SIZE_CLASSES = (5_000, 10_000, 20_000, 50_000, 100_000, 150_000, 250_000)
# How each class is asked for, the smallest first.
SIZES = (
    f"tot-{SIZE_CLASSES[0]}",
    *(f"{first}-{end}" for first, end in pairwise(SIZE_CLASSES)),
    f"vanaf-{SIZE_CLASSES[-1]}",
)
# From how many per cent between two counts a municipality grew or shrank; less is called about the same.
TREND_PERCENT = 1
# The smallest region two municipalities share says most about how they work together.
REGIONS_BY_NEARNESS = (
    Region.Kind.COOPERATION,
    Region.Kind.LABOUR_MARKET,
    Region.Kind.COROP,
    Region.Kind.SAFETY,
)


class Aspect(StrEnum):
    """In what two municipalities are compared."""

    SIZE = "grootte"
    URBANITY = "stedelijkheid"
    PLACE = "ligging"
    GROWTH = "groei"


class Level(StrEnum):
    """How far apart they are in it."""

    SAME = "gelijk"
    NEAR = "bijna"
    OTHER = "anders"
    UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Fact:
    """How the other municipality compares in one aspect, as the end of 'Meppel is ...' or 'Meppel ...'."""

    aspect: Aspect
    level: Level
    text: str


@dataclass(frozen=True)
class Comparison:
    """A municipality beside mine."""

    mine: Municipality
    other: Municipality
    facts: tuple[Fact, ...]

    @property
    def itself(self) -> bool:
        """Whether it is the same municipality."""
        return self.mine == self.other


@dataclass
class _Position:
    """Where a municipality lies today, or its successors do."""

    provinces: set[str] = field(default_factory=set)
    regions: dict[int, Region] = field(default_factory=dict)


class Comparisons:
    """Compares municipalities with `mine`, one that exists today. Reads the reference lists in five queries."""

    def __init__(self, mine: Municipality) -> None:
        # Reading what is not compared, such as where they lie on the map, would take most of the time.
        compared = Municipality.objects.defer("latitude", "longitude", "area_km2")
        self.municipalities = compared.prefetch_related("province").in_bulk()
        self.mine = self.municipalities[mine.pk]
        self.day = timezone.localdate()
        self._successors = current_successors(self.day)
        self._regions: dict[int, list[int]] = defaultdict(list)
        self._every_region = Region.objects.public().in_bulk()
        members = Region.members.through.objects.filter(region__in=self._every_region)
        for municipality, region in members.values_list("municipality_id", "region_id"):
            self._regions[municipality].append(region)
        self._own = self._position(self.mine)

    def levels(self, municipality: int) -> dict[Aspect, Level]:
        """Return how far apart one municipality is from mine in each aspect, by its id."""
        other = self.municipalities[municipality]
        return {
            Aspect.SIZE: _level(_steps_in_size(self.mine, other)),
            Aspect.URBANITY: _level(_steps_in_urbanity(self.mine, other)),
            Aspect.PLACE: _place_level(self._own, self._position(other)),
            Aspect.GROWTH: _growth_level(growth_percent(self.mine), growth_percent(other)),
        }

    def with_one(self, municipality: int) -> Comparison:
        """Return the comparison with one municipality in words, by its id."""
        other, levels = self.municipalities[municipality], self.levels(municipality)
        texts = {
            Aspect.SIZE: size(self.mine, other),
            Aspect.URBANITY: urbanity(self.mine, other),
            Aspect.PLACE: place(other, self._own, self._position(other)),
            Aspect.GROWTH: growth(self.mine, other),
        }
        facts = (Fact(aspect, level, texts[aspect]) for aspect, level in levels.items())
        return Comparison(self.mine, other, tuple(facts))

    def _position(self, municipality: Municipality) -> _Position:
        position = _Position()
        today = {municipality.pk} if municipality.exists_on(self.day) else self._successors.get(municipality.pk, set())
        for pk in today:
            position.provinces.add(self.municipalities[pk].province.name)
            position.regions |= {region: self._every_region[region] for region in self._regions[pk]}
        return position


def size_class(population: int) -> int:
    """Return the number of the size class, from 0 for the smallest."""
    return bisect_right(SIZE_CLASSES, population)


def size_label(population: int) -> str:
    """Return the size class in words: '20.000 tot 50.000 inwoners'."""
    return size_name(size_class(population))


def size_name(number: int) -> str:
    """Return the size class with this number in words."""
    if number == 0:
        return f"minder dan {_number(SIZE_CLASSES[0])} inwoners"
    if number == len(SIZE_CLASSES):
        return f"{_number(SIZE_CLASSES[-1])} of meer inwoners"
    return f"{_number(SIZE_CLASSES[number - 1])} tot {_number(SIZE_CLASSES[number])} inwoners"


def sizes_by_code() -> dict[str, str]:
    """Return the size of each municipality by its last count, one of SIZES by CBS code; without a count it has none."""
    counted = Municipality.objects.exclude(population=None).order_by().values_list("cbs_code", "population")
    return {code: SIZES[size_class(population)] for code, population in counted if population is not None}


def size(mine: Municipality, other: Municipality) -> str:
    """Compare by size class."""
    own, theirs = _size_of(mine), _size_of(other)
    steps = _steps_in_size(mine, other)
    if steps is None:
        return _half_known("grootte", mine, own, theirs)
    return f"{_in_words(steps, 'even groot', 'groter', 'kleiner')}: {_beside(theirs, mine, own)}"


def _steps_in_size(mine: Municipality, other: Municipality) -> int | None:
    """Return how many size classes the other is larger; None when one of the two is unknown."""
    if mine.population is None or other.population is None:
        return None
    return size_class(other.population) - size_class(mine.population)


def _size_of(municipality: Municipality) -> str:
    if municipality.population is None or municipality.population_date is None:
        return ""
    return f"{size_label(municipality.population)} ({municipality.population_date.year})"


def urbanity(mine: Municipality, other: Municipality) -> str:
    """Compare by the CBS's class of address density."""
    own, theirs = _urbanity_of(mine), _urbanity_of(other)
    steps = _steps_in_urbanity(mine, other)
    if steps is None:
        return _half_known("stedelijkheid", mine, own, theirs)
    return f"{_in_words(steps, 'even stedelijk', 'stedelijker', 'minder stedelijk')}: {_beside(theirs, mine, own)}"


def _steps_in_urbanity(mine: Municipality, other: Municipality) -> int | None:
    """Return how many classes the other is more urban, of which 1 is the most; None when one of the two is unknown."""
    return None if mine.urbanity is None or other.urbanity is None else mine.urbanity - other.urbanity


def _urbanity_of(municipality: Municipality) -> str:
    if municipality.urbanity is None:
        return ""
    return f"{municipality.get_urbanity_display()} ({municipality.urbanity_year})"


def _level(steps: int | None) -> Level:
    return Level.UNKNOWN if steps is None else {0: Level.SAME, 1: Level.NEAR}.get(abs(steps), Level.OTHER)


def _in_words(steps: int, same: str, more: str, less: str) -> str:
    """Return how many classes the other is apart: one is a little, from two on it is much."""
    if steps == 0:
        return same
    return f"{'iets' if abs(steps) == 1 else 'veel'} {more if steps > 0 else less}"


def _beside(theirs: str, mine: Municipality, own: str) -> str:
    """Return both, or once what they have alike."""
    return theirs if own == theirs else f"{theirs}; {mine.name} {own}"


def _half_known(what: str, mine: Municipality, own: str, theirs: str) -> str:
    if not theirs:
        return f"{what} niet bekend" + (f"; {mine.name} {own}" if own else "")
    return f"{what}: {theirs}; van {mine.name} niet bekend"


def place(other: Municipality, own: _Position, theirs: _Position) -> str:
    """Compare by region and province of today; of a municipality that is no more, by what it became."""
    moved = other.has_ended and theirs.provinces != {other.province.name}
    then = f"lag tot {other.valid_until:%Y} in {other.province.name}; " if moved else ""
    match _place_level(own, theirs):
        case Level.UNKNOWN:
            now = "ligging nu niet bekend"
        case Level.SAME:
            shared = (region for pk, region in own.regions.items() if pk in theirs.regions)
            nearest = min(shared, key=lambda region: (REGIONS_BY_NEARNESS.index(Region.Kind(region.kind)), region.name))
            now = f"nu in dezelfde {_kind(nearest)}: {nearest.name}"
        case Level.NEAR:
            now = f"nu in dezelfde provincie: {', '.join(sorted(own.provinces & theirs.provinces))}"
        case _:
            now = f"nu in een andere provincie: {', '.join(sorted(theirs.provinces))}"
    return then + now


def _place_level(own: _Position, theirs: _Position) -> Level:
    if not theirs.provinces:
        return Level.UNKNOWN
    if own.regions.keys() & theirs.regions.keys():
        return Level.SAME
    return Level.NEAR if own.provinces & theirs.provinces else Level.OTHER


def _kind(region: Region) -> str:
    return "COROP-regio" if region.kind == Region.Kind.COROP else str(region.get_kind_display())


def growth(mine: Municipality, other: Municipality) -> str:
    """Compare by growth or shrinkage since 2017, as far as there are two counts."""
    own, theirs = growth_percent(mine), growth_percent(other)
    if theirs is None:
        return "groei of krimp niet bekend"
    if own is None:
        return f"{_trend_words(other, theirs)}; van {mine.name} niet bekend"
    verb = f"{_verb(own)} ook" if _trend(own) == _trend(theirs) else _verb(own)
    years = "" if mine.population_date == other.population_date else f" {_years(mine)}"
    return f"{_trend_words(other, theirs)}; {mine.name} {verb}{_much(own)}{years}"


def _growth_level(own: Decimal | None, theirs: Decimal | None) -> Level:
    if own is None or theirs is None:
        return Level.UNKNOWN
    return (Level.SAME, Level.NEAR, Level.OTHER)[abs(_trend(own) - _trend(theirs))]


def growth_percent(municipality: Municipality) -> Decimal | None:
    """Return by how many per cent the population changed from 2017 to its latest count; None without two counts."""
    now, before, date = municipality.population, municipality.population_2017, municipality.population_date
    if now is None or not before or date is None or date.year <= 2017:
        return None
    return (Decimal(now - before) * 100 / before).quantize(Decimal("0.1"))


def _trend(percent: Decimal) -> int:
    if abs(percent) < TREND_PERCENT:
        return 0
    return 1 if percent > 0 else -1


def _trend_words(municipality: Municipality, percent: Decimal) -> str:
    """Return 'groeide 7,4% van 2017 tot 2023'."""
    return f"{_verb(percent)}{_much(percent)} {_years(municipality)}"


def _verb(percent: Decimal) -> str:
    return {1: "groeide", -1: "kromp", 0: "bleef"}[_trend(percent)]


def _much(percent: Decimal) -> str:
    return f" {_number(abs(percent))}%" if _trend(percent) else " ongeveer even groot"


def _years(municipality: Municipality) -> str:
    assert municipality.population_date is not None  # noqa: S101  # growth_percent asked for it
    return f"van 2017 tot {municipality.population_date.year}"


def _number(value: int | Decimal) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))
