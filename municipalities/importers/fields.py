"""The kinds of value in the reference lists: form fields that say in Dutch how to write it."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Model

from gouden.web.forms.form_fields import OneLineField
from municipalities.importers.slugs import slug_of
from municipalities.models import Municipality

REQUIRED = "Dit mag niet leeg zijn."


def message_of(model: type[Model], constraint: str) -> str:
    """Return what the constraint of `model` with this name says, so that a rule has one wording everywhere."""
    return next(str(found.violation_error_message) for found in model._meta.constraints if found.name == constraint)


class OfficialCodeField(forms.CharField):
    """A code, kept as text: a CBS code may start with a zero."""

    def __init__(self, pattern: str, message: str) -> None:
        super().__init__(validators=[RegexValidator(pattern, message)], error_messages={"required": REQUIRED})


class MunicipalityCodeField(OfficialCodeField):
    """A CBS code of a municipality."""

    def __init__(self) -> None:
        super().__init__(r"\A[0-9]{4}\Z", message_of(Municipality, "municipality_cbs_code_is_four_digits"))


class ChoiceField(forms.CharField):
    """One of a few words."""

    def __init__(self, choices: Collection[str], message: str) -> None:
        super().__init__(error_messages={"required": REQUIRED})
        self.choices, self.message = choices, message

    def validate(self, value: str) -> None:
        super().validate(value)
        if value not in self.choices:
            raise ValidationError(self.message)


class NameField(OneLineField):
    """A name from which a slug can be made."""

    def __init__(self, max_length: int) -> None:
        too_long = f"Dit is langer dan {max_length} tekens."
        super().__init__(max_length=max_length, error_messages={"required": REQUIRED, "max_length": too_long})

    def validate(self, value: str) -> None:
        super().validate(value)
        if not slug_of(value):
            raise ValidationError("Van deze naam is geen adresnaam te maken.")


class DateField(forms.DateField):
    """A date as ISO 8601 writes it, within the bounds of the field `name` of `model`."""

    def __init__(self, model: type[Model], name: str, *, required: bool = False) -> None:
        messages = {"required": REQUIRED, "invalid": "Schrijf een bestaande datum als 2021-01-31."}
        bounds = model._meta.get_field(name).validators  # type: ignore[union-attr]
        super().__init__(required=required, input_formats=["%Y-%m-%d"], error_messages=messages, validators=bounds)


class WholeNumberField(forms.Field):
    """A number in digits alone, or nothing. Django's IntegerField reads 12.000 as 12; in a Dutch file it is not."""

    def __init__(self, *, least: int, most: int, message: str) -> None:
        super().__init__(required=False)
        self.least, self.most, self.message = least, most, message

    def to_python(self, value: Any | None) -> int | None:
        if not value:
            return None
        digits = value.isascii() and value.isdigit() and len(value) <= 12
        if not digits or not self.least <= int(value) <= self.most:
            raise ValidationError(self.message)
        return int(value)


class PopulationField(WholeNumberField):
    """A number of inhabitants, of at most the whole country."""

    def __init__(self) -> None:
        super().__init__(
            least=0, most=20_000_000, message="Schrijf het aantal inwoners in cijfers, zonder punt, komma of minteken."
        )


class DecimalField(forms.DecimalField):
    """A number with a decimal point, between two bounds, or nothing."""

    def __init__(self, *, max_digits: int, decimal_places: int, least: str, most: str, outside: str) -> None:
        wrong = f"Schrijf een getal met een punt en hoogstens {decimal_places} decimalen."
        messages = dict.fromkeys(("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), wrong)
        super().__init__(
            required=False,
            max_digits=max_digits,
            decimal_places=decimal_places,
            min_value=Decimal(least),
            max_value=Decimal(most),
            error_messages=messages | dict.fromkeys(("min_value", "max_value"), outside),
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return the number; Django would also read 1e3, 1_000 and digits of other scripts."""
        if value and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)
