"""The vectors of the catalogue that comes with Gouden, in a file for each model, so that nobody has to make them.

A line of JSON with the model, the number of vectors and their length; the keys of the texts, in order, 16 bytes each;
and the vectors.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import orjson
from django.conf import settings

KEY = 16


def vectors(model: str) -> dict[str, bytes]:
    """Return by the key of a text its vector, as the file of this model has them; none where there is no such file."""
    path = _path(model)
    return _read(path, path.stat().st_mtime) if path.exists() else {}


@lru_cache(maxsize=1)
def _read(path: Path, changed: float) -> dict[str, bytes]:
    head, _, rest = path.read_bytes().partition(b"\n")
    about = orjson.loads(head)
    number, size = about["number"], about["size"]
    keys, held = rest[: number * KEY], rest[number * KEY :]
    return {keys[at * KEY : (at + 1) * KEY].hex(): held[at * size : (at + 1) * size] for at in range(number)}


def write(model: str, found: Mapping[str, bytes]) -> Path:
    """Write these vectors to the file of this model and return its path."""
    path = _path(model)
    path.parent.mkdir(exist_ok=True)
    head = {"model": model, "number": len(found), "size": len(next(iter(found.values()), b""))}
    keys = sorted(found)
    parts = [orjson.dumps(head), b"\n", *map(bytes.fromhex, keys), *(found[key] for key in keys)]
    path.write_bytes(b"".join(parts))
    return path


def _path(model: str) -> Path:
    name = "".join(sign if sign.isalnum() or sign in "-." else "_" for sign in model)
    return Path(settings.FIXTURE_DIR) / "vectors" / f"{name}.bin"
