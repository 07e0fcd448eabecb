"""Model fields: identifiers that last, and texts that are cleaned.

Text is cleaned before it is saved, validated or compared, whichever path it came by. What is read is cleaned too: rows
of before, or of another program, may hold anything, and one character of theirs must not break a page, a feed or a
file. Migrations see Django's own fields: behaviour is not schema.
"""

import uuid
from typing import Any

from django.db import models

from gouden.web.forms.form_fields import MailAddressField, OneLineField, ProseField, WebAddressField
from gouden.web.text import cleaning


class _Cleaned:
    """Cleans a value by `clean_text` in `to_python`, which saving, `update`, validation and lookups go through."""

    attname: str
    clean_text = staticmethod(cleaning.line)
    form_field: Any = OneLineField

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)  # type: ignore[misc]
        return self.clean_text(value) if isinstance(value, str) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return what is saved, and leave the same in the instance, as Django's `auto_now` does."""
        value = super().pre_save(model_instance, add)  # type: ignore[misc]
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_field, **kwargs})  # type: ignore[misc]

    def deconstruct(self) -> Any:
        """Return the field as Django's own class."""
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        base = next(kind for kind in type(self).__mro__ if kind.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{base.__name__}", args, kwargs


class CleanCharField(_Cleaned, models.CharField):
    """A text on one line."""


class CleanTextField(_Cleaned, models.TextField):
    """A text of several lines."""

    clean_text = staticmethod(cleaning.prose)
    form_field = ProseField


class CleanURLField(_Cleaned, models.URLField):
    """A web address."""

    form_field = WebAddressField


class CleanEmailField(_Cleaned, models.EmailField):
    """A mail address."""

    form_field = MailAddressField


class IdentifierField(models.UUIDField):
    """The lasting identifier of something public: random, given once when its row is made, and in no form or file.

    It stays when the row gets another name or address, and no row ever gets one that another had.
    """

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {"verbose_name": "id", "default": uuid.uuid4, "editable": False, "unique": True}
        super().__init__(**given | kwargs)

    def deconstruct(self) -> Any:
        """Return the field as Django's own class."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.UUIDField", args, kwargs


class CleanLinesField(models.JSONField):
    """A list of texts of one line each."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return cleaning.lines(value) if isinstance(value, list) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.to_python(super().from_db_value(value, expression, connection))

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return what is saved, and leave the same in the instance."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, list):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
