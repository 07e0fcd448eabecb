from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, migrations, models, transaction

from gouden.web.text import cleaning

# Written once and never changed, or made of other rows: what reads them cleans.
LEFT = {"Revision", "PublicationEvent", "PublishedCase", "SearchEntry", "SearchTerm"}


def clean(apps: Any, schema_editor: Any) -> None:
    """Clean the texts of all rows that editors work on, so that the database finds and compares what is shown."""
    for label in ("municipalities", "cases"):
        for model in apps.get_app_config(label).get_models():
            if model.__name__ not in LEFT:
                _clean_rows(model)


def _clean_rows(model: Any) -> None:
    cleaners = {
        field.attname: cleaner for field in model._meta.concrete_fields if (cleaner := _cleaner(field)) is not None
    }
    for row in model._base_manager.only(*cleaners).order_by("pk").iterator(chunk_size=500) if cleaners else ():
        found = {name: cleaned(getattr(row, name)) for name, cleaned in cleaners.items()}
        # A text of nothing but invisible characters stays: an empty one may not be allowed there.
        changed = {name: value for name, value in found.items() if value and value != getattr(row, name)}
        for name, value in changed.items():
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{name: value})
            except IntegrityError:
                # Another row has this name already. Which of the two stays is for an editor to decide; it is read clean.
                continue


def _cleaner(field: Any) -> Callable[[Any], Any] | None:
    if field.choices or isinstance(field, models.SlugField):
        return None
    if isinstance(field, models.CharField):
        return cleaning.line
    if isinstance(field, models.TextField):
        return cleaning.prose
    return cleaning.lines if isinstance(field, models.JSONField) else None


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_message_ids"),
        ("municipalities", "0001_initial"),
    ]

    # Back is nothing: what was dropped says nothing.
    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
