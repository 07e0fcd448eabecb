"""Keeps robots out of a form without a puzzle for people: a field nobody sees, a signed time, a limit for a network.

Whoever is stopped is told so at the form, with all that was typed still in it; sending it once more is enough for a
person.
"""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from gouden.web.forms.explaining import ExplainingForm
from gouden.web.guard import quota
from gouden.web.guard.quota import DAY, HOUR, Limit, TooOften
from gouden.web.guard.throttling import network_of

# Seconds. No person fills in a form faster; a time that is older than this may have been passed round.
TOO_FAST = 2
TOO_OLD = 24 * HOUR

_signer = Signer(salt="gouden.web.guard.guarded_form")


def stamp(at: float | None = None) -> str:
    """Return the signed time at which a form was opened: now, or `at` in seconds since 1970."""
    return _signer.sign(str(int(time.time() if at is None else at)))


class GuardedForm(ExplainingForm):
    """A form that a robot does not get through. Its template includes `components/form_guard.html`."""

    website = forms.CharField(
        label="Laat dit veld leeg",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    geopend = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def __init__(self, *args: Any, network: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network = network
        # Seconds until it can be sent again, for who sent too often.
        self.wait = 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if problem := self._robot(cleaned):
            raise ValidationError(problem)
        return cleaned

    def full_clean(self) -> None:
        """Count a form that has nothing wrong with it, after everything else was looked at."""
        super().full_clean()
        if self.is_bound and not self.errors:
            text = "U hebt vaak iets verstuurd."
            times = {HOUR: settings.GOUDEN_FORM_LIMIT, DAY: settings.GOUDEN_FORM_DAY_LIMIT}
            try:
                quota.count(Limit("form", self.network, most, within, text) for within, most in times.items())
            except TooOften as error:
                self.refuse(error)

    def refuse(self, error: TooOften) -> None:
        """Say at the form when it can be sent again; all that was typed stays in it."""
        self.add_error(None, str(error))
        self.wait = error.wait

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
        return kwargs | {"network": network_of(self.request)}

    def form_invalid(self, form: GuardedForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if form.wait:
            response.status_code = 429
            response.headers["Retry-After"] = str(form.wait)
        return response
