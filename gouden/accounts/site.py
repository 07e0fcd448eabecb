"""The admin site: who gets in, and the pages around signing in."""

import re
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.views.i18n import JavaScriptCatalog

from gouden.web.operations import audit

# What Django's Dutch lacks of what its scripts say, by the English: the names of the buttons of a calendar, and
# beside a time what holds on a computer in another time zone.
CALENDAR = {
    "Today (%(date)s)": "Vandaag (%(date)s)",
    "Yesterday (%(date)s)": "Gisteren (%(date)s)",
    "Tomorrow (%(date)s)": "Morgen (%(date)s)",
    "Previous (%(month)s %(year)s)": "Vorige maand (%(month)s %(year)s)",
    "Next (%(month)s %(year)s)": "Volgende maand (%(month)s %(year)s)",
    "%s (today)": "%s (vandaag)",
    "%s (current selection)": "%s (gekozen)",
    "%s (today, current selection)": "%s (vandaag, gekozen)",
    "%(month)s %(day)s, %(year)s": "%(day)s %(month)s %(year)s",
}
NOTE = "Note: Enter times in the %(timezone)s timezone. (You are %(offset)s hour{} {}.)"
LATER, EARLIER = (
    f"Vul de tijd in Nederland in. Op uw computer is het %(offset)s uur {how}." for how in ("later", "vroeger")
)
SAID_BY_SCRIPTS = CALENDAR | {NOTE.format("", "ahead"): [LATER] * 2, NOTE.format("", "behind"): [EARLIER] * 2}
TOO_LARGE = re.compile(r"\d{19}")


def came_from(request: HttpRequest) -> str:
    """Return the page of the admin on which a form was sent: where its button leads may be nothing to look at."""
    page = urlsplit(request.headers.get("referer", ""))
    if page.netloc != request.get_host() or not page.path.startswith(reverse("admin:index")):
        return request.get_full_path()
    return urlunsplit(("", "", page.path, page.query, ""))


class DutchCatalog(JavaScriptCatalog):
    """What the admin's scripts say, with what Django's own translation lacks."""

    def get_catalog(self) -> dict[str, Any]:
        return SAID_BY_SCRIPTS | super().get_catalog()


class GoudenAdminSite(AdminSite):
    """Django's own, behind a second factor, with a word on what becomes of a form whose session ended."""

    password_change_template = "admin/accounts/own_password.html"  # noqa: S105

    def has_permission(self, request: HttpRequest) -> bool:
        verified = getattr(request.user, "otp_device", None) is not None
        return super().has_permission(request) and (verified or not settings.GOUDEN_REQUIRE_SECOND_FACTOR)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Send who sends a form without a session to the sign-in page, which then says where the text is."""
        admin_view = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asked = "".join([request.path, *request.GET, *(one for many in request.GET.lists() for one in many[1])])
            if "\0" in asked:
                # No list or choice holds it, and PostgreSQL refuses even to compare with it.
                raise BadRequest("Dit adres bevat een teken dat niet kan.")
            signing_out = request.path == reverse("admin:logout", current_app=self.name)
            if request.method != "POST" or signing_out or self.has_permission(request):
                try:
                    response: HttpResponse = admin_view(request, *args, **kwargs)
                except OverflowError as error:
                    # SQLite's word for a number that no column has room for.
                    if not TOO_LARGE.search(asked):
                        raise
                    raise BadRequest("Dit adres bevat een getal dat te groot is.") from error
                return response
            query = urlencode({"next": came_from(request), "verlopen": 1})
            return HttpResponseRedirect(f"{reverse('admin:login', current_app=self.name)}?{query}")

        return update_wrapper(inner, admin_view)

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return cast("HttpResponse", DutchCatalog.as_view(packages=["django.contrib.admin"])(request))

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # Not before the apps are ready.
        from gouden.accounts import views

        return [
            path("login/code/", views.CodeView.as_view(), name="login_code"),
            path("login/instellen/", views.SetUpView.as_view(), name="login_set_up"),
            path("tweede-factor/", self.admin_view(views.SecondFactorView.as_view()), name="second_factor"),
            *super().get_urls(),
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from gouden.accounts import views

        return views.SignInView.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Let guesses at the old password wait like those at the sign-in page: a session may be somebody else's."""
        from gouden.accounts import lockout, security_log, views
        from gouden.accounts.forms import OwnPasswordForm

        self.password_change_form = OwnPasswordForm
        if request.method != "POST":
            return super().password_change(request, extra_context)
        account = request.user.get_username()
        attempt = lockout.attempt(request, step="password", account=account)
        if attempt.wait:
            return views.too_often(request, attempt.wait, account=account)
        response = super().password_change(request, extra_context)
        changed = response.status_code == HttpResponseRedirect.status_code
        if changed or "old_password" not in (response.context_data or {})["form"].errors:
            attempt.succeed()
        else:
            security_log.refused(request, security_log.What.PASSWORD, account)
        if changed:
            audit.record("change password", actor=account)
        return response
