"""A client that openapi-generator makes from the schema, in Python: it reads a running portal, and loses nothing.

`.ci/clients` makes it and runs this, with the folder of the client and the address of the portal.
"""

import json
import re
import sys
from typing import Any

folder, portal = sys.argv[1:]
sys.path.insert(0, folder)

import gouden_generated as made  # noqa: E402  # type: ignore[import-not-found]

NEXT = re.compile(r'<[^>]*[?&]cursor=([^&>]+)[^>]*>; rel="next"')
client = made.ApiClient(made.Configuration(host=f"{portal}/api/v1"))
cases, changes = made.PraktijkvoorbeeldenApi(client), made.WijzigingenApi(client)


def told(value: Any) -> Any:
    """Return what the client holds as JSON; it writes moments in its own way."""
    return filled(json.loads(re.sub(r'(T[0-9:.]+)(\+00:00|Z)"', r'\1Z"', value.to_json())))


def filled(value: Any) -> Any:
    """Return a value without keys that are null, some of which this client does not write."""
    if isinstance(value, dict):
        return {name: filled(one) for name, one in value.items() if one is not None}
    return [filled(one) for one in value] if isinstance(value, list) else value


def same(answer: Any) -> Any:
    """Return what the client made of an answer, which is all of it."""
    stored = filled(json.loads(answer.raw_data))
    if (found := told(answer.data)) != stored:
        raise SystemExit(f"lost: {different(found, stored)}")
    return answer.data


def different(found: Any, stored: Any, path: str = "") -> str:
    """Return where two values differ first."""
    if isinstance(found, dict) and isinstance(stored, dict):
        parts = [(f"{path}/{name}", found.get(name), stored.get(name)) for name in {*found, *stored}]
    elif isinstance(found, list) and isinstance(stored, list) and len(found) == len(stored):
        parts = [(f"{path}/{at}", one, other) for at, (one, other) in enumerate(zip(found, stored, strict=True))]
    else:
        return f"{path}: {found!r} for {stored!r}"
    return next(different(one, other, at) for at, one, other in parts if one != other)


def walk(*names: str) -> int:
    """Walk all cases with these keys, and return how many there are."""
    cursor, count = "begin", 0
    while cursor:
        chosen = {"velden": list(names)} if names else {}
        answer = cases.lijst_praktijkvoorbeelden_with_http_info(cursor=cursor, page_size=100, **chosen)
        count += len(same(answer).resultaten)
        following = NEXT.search(answer.headers["Link"])
        cursor = following[1] if following else ""
    return count


total = walk()
slugs = [row["slug"] for row in json.loads(cases.lijst_praktijkvoorbeelden_with_http_info().raw_data)["resultaten"]]
if not total or {walk("*"), walk("slug", "titel")} != {total}:
    raise SystemExit("not the same cases")
for slug in slugs:
    same(cases.toon_praktijkvoorbeeld_with_http_info(slug))

since, events = "0", 0
while (page := same(changes.lijst_wijzigingen_with_http_info(sinds=since, page_size=100))).resultaten:
    since, events = page.cursor, events + len(page.resultaten)

lines = [json.loads(line) for line in bytes(cases.exporteer_praktijkvoorbeelden()).splitlines()]
if len(lines) != total or any(told(made.Record.from_dict(line)) != filled(line) for line in lines):
    raise SystemExit("lost in the file")

for ask, status in (
    (lambda: cases.lijst_praktijkvoorbeelden(thema=["bestaat-niet"]), 400),
    (lambda: cases.toon_praktijkvoorbeeld("bestaat-niet"), 404),
):
    try:
        ask()
        raise SystemExit(f"no {status}")
    except made.ApiException as error:
        if (error.status, error.data.status) != (status, status):
            raise SystemExit(f"no {status}") from None

print(f"{total} cases, {events} changes")
