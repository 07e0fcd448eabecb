"""What a picture says, the address that names its version, and having it made, within its time, by another process.

Setting a picture takes a core for a while and cannot be called off, as with a note (ADR 22).
"""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

import orjson
from django.core.cache import cache as kept
from django.urls import reverse

from cases.projection.records import CaseRecord
from cases.reading.pictograms import leading_themes, pictogram
from cases.reading.wording import places
from gouden.web.http.links import absolute
from gouden.web.text.dutch_text import shortened

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = Path(__file__).with_name("social_card.typ")
WIDTH, HEIGHT = 1200, 630
# A picture is there in half a second and has some tens of kB; what takes longer or is larger is none of ours.
SECONDS, LARGEST = 10.0, 1_000_000
# So long a process keeps a picture; its address says which it is, so it never changes.
KEPT_SECONDS = 30 * 24 * 3600
# What fits, in letters.
TITLE, PLACE, SUBJECT = 130, 60, 40
# One picture at a time in each process that serves readers: the others wait as long as one may take.
_making = threading.BoundedSemaphore(1)


class PictureText(TypedDict):
    """What a picture says; `symbol` and `hue` are those of `pictograms.Pictogram`, the symbol empty for none."""

    kind: str
    title: str
    place: str
    subject: str
    symbol: str
    hue: int | None


class SocialPicture(NamedTuple):
    """A picture for a page, as its head names it."""

    url: str
    alt: str


class NotMade(Exception):
    """The picture was not there in time, or is not what it should be."""


def said(record: CaseRecord) -> PictureText:
    """Return what the picture of a case says: of its leading theme the name and the pictogram."""
    theme = next(iter(leading_themes(record["themas"])), None)
    sign = pictogram(theme["slug"]) if theme else None
    return {
        "kind": record["soort"].capitalize(),
        "title": shortened(record["titel"], TITLE),
        "place": shortened(places(record), PLACE),
        "subject": shortened(theme["naam"], SUBJECT) if theme else "",
        "symbol": sign.symbol if sign else "",
        "hue": sign.hue if sign else None,
    }


def version(what: PictureText) -> str:
    """Return what names this picture: another for other words, another pictogram or another template."""
    return hashlib.sha256(orjson.dumps(what) + _look()).hexdigest()[:16]


@cache
def _look() -> bytes:
    """Return what all pictures share."""
    return TEMPLATE.read_bytes()


def of_case(record: CaseRecord) -> SocialPicture:
    """Return the picture of a public case."""
    what = said(record)
    path = reverse("case-picture", args=[record["slug"], version(what)])
    return SocialPicture(absolute(path), ", ".join(part for part in (what["title"], what["place"]) if part))


def picture(what: PictureText) -> bytes:
    """Return the picture as a PNG, from memory where this process made it before. Raises NotMade."""
    name = f"social-card-{version(what)}"
    found: bytes | None = kept.get(name)
    if found is None:
        found = _made_alone(what)
        kept.set(name, found, KEPT_SECONDS)
    return found


def _made_alone(what: PictureText) -> bytes:
    if not _making.acquire(timeout=SECONDS):
        raise NotMade("others took too long")
    try:
        return make(what)
    finally:
        _making.release()


def make(what: Mapping[str, object]) -> bytes:
    """Return the picture as a PNG of WIDTH by HEIGHT, made now. Raises NotMade."""
    command = [sys.executable, "-m", "cases.outputs.social_cards.drawing"]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; what a picture says is in its input only
            command, input=orjson.dumps(what), capture_output=True, timeout=SECONDS, cwd=ROOT, check=True
        )
    except subprocess.TimeoutExpired:
        raise NotMade(f"not in {SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        raise NotMade(error.stderr.decode(errors="replace").strip()) from None
    if len(done.stdout) > LARGEST:
        raise NotMade(f"{len(done.stdout)} bytes")
    return done.stdout
