"""`velden`: which keys of a case a partner wants."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from cases.projection.public_serializers import CardSerializer, RecordSerializer

CARD = frozenset(CardSerializer().fields)
RECORD = tuple(RecordSerializer().fields)
EVERYTHING = "*"

PARAMETER = OpenApiParameter(
    name="velden",
    type={"type": "array", "items": {"type": "string", "enum": [EVERYTHING, *RECORD]}, "minItems": 1},
    style="form",
    explode=False,
    description=f"Alleen deze sleutels, met komma's ertussen; `{EVERYTHING}` geeft ze alle. Zonder dit geeft een lijst "
    "de sleutels van een kaartje, en een praktijkvoorbeeld alles.",
)
OF_EVENTS = OpenApiParameter(
    name="velden",
    type=PARAMETER.type,
    style="form",
    explode=False,
    description="Geeft bij elke gebeurtenis in `praktijkvoorbeeld` ook het voorbeeld zoals het nu is, met deze "
    f"sleutels, met komma's ertussen; `{EVERYTHING}` geeft ze alle.",
)


class FieldSelection:
    """Reads `velden` (see `gouden.web.api.filtering`)."""

    parameters = ("velden",)

    def errors(self, request: Request) -> dict[str, list[str]]:
        """Return what is wrong with `velden`, by name."""
        unknown = [name for name in _asked(request) or () if name != EVERYTHING and name not in RECORD]
        return (
            {"velden": [f"‘{name[:60]}’ is geen veld van een praktijkvoorbeeld." for name in unknown]}
            if unknown
            else {}
        )

    def of(self, request: Request) -> tuple[str, ...] | None:
        """Return the keys asked for, in the order of a record; None when the parameter is absent."""
        asked = _asked(request)
        if asked is None:
            return None
        return RECORD if EVERYTHING in asked else tuple(name for name in RECORD if name in asked)


def select(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return these keys of a record or a card."""
    return {name: record[name] for name in names}


def _asked(request: Request) -> list[str] | None:
    values = request.query_params.getlist("velden")
    return [name for value in values for name in value.split(",")] if values else None
