"""The Netherlands drawn: its provinces, and where municipalities lie that have something to show.

A map is plain data for `components/map.html`; nothing here knows of pages. Begin reading in `maps`: the country of
which one chooses a province, an area near by with its municipalities, and where something lies. `places` reads the
municipalities, `drawing` holds what a map consists of and the projection, `layout` keeps what can be pressed apart,
`outlines` reads the provinces' borders.
"""

from municipalities.map.drawing import Map as Map
from municipalities.map.drawing import Mark as Mark
from municipalities.map.drawing import spot as spot
from municipalities.map.layout import with_names as with_names
from municipalities.map.maps import area_map as area_map
from municipalities.map.maps import choices as choices
from municipalities.map.maps import country_map as country_map
from municipalities.map.maps import middle as middle
from municipalities.map.maps import place_map as place_map
from municipalities.map.maps import where_map as where_map
from municipalities.map.places import Town as Town
from municipalities.map.places import TownRow as TownRow
from municipalities.map.places import places as places
