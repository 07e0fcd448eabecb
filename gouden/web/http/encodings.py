"""Bodies as they go over the line: compressed, in the way that the visitor's browser reads."""

import gzip
import re

import brotli

IDENTITY = "identity"
# The smallest first.
ENCODINGS = ("br", "gzip")
# More effort costs several times as much for a few per cent.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
# A coding with its weight, as in RFC 9110, 12.5.3.
CODING = re.compile(r"([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+))?", re.ASCII)


def preferred(accepted: str) -> str:
    """Return the first of ENCODINGS that a header Accept-Encoding allows by name; IDENTITY for none."""
    allowed = {name.lower() for name, weight in CODING.findall(accepted) if not weight or weight.strip("0.")}
    return next((name for name in ENCODINGS if name in allowed), IDENTITY)


def compressed(body: bytes, encoding: str) -> bytes:
    """Return `body` in one of ENCODINGS, the same bytes for the same body."""
    if encoding == "br":
        found: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return found
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def decompressed(body: bytes, encoding: str) -> bytes:
    """Return what `compressed` made of it."""
    if encoding == "br":
        found: bytes = brotli.decompress(body)
        return found
    return gzip.decompress(body)
