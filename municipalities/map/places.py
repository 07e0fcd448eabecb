"""Every municipality that has begun, as maps and lists show it: plain data, read once for a version of the rows."""

import datetime
from itertools import groupby
from typing import NamedTuple

from django.utils.text import get_text_list

from gouden.web.text.sorting import name_key
from municipalities.map.drawing import Spot, spot
from municipalities.models import Municipality, MunicipalityChange
from municipalities.succession import SUCCESSION


class Town(NamedTuple):
    """A municipality of today or before."""

    code: str
    name: str
    # Its name, with what says that it is no more.
    label: str
    url: str
    # The code and the name of its province.
    province: str
    province_name: str
    # What became of it; empty for one of today.
    former: str
    # None when its coordinates are not known.
    spot: Spot | None
    # By what names are put in order.
    key: tuple[str, str]


class TownRow(NamedTuple):
    """A municipality in an index: where it leads, its name, and how many there are of it."""

    url: str
    label: str
    number: int


def places(day: datetime.date) -> list[Town]:
    """Return the municipalities that began by `day`, by name. Two queries."""
    columns = ("cbs_code", "slug", "name", "latitude", "longitude", "valid_from", "valid_until", "province")
    rows = Municipality.objects.begun(day).select_related("province").only(*columns, "province__code", "province__name")
    became = what_became(day)
    found = [
        Town(
            row.cbs_code,
            row.name,
            str(row),
            row.get_absolute_url(),
            row.province.code,
            row.province.name,
            "" if row.exists_on(day) else became.get(row.pk, "bestaat niet meer"),
            spot(row.latitude, row.longitude),
            name_key(row.name),
        )
        for row in rows
    ]
    return sorted(found, key=lambda place: place.key)


def what_became(day: datetime.date) -> dict[int, str]:
    """Return by id what became of those that are no more: 'bestaat niet meer: ging in 2019 op in ...'. One query."""
    changes = MunicipalityChange.objects.filter(kind__in=SUCCESSION, old__valid_until__lte=day, date__lte=day)
    rows = changes.order_by("old_id", "-date", "new__name").values_list("old_id", "date", "kind", "new__name")
    found = {}
    for old, group in groupby(rows, key=lambda row: row[0]):
        steps = list(group)
        _, date, kind, _ = steps[0]
        names = get_text_list([name for _, day, _, name in steps if day == date], "en")
        verb = f"heet sinds {date.year}" if kind == MunicipalityChange.Kind.RENAME else f"ging in {date.year} op in"
        found[old] = f"bestaat niet meer: {verb} {names}"
    return found
