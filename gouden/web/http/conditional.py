"""Conditional requests: a page is new only when what it is made of is."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial, wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from gouden.web.http.kept_pages import Wanted, ask_only, pages

View = Callable[..., HttpResponseBase]

# So often an answer is made when what it is made of keeps changing meanwhile.
ATTEMPTS = 3


def conditional_on[State](
    read: Callable[[], State],
    tag: Callable[[State], str],
    mark: Callable[[HttpResponseBase, State], None] = lambda response, state: None,
    kept_by: tuple[str, ...] | None = None,
) -> Callable[[View], View]:
    """Return a decorator that answers 304 while `tag` of the state that `read` returns is what the visitor has.

    A 304 costs one reading. An answer is made between two readings: only when they are equal it carries the tag, and
    caches may keep it, asking each time whether it still holds. `mark` writes in an answer of which state it is: it
    holds nothing from after that. With `kept_by`, answers are kept for others who ask for the same (kept_pages), by
    these parameters; the view gets no others.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return view(request, *args, **kwargs)
            wanted = _asked(request, kept_by)
            for _ in range(ATTEMPTS):
                before = read()
                etag = f'"{tag(before)}"'
                if held := get_conditional_response(request, etag=etag):
                    return _held(cast("HttpResponseBase", held), etag, before, mark)
                with wanted(tag(before)) as page:
                    if page.response:
                        return page.response
                    response = _rendered(view(request, *args, **kwargs))
                    after = read()
                    if after == before:
                        return page.keep(_fresh(response, etag, after, mark))
            return _fresh(response, "", after, mark)

        return answer

    return decorator


def _asked(request: HttpRequest, kept_by: tuple[str, ...] | None) -> Callable[[str], AbstractContextManager[Wanted]]:
    """Return what gives the page of a tag to who may make it; with `kept_by` None nothing is kept."""
    if kept_by is None:
        return lambda tag: nullcontext(Wanted(request))
    return partial(pages.wanted, request, ask_only(request, kept_by))


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer with its body made: a template is otherwise rendered after the view returned."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _held[State](
    response: HttpResponseBase, etag: str, state: State, mark: Callable[[HttpResponseBase, State], None]
) -> HttpResponseBase:
    """Return the answer to who has this state (304), or wants another (412)."""
    if response.status_code == 304:
        response.headers["ETag"] = etag
        patch_cache_control(response, public=True, no_cache=True)
        mark(response, state)
    return response


def _fresh[State](
    response: HttpResponseBase, etag: str, state: State, mark: Callable[[HttpResponseBase, State], None]
) -> HttpResponseBase:
    """Return the answer with what says how long it may be held; no `etag` when it is of no one state."""
    # A date does not tell two histories apart, and a cache in between would answer by it.
    response.headers.pop("Last-Modified", None)
    if response.status_code < 500:
        mark(response, state)
    if response.status_code == 200 and etag and not response.streaming:
        response.headers["ETag"] = etag
        patch_cache_control(response, public=True, no_cache=True)
        return response
    # A refusal is no version of the page: nobody may hold it against a later answer. What is still to be read while it
    # is sent may turn out to be of several states. And nobody may keep a redirect that the next move contradicts.
    response.headers.pop("ETag", None)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
