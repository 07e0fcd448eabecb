"""JSON, written by orjson."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer


class OrjsonRenderer(JSONRenderer):
    """Renders a response as UTF-8 JSON."""

    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, default=str)


class CodebookRenderer(OrjsonRenderer):
    """The same as CSV on the Web calls it."""

    media_type = "application/csvm+json"


def as_json(data: Any) -> Any:
    """Return `data` (serializer output included) as the plain values it has after a trip through JSON."""
    return orjson.loads(orjson.dumps(data, default=str))
