"""Writing the lists: adds what is missing, updates what differs, in a number of queries that the rows do not raise."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

from django.db.models import Model

from municipalities.importers.checking import Row, Rows, region_slug
from municipalities.importers.files import CHANGES, MUNICIPALITIES, REGIONS
from municipalities.importers.report import ADDED, UNCHANGED, UPDATED, ImportReport
from municipalities.importers.slugs import slug_of
from municipalities.importers.stored import ChangeKey, Stored
from municipalities.models import Municipality, MunicipalityChange, Province, Region

Key = TypeVar("Key", bound=Hashable)
Row_ = TypeVar("Row_", bound=Model)

MUNICIPALITY_FIELDS = (
    "name",
    "province_id",
    "valid_from",
    "valid_until",
    "population",
    "population_date",
    "population_2017",
    "latitude",
    "longitude",
    "urbanity",
    "urbanity_year",
    "area_km2",
)


def write(rows: Rows, stored: Stored, report: ImportReport) -> None:
    """Write rows that `check` had no objection to, and count them in the report. `stored` gets the new rows too."""
    report.totals = {
        "provincies": _write_provinces(rows[MUNICIPALITIES], stored),
        "gemeenten": _write_municipalities(rows[MUNICIPALITIES], stored),
        "herindelingen": _write_changes(rows[CHANGES], stored),
        "regio's": _write_regions(rows[REGIONS], stored),
    }
