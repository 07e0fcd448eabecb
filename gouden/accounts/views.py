"""Signing in: the password, then the code; setting up the app that shows it; and what to do when that is lost."""

import datetime
from typing import Any
from urllib.parse import quote

import segno
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice

from gouden.accounts import lockout, second_factor, security_log, sessions
from gouden.accounts.forms import AppCodeForm, CodeForm, SignInForm
from gouden.accounts.models import SecurityEvent
from gouden.web.operations import audit

WRONG_CODE = "Deze code klopt niet, of is al gebruikt. Wacht tot de app een nieuwe toont en vul die in."


class SignInView(LoginView):
    """Name and password."""

    template_name = "admin/login.html"
    form_class = SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if admin.site.has_permission(request):
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account, form = request.POST.get("username", "").strip(), self.get_form()
        if not account or not request.POST.get("password"):
            return self.form_invalid(form)
        attempt = lockout.attempt(request, step="password", account=account)
        if attempt.wait:
            return too_often(request, attempt.wait, account=account)
        if not form.is_valid():
            security_log.refused(request, SecurityEvent.What.SIGN_IN, account)
            return self.form_invalid(form)
        attempt.succeed()
        return self.form_valid(form)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user, following = form.get_user(), self.get_success_url()
        if second_factor.is_needed(user):
            return ask_second_factor(self.request, user, following=following)
        return sign_in(self.request, user, following=following)

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = admin.site.each_context(self.request)
        return super().get_context_data(**context, title="Inloggen", expired="verlopen" in self.request.GET, **kwargs)


@method_decorator([never_cache, sensitive_post_parameters("code")], name="dispatch")
class AskCodeView(FormView):
    """Asks for a code of `account`, and counts what is wrong. Subclasses say what a right one opens."""

    title: str
    account: User

    def form_valid(self, form: forms.Form) -> HttpResponse:
        attempt = lockout.attempt(self.request, step="code", account=self.account.get_username())
        if attempt.wait:
            return too_often(self.request, attempt.wait, account=self.account.get_username())
        device = self.verify(form.cleaned_data["code"])
        if device is None:
            audit.record("second factor", result="refused", actor=self.account.get_username())
            security_log.refused(self.request, SecurityEvent.What.CODE, self.account.get_username())
            form.add_error("code", WRONG_CODE)
            return self.form_invalid(form)
        attempt.succeed()
        return self.accepted(device)

    def verify(self, code: str) -> Device | None:
        return second_factor.verify(self.account, code)

    def accepted(self, device: Device) -> HttpResponse:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = admin.site.each_context(self.request)
        return super().get_context_data(**context, title=self.title, account=self.account, **kwargs)


class HalfwayView(AskCodeView):
    """For who gave the right password; others are sent to the sign-in page."""

    # Whether this view is for who has an app already.
    with_app: bool
    following: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = sessions.held(request)
        if held is None:
            return redirect("admin:login")
        self.account, self.following = held
        if self.with_app != bool(second_factor.app_of(self.account)):
            return redirect(step_after_password(self.account))
        return super().dispatch(request, *args, **kwargs)


class CodeView(HalfwayView):
    """The code, for who set up an app before."""

    template_name = "admin/accounts/code.html"
    form_class = CodeForm
    title = "Tweede stap"
    with_app = True

    def accepted(self, device: Device) -> HttpResponse:
        response = sign_in(self.request, self.account, following=self.following, device=device)
        if isinstance(device, StaticDevice):
            left = second_factor.recovery_codes_left(self.account)
            told = f"U gebruikte een herstelcode en heeft er nog {left}. Bij ‘Tweede factor’ maakt u nieuwe."
            messages.warning(self.request, told)
        return response


class SetUpView(HalfwayView):
    """The key of an app, as an image and as text, until a code shows that it arrived."""

    template_name = "admin/accounts/set_up.html"
    form_class = AppCodeForm
    title = "Stel een tweede factor in"
    with_app = False

    def verify(self, code: str) -> Device | None:
        return second_factor.confirm(self.account, code)

    def accepted(self, device: Device) -> HttpResponse:
        signed_in = sign_in(self.request, self.account, following=self.following, device=device)
        response = recovery_codes(self.request, self.account, following=self.following)
        response.cookies = signed_in.cookies
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        device = second_factor.prepare(self.account)
        image = segno.make(device.config_url, error="m").svg_data_uri(scale=5, dark="#000", light="#fff")
        return super().get_context_data(
            image=image, key=second_factor.key_as_text(device), address=device.config_url, **kwargs
        )


class SecondFactorView(AskCodeView):
    """What an editor has as a second factor; a code of it gives new recovery codes, or makes place for another app."""

    template_name = "admin/accounts/second_factor.html"
    form_class = CodeForm
    title = "Tweede factor"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        assert isinstance(request.user, User)  # noqa: S101
        self.account = request.user
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_factor.app_of(self.account) is None:
            return ask_second_factor(request, self.account, following=reverse("admin:second_factor"))
        return super().post(request, *args, **kwargs)

    def accepted(self, device: Device) -> HttpResponse:
        following = reverse("admin:second_factor")
        if "app" not in self.request.POST:
            return recovery_codes(self.request, self.account, following=following)
        second_factor.reset(self.account, by=self.account)
        return ask_second_factor(self.request, self.account, following=following)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            app=second_factor.app_of(self.account), left=second_factor.recovery_codes_left(self.account), **kwargs
        )


def step_after_password(user: User) -> str:
    """Return the name of the page on which `user` goes on after the password."""
    return "admin:login_code" if second_factor.app_of(user) else "admin:login_set_up"


def ask_second_factor(request: HttpRequest, user: User, *, following: str) -> HttpResponse:
    """Leave `user` halfway through signing in."""
    sessions.hold(request, user, following=following)
    return redirect(step_after_password(user))


def sign_in(request: HttpRequest, user: User, *, following: str, device: Device | None = None) -> HttpResponse:
    """Open a session for `user`, who proved to have `device`, and go on to `following`."""
    request.session.pop(sessions.HALFWAY, None)
    if device:
        user.otp_device = device  # type: ignore[attr-defined]
    login(request, user)
    response = HttpResponseRedirect(following)
    lockout.remember_browser(request, response, user.get_username())
    return response


def recovery_codes(request: HttpRequest, user: User, *, following: str) -> HttpResponse:
    """Show new recovery codes, to keep: no message, session or address ever holds them."""
    codes = [f"{code[:4]} {code[4:8]} {code[8:]}" for code in second_factor.issue_recovery_codes(user)]
    context = admin.site.each_context(request) | {
        "title": "Bewaar uw herstelcodes",
        "codes": codes,
        "file": "data:text/plain;charset=utf-8," + quote("\n".join(["Herstelcodes voor Gouden", "", *codes, ""])),
        "following": following,
    }
    return TemplateResponse(request, "admin/accounts/recovery_codes.html", context)


def too_often(request: HttpRequest, wait: int, *, account: str) -> HttpResponse:
    """Refuse an attempt that comes `wait` seconds too early, and say when it may be tried again."""
    audit.record("sign in", result="locked out", actor=audit.known(account))
    security_log.refused(request, SecurityEvent.What.WAITING, account)
    context = admin.site.each_context(request) | {
        "title": "Even wachten",
        "minutes": -(-wait // sessions.MINUTE),
        # Rounded up: who comes back at that minute is not too early.
        "until": timezone.now() + datetime.timedelta(seconds=wait + sessions.MINUTE - 1),
    }
    headers = {"Retry-After": str(wait)}
    return TemplateResponse(request, "admin/accounts/too_often.html", context, status=429, headers=headers)
