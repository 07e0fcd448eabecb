"""Keeps robots out of a form without a puzzle for people: a field nobody sees, a signed time, a limit for an address.

Whoever is stopped is told so at the form, with all that was typed still in it; sending it once more is enough for a
person.
"""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from gouden.web.throttling import HOUR, Window, address_of

# Seconds. No person fills in a form faster; a time that is older than this may have been passed round.
TOO_FAST = 2
TOO_OLD = 24 * HOUR

_signer = Signer(salt="gouden.web.guard")


def stamp(at: float | None = None) -> str:
    """Return the signed time at which a form was opened: now, or `at` in seconds since 1970."""
    return _signer.sign(str(int(time.time() if at is None else at)))


class GuardedForm(forms.Form):
    """A form that a robot does not get through. Its template includes `_form_guard.html`."""

    sent = Window(HOUR)

    website = forms.CharField(
        label="Laat dit veld leeg",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    geopend = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if problem := self._robot(cleaned):
            raise ValidationError(problem)
        if not self.errors and any(self._too_often(caller) for caller in self.callers(cleaned)):
            raise ValidationError("U hebt vaak iets verstuurd. Probeer het over een uur nog eens.", code="limit")
        return cleaned

    def callers(self, cleaned: dict[str, Any]) -> list[str]:
        """Return for whom a form that is sent counts: the address that sends it."""
        return [self.address]

    def _too_often(self, caller: str) -> bool:
        limit = settings.GOUDEN_FORM_LIMIT
        return bool(limit) and self.sent.count(caller) > limit

    def _robot(self, cleaned: dict[str, Any]) -> str:
        """Return what a robot must be told, and make the form ready for the person that it may be."""
        if cleaned.get("website"):
            self._give("website", "")
            return "Een onzichtbaar veld was ingevuld, misschien door uw browser. Het is nu leeg: verstuur nog eens."
        try:
            age = time.time() - int(_signer.unsign(cleaned.get("geopend", "")))
        except BadSignature:
            age = TOO_OLD
        if age >= TOO_OLD:
            self._give("geopend", stamp())
            return "Dit formulier stond te lang open. Kijk het na en verstuur het nog eens."
        if age < TOO_FAST:
            return "Dat ging sneller dan een mens kan. Wacht even en verstuur het nog eens."
        return ""

    def _give(self, name: str, value: str) -> None:
        """Show this value in the form instead of what was sent."""
        changed: Any = self.data.copy()  # type: ignore[attr-defined]
        changed[name] = value
        self.data = changed


class GuardedFormMixin:
    """A FormView with a GuardedForm."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"address": address_of(self.request)}

    def form_invalid(self, form: GuardedForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if form.has_error(NON_FIELD_ERRORS, "limit"):
            response.status_code = 429
            response.headers["Retry-After"] = str(HOUR)
        return response
