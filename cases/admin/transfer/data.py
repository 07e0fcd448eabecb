"""An entry on its way from a sheet to the database, or back."""

from typing import Any

# What its cells hold, by the names of its fields.
Data = dict[str, Any]
