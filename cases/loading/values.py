"""Numbers and days in the catalogue's files: read, and held against what the models allow."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import DateField, DecimalField, IntegerField, Model

from cases.revisions.snapshot import plain
from gouden.web.text.dutch_numbers import read, read_whole

# An entry as a file holds it: texts, numbers, days, and lists and entries of these.
type Data = dict[str, object]
type NumberOrDay = DateField[object, object] | DecimalField[object, object] | IntegerField[object, object]


def checked(model: type[Model], data: Mapping[str, object], names: Iterable[str]) -> Data:
    """Return those of the fields `names` of `model` that hold a number or a day, as a snapshot holds them.

    Raises ValueError, which names the field, for a number that is unclear and for what the model does not allow.
    """
    fields = [(name, model._meta.get_field(name)) for name in names if data.get(name) is not None]
    return {
        name: _checked(field, data[name])
        for name, field in fields
        if isinstance(field, DateField | DecimalField | IntegerField)
    }


def _checked(field: NumberOrDay, value: object) -> object:
    try:
        value = _read(field, value)
        field.run_validators(field.to_python(value))
    except (ValidationError, ValueError) as error:
        texts = error.messages if isinstance(error, ValidationError) else [str(error)]
        raise ValueError(f"{field.verbose_name}: {' '.join(texts)}") from error
    return plain(value)


def _read(field: NumberOrDay, value: object) -> object:
    match field:
        case DecimalField():
            return read(str(value))
        case IntegerField():
            return read_whole(str(value))
    return value
