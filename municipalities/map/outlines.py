"""The borders of the twelve provinces, as `drawing` draws them.

Adapted from the Gebiedsindelingen of CBS and Kadaster (generalised, as of 2020; CC BY 4.0): projected, in whole units,
and simplified to within 1.2 units (600 m), each border that two provinces share once, so that none gapes. Islands of
less than 6 square units (1.5 km²) are left out.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from municipalities.map.drawing import Box, Spot

DATA = Path(__file__).with_name("data") / "provinces.json"


class Outline(NamedTuple):
    """A province: its border as an SVG path, what it spans, and where its name is written on a map of the country."""

    path: str
    box: Box
    label: Spot


@cache
def outlines() -> dict[str, Outline]:
    """Return the outline of each province by its code."""
    read = json.loads(DATA.read_text(encoding="utf-8"))
    return {code: Outline(one["outline"], tuple(one["box"]), tuple(one["label"])) for code, one in read.items()}


@cache
def ground() -> str:
    """Return all provinces as one SVG path."""
    return "".join(outline.path for outline in outlines().values())
