"""What the database holds of the reference lists before an import."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from municipalities.models import Municipality, MunicipalityChange, Province, Region

ChangeKey = tuple[int, int, datetime.date]


@dataclass(frozen=True)
class Stored:
    """The rows by what the lists call them. `members`: per region id, the id of the membership by municipality id."""

    provinces: dict[str, Province]
    municipalities: dict[str, Municipality]
    changes: dict[ChangeKey, MunicipalityChange]
    regions: dict[str, Region]
    uncoded_regions: list[Region]
    members: dict[int, dict[int, int]]

    @classmethod
    def load(cls) -> "Stored":
        """Read all of it, in five queries."""
        regions = list(Region.objects.all())
        members: dict[int, dict[int, int]] = defaultdict(dict)
        for membership, region, municipality in Region.members.through.objects.values_list(
            "pk", "region_id", "municipality_id"
        ):
            members[region][municipality] = membership
        return cls(
            provinces={row.code: row for row in Province.objects.all()},
            municipalities={row.cbs_code: row for row in Municipality.objects.all()},
            changes={(row.old_id, row.new_id, row.date): row for row in MunicipalityChange.objects.all()},
            regions={row.code: row for row in regions if row.code},
            uncoded_regions=[row for row in regions if not row.code],
            members=members,
        )
