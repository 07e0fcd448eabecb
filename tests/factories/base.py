"""What all factories share."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from factory.declarations import LazyAttribute, LazyFunction
from factory.django import DjangoModelFactory


def slug_from(**source: str) -> LazyAttribute:
    """Return a declaration that makes the slug from another attribute: `slug_from(of="name")`."""
    return LazyAttribute(lambda row: slugify(getattr(row, source["of"])))


def fill(row: Any, name: str, related: Iterable[Any] | None) -> None:
    """Set the many-to-many field `name`, when the test gave rows for it."""
    if related is not None:
        getattr(row, name).set(related)


class Factory(DjangoModelFactory):
    """Saves once: a row is complete before what hangs on it is made."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


class ReferenceFactory(Factory):
    """A row that readers see; `published_at=None` makes one that was never published."""

    class Meta:
        abstract = True

    published_at = LazyFunction(timezone.now)
