"""How long a session in the admin lives, and who is halfway through signing in."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from gouden.web.operations import audit

MINUTE, HOUR = 60, 3600
HALFWAY = "signing_in"
HALFWAY_SECONDS = 10 * MINUTE


class SessionLifeMiddleware:
    """Ends a session that is too old, and keeps one alive that is at work. Looks at pages of the admin only.

    An idle session ends by itself: its row and its cookie live SESSION_COOKIE_AGE from when it was last saved.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            now, session = int(time.time()), request.session
            if now - session.setdefault("signed_in_at", now) >= settings.GOUDEN_SESSION_HOURS * HOUR:
                audit.record("end session", result="too old", actor=request.user.get_username())
                logout(request)
            elif now - session.get("seen_at", 0) >= MINUTE:
                session["seen_at"] = now
        return self.get_response(request)


def hold(request: HttpRequest, user: User, *, following: str) -> None:
    """Remember that `user` gave the right password, and where to go from there. Nobody is signed in any more."""
    request.session.flush()
    request.session[HALFWAY] = [user.pk, user.get_session_auth_hash(), int(time.time()), following]


def held(request: HttpRequest) -> tuple[User, str] | None:
    """Return who gave the right password within the last ten minutes, and where to go from there."""
    pk, password, at, following = request.session.get(HALFWAY, (None, "", 0, ""))
    user = User.objects.filter(pk=pk, is_active=True, is_staff=True).first() if pk else None
    if user is None or time.time() - at > HALFWAY_SECONDS:
        return None
    return (user, following) if constant_time_compare(password, user.get_session_auth_hash()) else None
