"""Conditional requests: a page is new only when the catalogue or the code is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

View = Callable[..., HttpResponseBase]


def conditional_on(version: Callable[[], int]) -> Callable[[View], View]:
    """Return a decorator that answers 304 while `version()` and the release are what the visitor has.

    The tag is made before the view runs, so a 304 costs the one query that `version` does. Caches may keep the answer
    but ask each time whether it still holds.
    """

    def tag(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f'"{version()}-{settings.GOUDEN_RELEASE}"'

    def decorator(view: View) -> View:
        conditional = condition(etag_func=tag)(view)

        @wraps(conditional)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = conditional(request, *args, **kwargs)
            if response.status_code in {200, 304}:
                patch_cache_control(response, public=True, no_cache=True)
            else:
                # A refusal is no version of the page: nobody may hold it against a later answer.
                response.headers.pop("ETag", None)
            return response

        return answer

    return decorator
