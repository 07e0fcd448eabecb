"""Where a request comes in, and what happens around accounts: what the log must tell of either."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from gouden.web.operations.logs import event, origin

logger = logging.getLogger(__name__)

UNKNOWN = "unknown account"


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


def record(action: str, *, actor: str | None, object: str = "account", result: str = "ok") -> None:
    """Log what `actor` did to `object` and how it ended: "ok", "refused", "locked out", or what has changed."""
    level = logging.WARNING if result in {"refused", "locked out"} else logging.INFO
    logger.log(level, "%s: %s", action, result, extra=event(action, object, result, actor))


def known(name: str) -> str:
    """Return `name` if an account has it. Who mistypes may have typed a password there: that is not for the log."""
    users = get_user_model()
    exists = "\x00" not in name and users._default_manager.filter(**{users.USERNAME_FIELD: name}).exists()
    return name if exists else UNKNOWN


@receiver(user_logged_in)
def signed_in(user: Any, **kwargs: Any) -> None:
    """Log that `user` signed in."""
    record("sign in", actor=user.get_username())


@receiver(user_logged_out)
def signed_out(user: Any, **kwargs: Any) -> None:
    """Log that `user` signed out; None had no session any more."""
    if user is not None:
        record("sign out", actor=user.get_username())


@receiver(user_login_failed)
def sign_in_refused(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Log a refused attempt."""
    name = str(credentials.get(get_user_model().USERNAME_FIELD, ""))
    record("sign in", actor=known(name), result="refused")
