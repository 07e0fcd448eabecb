"""Where editors keep who is in the catalogue: one module per subject."""

from municipalities.admin import municipality, organisation, province, region

__all__ = ["municipality", "organisation", "province", "region"]
