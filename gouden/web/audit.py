"""Where a request comes in, and who signed in to the admin: what the log must tell of either."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from gouden.web.logs import origin

logger = logging.getLogger(__name__)


class OriginMiddleware:
    """Says in every log line of a request whether it came in by the site, the API or the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.split("/", 2)[1]
        token = origin.set(first if first in {"api", "admin"} else "site")
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)


@receiver(user_logged_in)
def signed_in(user: Any, **kwargs: Any) -> None:
    """Log that `user` signed in."""
    logger.info("signed in", extra=_fields("sign in", "ok", user.get_username()))


@receiver(user_logged_out)
def signed_out(user: Any, **kwargs: Any) -> None:
    """Log that `user` signed out; None had no session any more."""
    if user is not None:
        logger.info("signed out", extra=_fields("sign out", "ok", user.get_username()))


@receiver(user_login_failed)
def sign_in_refused(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Log a refused attempt. Names only accounts that exist: who mistypes may have typed a password there."""
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD, ""))
    known = "\x00" not in name and users._default_manager.filter(**{users.USERNAME_FIELD: name}).exists()
    logger.warning("sign-in refused", extra=_fields("sign in", "refused", name if known else "unknown account"))


def _fields(action: str, result: str, actor: str) -> dict[str, str]:
    return {"action": action, "object": "account", "result": result, "actor": actor}
