"""The one place that says which theme has which pictogram and which colour.

The drawings are symbols of static/img/pictograms.svg, the colours are the hues of static/css/pictogram.css. A subject
has both; a way of working has a drawing only, so that what a case is about stands out. A pictogram never stands alone:
the name of the theme is beside it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from cases.models import Theme


class Pictogram(NamedTuple):
    """A symbol of the sprite, and the hue it is drawn in (degrees of oklch); None: in grey."""

    symbol: str
    hue: int | None = None


# Hues of subjects that lie near each other are neighbours. Those of gold, from 65 to 105 degrees, belong to results.
PICTOGRAMS = {
    "toegang-tot-hulp": Pictogram("door-enter", 245),
    "jeugdhulp-en-opvoeden": Pictogram("mood-kid", 43),
    "langer-zelfstandig-wonen": Pictogram("home-heart", 144),
    "ontmoeting-en-eenzaamheid": Pictogram("coffee", 26),
    "dagbesteding": Pictogram("palette", 313),
    "werk-en-activering": Pictogram("briefcase", 262),
    "schulden-en-armoede": Pictogram("pig-money", 347),
    "mantelzorg-en-burenhulp": Pictogram("heart-handshake", 9),
    "dementie": Pictogram("brain", 296),
    "taal-en-digitale-vaardigheden": Pictogram("abc", 228),
    "wonen-en-leefbaarheid": Pictogram("building-community", 161),
    "gezondheid-en-bewegen": Pictogram("run", 127),
    "integratie-van-nieuwkomers": Pictogram("world", 211),
    "hulp-en-hulpmiddelen": Pictogram("wheelchair", 178),
    "ggz": Pictogram("cloud-rain", 279),
    "veiligheid": Pictogram("shield-check", 195),
    "krimp": Pictogram("arrows-minimize", 110),
    "ondernemers": Pictogram("building-store", 330),
    "communicatie": Pictogram("speakerphone", 60),
    "preventie": Pictogram("umbrella"),
    "integraal-werken": Pictogram("puzzle"),
    "co-creatie": Pictogram("bulb"),
    "bewonersinitiatief": Pictogram("plant"),
    "wijkgericht-werken": Pictogram("map-pin"),
    "maatwerk": Pictogram("ruler-measure"),
    "inkoop-en-bekostiging": Pictogram("file-euro"),
    "vrijwillige-inzet": Pictogram("user-heart"),
    "clientenparticipatie": Pictogram("microphone"),
    "regionale-samenwerking": Pictogram("topology-star-3"),
    "datagedreven-werken": Pictogram("chart-bar"),
    "kennisdeling": Pictogram("school"),
}
# For a theme that editors made since.
NEUTRAL = Pictogram("tag")


def pictogram(slug: str) -> Pictogram:
    """Return the pictogram of a theme, a neutral one when it has none of its own."""
    return PICTOGRAMS.get(slug, NEUTRAL)


def leading_themes(themes: Iterable[Any]) -> list[Any]:
    """Return of a record's themes those that tell it apart: its subjects, or its first way of working without one."""
    known = list(themes)
    subjects = [theme for theme in known if theme["soort"] == Theme.Kind.SUBJECT]
    return subjects or [theme for theme in known if theme["soort"] == Theme.Kind.APPROACH][:1]


def other_themes(themes: Iterable[Any]) -> list[Any]:
    """Return a record's themes without those that lead."""
    known = list(themes)
    leading = leading_themes(known)
    return [theme for theme in known if theme not in leading]
