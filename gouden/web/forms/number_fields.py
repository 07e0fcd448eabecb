"""Form fields for numbers: text fields in Dutch notation, because what a number field of a browser takes and shows
depends on its language, and the wheel of a mouse changes it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gouden.web.text.dutch_numbers import UnclearNumber, read, read_whole, written


class DecimalInput(forms.TextInput):
    """A text field for a number with decimals."""

    def __init__(self, attrs: Any = None) -> None:
        own = {"inputmode": "decimal", "autocomplete": "off", "class": "vBigIntegerField"}
        super().__init__(own | (attrs or {}))


class WholeInput(forms.TextInput):
    """A text field for a whole number."""

    def __init__(self, attrs: Any = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "vIntegerField"}
        super().__init__(own | (attrs or {}))


class DutchDecimalField(forms.DecimalField):
    """A number with decimals."""

    widget = DecimalInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return the number typed. Raises a ValidationError that says what to write."""
        return _clear(read, value)

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field: a stored number in Dutch, or what was typed."""
        return _in_the_field(value)


class DutchIntegerField(forms.IntegerField):
    """A whole number."""

    widget = WholeInput

    def to_python(self, value: Any) -> int | None:
        """Return the number typed. Raises a ValidationError that says what to write."""
        return _clear(read_whole, value)

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the field: a stored number in Dutch, or what was typed."""
        return _in_the_field(value)


def _clear[N](reader: Callable[[str], N], value: Any) -> N | None:
    text = "" if value is None else str(value)
    if not text.strip():
        return None
    try:
        return reader(text)
    except UnclearNumber as error:
        raise ValidationError(str(error), code="invalid") from error


def _in_the_field(value: Any) -> Any:
    return written(value) if isinstance(value, Decimal | int) else value
