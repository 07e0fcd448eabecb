"""WHO: provinces, municipalities through time, regions and organisations."""

from municipalities.models.editing import EditedRow
from municipalities.models.municipality import Municipality, MunicipalityChange
from municipalities.models.organisation import Organisation
from municipalities.models.province import Province
from municipalities.models.reference import ReferenceRow
from municipalities.models.region import Region

__all__ = ["EditedRow", "Municipality", "MunicipalityChange", "Organisation", "Province", "ReferenceRow", "Region"]
