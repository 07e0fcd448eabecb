"""Keys of rows as a request names them: anything may stand there, and only a key is asked of the database."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model


def is_key(model: type[Model], value: Any) -> bool:
    """Whether a row of `model` could have `value` as its primary key: a number that the column has room for."""
    column: Any = model._meta.pk
    while column.remote_field:
        column = column.target_field
    try:
        column.run_validators(column.to_python(value))
    except ValidationError:
        return False
    return True


class _KeysOnly:
    """Shows again what was chosen, without what is no key: the form says what is wrong with that."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        model = self.field.related_model  # type: ignore[attr-defined]
        return super().optgroups(name, [one for one in value if is_key(model, one)], attrs)  # type: ignore[misc]


class KeySelect(_KeysOnly, AutocompleteSelect):
    """A choice that is looked for by typing."""


class KeySelectMultiple(_KeysOnly, AutocompleteSelectMultiple):
    """Several such choices. Each goes by itself: a button for all would stand in their list and be none of them."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-allow-clear": "false"}
