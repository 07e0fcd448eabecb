"""Public pages kept as they were rendered and compressed, for who asks the same while nothing changed.

A page is kept by its address (the path, and the parameters that its view knows, in one order) for one tag: that of
what it is made of. Its view is asked with that address and no more, so nothing else can be in the page. Whoever has a
session gets a page of her own, and no answer is kept that sets a cookie, holds a token of a form or says a message.

Pages are kept in this process, and in the shared cache where the settings name one (CACHES["pages"]).
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import has_vary_header, patch_vary_headers

from gouden.web.http.encodings import ENCODINGS, IDENTITY, compressed, preferred
from gouden.web.http.page_store import KeptPage, PageStore, SharedPages

# In seconds: how long a request waits for another that is making the same page, before it makes one itself.
PATIENCE = 10.0
# Of an address in characters, and of a page in bytes as it is kept: what is longer is made each time.
LONGEST_ADDRESS, LARGEST_PAGE = 1_000, 500_000
# In the META of a request, as Django does for the cookie against forged requests.
LEFT_OUT = "gouden.left_out"


def leave_out(request: HttpRequest) -> None:
    """Keep no answer to this request: making it does something that has to be done each time."""
    request.META[LEFT_OUT] = True


def ask_only(request: HttpRequest, parameters: Iterable[str]) -> str:
    """Leave of the query only these `parameters`, in their order, and return the address that is then asked."""
    known = QueryDict(mutable=True)
    for name in parameters:
        if name in request.GET:
            known.setlist(name, request.GET.getlist(name))
    request.META["QUERY_STRING"] = known.urlencode()
    request.GET = QueryDict(request.META["QUERY_STRING"])
    return request.get_full_path()


@dataclass
class Wanted:
    """A page that is asked for, with the answer that was kept, or how to keep the one that is made now."""

    request: HttpRequest
    # Where and for what it is kept; no address where it is not.
    address: str = ""
    tag: str = ""
    response: HttpResponseBase | None = None

    @property
    def encoding(self) -> str:
        """How the visitor wants it over the line."""
        return preferred(self.request.headers.get("Accept-Encoding", ""))

    def keep(self, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer that was made, after keeping it where that may be."""
        if self.address and isinstance(response, HttpResponse) and is_for_everybody(self.request, response):
            encoding = ENCODINGS[-1] if self.encoding == IDENTITY else self.encoding
            body = compressed(response.content, encoding)
            if len(body) <= LARGEST_PAGE:
                page = KeptPage(self.tag, dict(response.headers), {encoding: body})
                pages.put(self.address, page)
                return answer_of(page, self.encoding)
        return response


class KeptPages:
    """The pages that are kept, and those that a request of this process is making."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[tuple[str, str], threading.Event] = {}

    @cached_property
    def store(self) -> PageStore:
        """What this process holds."""
        return PageStore(settings.GOUDEN_KEPT_PAGES_MB * 1_000_000)

    @cached_property
    def shared(self) -> SharedPages | None:
        """What all processes share; None where the settings name no cache."""
        return SharedPages() if "pages" in settings.CACHES else None

    @contextmanager
    def wanted(self, request: HttpRequest, address: str, tag: str) -> Iterator[Wanted]:
        """Give what is kept at `address`, or the turn to make it: who asks the same waits until this block ends."""
        if not may_be_kept(request, address):
            yield Wanted(request)
            return
        wanted = Wanted(request, address, tag)
        wanted.response = self._find(wanted)
        if wanted.response:
            yield wanted
            return
        with self._lock:
            others = self._making.get((address, tag))
            mine = None if others else self._making.setdefault((address, tag), threading.Event())
        if others and others.wait(PATIENCE):
            # When it cannot be kept after all, each makes its own.
            wanted.response = self._find(wanted)
        try:
            yield wanted
        finally:
            if mine:
                del self._making[address, tag]
                mine.set()

    def put(self, address: str, page: KeptPage) -> None:
        """Keep `page`."""
        self.store.put(address, page)
        if self.shared:
            self.shared.put(address, page)

    def _find(self, wanted: Wanted) -> HttpResponse | None:
        """Return the answer that is kept, as the visitor wants it over the line."""
        page = self.store.get(wanted.address, wanted.tag)
        if page is None and self.shared and (page := self.shared.get(wanted.address, wanted.tag)):
            self.store.put(wanted.address, page)
        if page is None:
            return None
        if wanted.encoding not in {IDENTITY, *page.bodies}:
            page = page.also(wanted.encoding)
            self.put(wanted.address, page)
        return answer_of(page, wanted.encoding)


def may_be_kept(request: HttpRequest, address: str) -> bool:
    """Whether this request may get what was made for another, and others what is made for it."""
    return (
        settings.GOUDEN_KEPT_PAGES_MB > 0
        and len(address) <= LONGEST_ADDRESS
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer would be the same for everybody who asks."""
    said = getattr(request, "_messages", None)
    return (
        "ETag" in response.headers
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and not request.META.get(LEFT_OUT)
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not (hasattr(request, "session") and request.session.accessed)
        and not (said is not None and said.used)
    )


def answer_of(page: KeptPage, encoding: str) -> HttpResponse:
    """Return a kept page as an answer in this encoding."""
    if encoding == IDENTITY:
        response = HttpResponse(page.plain(), headers=page.headers)
    else:
        response = HttpResponse(page.bodies[encoding], headers=page.headers)
        response.headers["Content-Encoding"] = encoding
        # Other bytes than those of the same page uncompressed, as Django's GZipMiddleware says it.
        response.headers["ETag"] = f"W/{page.headers['ETag']}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


pages = KeptPages()
