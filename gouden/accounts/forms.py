"""What is asked of who signs in."""

import re
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from gouden.accounts.second_factor import APP_DIGITS, RECOVERY_DIGITS
from gouden.web.forms.explaining import ExplainingForm, ExplainingMixin
from gouden.web.operations import audit
from gouden.web.text.dutch_text import enumeration


class SignInForm(ExplainingMixin, AdminAuthenticationForm):
    """Name and password. What is wrong with them is said in the same words, whatever it is."""

    error_messages = {
        "invalid_login": "De gebruikersnaam of het wachtwoord klopt niet. Let op hoofdletters en kleine letters.",
        "inactive": "De gebruikersnaam of het wachtwoord klopt niet. Let op hoofdletters en kleine letters.",
    }

    def confirm_login_allowed(self, user: User) -> None:
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            audit.record("sign in", result="refused", actor=user.get_username())
            raise


class OwnPasswordForm(ExplainingMixin, AdminPasswordChangeForm):
    """Another password for oneself."""


class CodeField(forms.CharField):
    """Digits, with spaces and hyphens wherever one likes. `lengths`: how many there may be."""

    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "spellcheck": "false"}

    def __init__(self, *, lengths: tuple[int, ...], **kwargs: Any) -> None:
        self.lengths = lengths
        super().__init__(
            max_length=40,
            widget=forms.TextInput(attrs=self.attributes),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s-]", "", super().clean(value))
        if not (digits.isascii() and digits.isdecimal() and len(digits) in self.lengths):
            expected = enumeration(self.lengths, "of")
            raise ValidationError(f"Vul een code van {expected} cijfers in.", code="digits")
        return digits


class AppCodeForm(ExplainingForm):
    code = CodeField(label="Code die de app toont", lengths=(APP_DIGITS,))


class CodeForm(ExplainingForm):
    code = CodeField(
        label="Code",
        lengths=(APP_DIGITS, RECOVERY_DIGITS),
        help_text="De 6 cijfers die uw app nu toont, of een herstelcode van 12 cijfers die u nog niet gebruikte.",
    )
