"""Draws one picture: `python -m cases.outputs.social_cards.drawing` takes what it says as JSON and gives a PNG.

A process of its own, which knows no Django, no settings and no database. Typst gets what a picture says as data, never
as its own markup, reads no file and asks the network nothing, and uses the fonts that come with it (Libertinus Serif,
OFL). A character that those lack is left out.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("social_card.typ")
SPRITE = Path(__file__).resolve().parents[3] / "static" / "img" / "pictograms.svg"
LOGO = SPRITE.with_name("favicon.svg")
# Outside these the fonts may lack a character: Latin, Greek, Cyrillic, punctuation, euro.
UNSURE = re.compile("[^ -~\xa0-\xac\xae-\u024f\u0370-\u03ff\u0400-\u045f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac]")


def main() -> None:
    """Draw what the input says. Of what goes wrong only the kind is said: a message may repeat the words."""
    try:
        picture = drawn(json.load(sys.stdin.buffer))
    except BaseException as error:  # a panic in what sets it is no Exception
        raise SystemExit(type(error).__qualname__) from None
    sys.stdout.buffer.write(picture)


def drawn(what: dict[str, Any]) -> bytes:
    """Return the picture as a PNG, a pixel for each point of the template."""
    card = {name: clean(value) if isinstance(value, str) else value for name, value in what.items()}
    inputs = {"card": json.dumps(card), "drawing": symbol(what["symbol"]), "logo": LOGO.read_text(encoding="utf-8")}
    compiler = typst.Compiler(TEMPLATE.read_bytes(), ignore_system_fonts=True, sys_inputs=inputs)
    made = compiler.compile(format="png", ppi=72)
    assert isinstance(made, bytes)  # noqa: S101  # one page, and no list of pictures
    return made


def clean(text: str) -> str:
    """Return the words that the fonts can write."""
    return " ".join(UNSURE.sub("", text).split())


def symbol(name: str) -> str:
    """Return a drawing of the sprite as an SVG of its own, its colour still to be put in; empty for none."""
    found = re.search(rf'<symbol id="{re.escape(name)}"[^>]*>(.*?)</symbol>', SPRITE.read_text(encoding="utf-8"), re.S)
    if not name or not found:
        return ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="INK" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{found[1]}</svg>'
    )


if __name__ == "__main__":
    main()
