"""The API's own description (OpenAPI) as what a page of reference shows. Nothing about the API is written twice."""

import re
from functools import cache
from typing import Any, NamedTuple

from drf_spectacular.generators import SchemaGenerator

from gouden.web.api.openapi import LINE, WITHOUT_SELECTION

Schema = dict[str, Any]

TYPES = {"string": "tekst", "integer": "geheel getal", "number": "getal", "boolean": "waar of niet", "object": "object"}
FORMATS = {"date": "datum", "date-time": "tijdstip", "uri": "webadres", "email": "mailadres"}


class Parameter(NamedTuple):
    """A parameter: where it goes (path or query), what it takes, and the values to choose from when they are few."""

    name: str
    place: str
    type: str
    repeats: bool
    text: str
    required: bool
    choices: list[str]


class ObjectKey(NamedTuple):
    """A key of an object: its type in words, which other object it holds, and what it means."""

    name: str
    type: str
    holds: str
    text: str


class Operation(NamedTuple):
    """What can be asked at an address, and what comes back: which object, and whether a list of them."""

    name: str
    path: str
    text: str
    parameters: list[Parameter]
    media_types: list[str]
    gives: str
    many: bool


class ApiReference(NamedTuple):
    """The operations by the noun they are about, and the objects they give."""

    groups: dict[str, list[Operation]]
    objects: dict[str, list[ObjectKey]]

    def operation(self, name: str) -> Operation:
        """Return the operation of this name."""
        return next(found for group in self.groups.values() for found in group if found.name == name)


@cache
def reference() -> ApiReference:
    """Return what the description says now; it changes only with the software."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    components = schema["components"]["schemas"]
    groups: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        groups.setdefault(operation["tags"][0], []).append(_operation(path, operation, components))
    objects = {name: _fields(found, components) for name, found in components.items() if found.get("properties")}
    shown = {operation.gives for group in groups.values() for operation in group}
    return ApiReference(groups, {name: objects[name] for name in _reached(shown, objects)})


def _operation(path: str, operation: Schema, components: Schema) -> Operation:
    content = operation["responses"]["200"].get("content", {})
    body: Schema = next(iter(content.values()), {})
    gives, many = _gives(body, components)
    parameters = [_parameter(found, components) for found in operation.get("parameters", [])]
    return Operation(
        operation["operationId"], path, _plain(operation.get("description", "")), parameters, list(content), gives, many
    )


def _gives(body: Schema, components: Schema) -> tuple[str, bool]:
    """Return the object that a body holds, and whether it is a page with many of them."""
    name = _holds(body.get("schema", {}))
    rows = components.get(name, {}).get("properties", {}).get("resultaten")
    whole = _holds(body.get(WITHOUT_SELECTION) or body.get(LINE) or {})
    return (whole or _holds(rows), True) if rows else (whole or name, False)


def _parameter(found: Schema, components: Schema) -> Parameter:
    schema = found["schema"]
    values = schema.get("items", schema)
    several = schema.get("type") == "array"
    repeats = several and found.get("explode", True)
    listed = several and not repeats
    # Of a list within one value there is no one to choose.
    choices = [] if listed else values.get("enum") or components.get(_holds(values), {}).get("enum") or []
    text = _plain(found.get("description", ""))
    type_ = f"{_type(values)}, met komma's" if listed else _type(values)
    return Parameter(found["name"], found["in"], type_, repeats, text, bool(found.get("required")), choices)


def _fields(found: Schema, components: Schema) -> list[ObjectKey]:
    fields = []
    for name, schema in found["properties"].items():
        holds = _holds(schema)
        inner = components.get(holds, {})
        text = schema.get("description") or ", ".join(str(value) for value in inner.get("enum", []))
        type_ = _type(schema) if inner.get("properties") or not holds else _type(inner)
        fields.append(ObjectKey(name, type_, holds if inner.get("properties") else "", _plain(text)))
    return fields


def _plain(text: str) -> str:
    """Return a description without the list of choices that drf-spectacular adds, and with quotes for its code."""
    return re.sub(r"`([^`]*)`", r"‘\1’", text.partition("\n\n*")[0])


def _type(schema: Schema) -> str:
    """Return the type in Dutch: 'tekst', 'lijst van object', 'datum of leeg'."""
    if schema.get("type") == "array":
        return f"lijst van {_type(schema['items'])}"
    named = FORMATS.get(schema.get("format", "")) or TYPES.get(schema.get("type", ""))
    if not named:
        named = "object" if _holds(schema) else "tekst"
    return f"{named} of leeg" if schema.get("nullable") else named


def _holds(schema: Schema) -> str:
    """Return the name of the component that `schema` refers to, at whatever depth it says so; empty for none."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    parts = [schema["items"]] if "items" in schema else []
    for word in ("allOf", "oneOf", "anyOf"):
        parts += schema.get(word, [])
    return next((name for part in parts if (name := _holds(part))), "")


def _reached(names: set[str], objects: dict[str, list[ObjectKey]]) -> list[str]:
    """Return the objects that can be met from these, in alphabetical order."""
    found: set[str] = set()
    waiting = [name for name in names if name in objects]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [field.holds for field in objects[name] if field.holds]
    return sorted(found)
