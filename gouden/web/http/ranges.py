"""Large files: how to go on with one that broke off, and to know that it is whole (RFC 9110, 14; RFC 9530)."""

import base64
import hashlib
import re
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gouden.web.http.compression import DIGEST
from gouden.web.http.conditional import View

# One part: from a byte to a byte, or the last so many.
RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})|bytes=-([0-9]{1,15})")


def with_ranges(view: View) -> View:
    """Return `view`, of whose files a part can be asked for, and of which the whole says its SHA-256.

    What is sent while it is made has neither. A part is never compressed: it is of the bytes that the digest is of.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        digest = base64.b64encode(hashlib.sha256(response.content).digest()).decode()
        response.headers["Accept-Ranges"] = "bytes"
        response.headers[DIGEST] = f"sha-256=:{digest}:"
        asked = RANGE.fullmatch(request.headers.get("Range", ""))
        # Who has the beginning of another version gets this one whole.
        held = request.headers.get("If-Range", response.headers.get("ETag"))
        if request.method == "GET" and asked and held == response.headers.get("ETag"):
            request.META.pop("HTTP_ACCEPT_ENCODING", None)
            return _part(response, asked)
        return response

    return answer


def _part(response: HttpResponse, asked: re.Match[str]) -> HttpResponse:
    """Return the part that was asked for (206), or that there is no such part (416)."""
    length = len(response.content)
    first, last, suffix = asked.groups()
    start = max(length - int(suffix), 0) if suffix else int(first)
    stop = min(int(last) + 1, length) if last else length
    if start >= stop or suffix == "0":
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    response.content = response.content[start:stop]
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{length}"
    return response
