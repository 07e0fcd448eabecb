"""Which reference rows readers see: those that were published, and none that a public row names before it was."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db.models import IntegerField, Model, Value
from django.utils import timezone

from cases.models import Article, Case, Initiative, Obstacle, Publication, Theme
from municipalities.models import Organisation, ReferenceRow, Region

# By which ways a case names a reference row, with the field of its form at which that is said.
NAMED_BY: tuple[tuple[type[ReferenceRow], str, str], ...] = (
    (Theme, "themes", "themes"),
    (Initiative, "initiatives", "initiatives"),
    (Region, "regions", "regions"),
    (Organisation, "contact", "contact"),
    (Organisation, "participations__organisation", "participations"),
    (Region, "participations__region", "participations"),
    (Article, "citations__article", "citations"),
    (Publication, "citations__article__publication", "citations"),
    (Article, "claims__article", "claims"),
    (Publication, "claims__article__publication", "claims"),
    (Article, "claims__links_from__article", "claims"),
    (Publication, "claims__links_from__article__publication", "claims"),
    (Obstacle, "claims__obstacle", "claims"),
    (Organisation, "claims__speaker__organisations", "claims"),
)


class NamedRow(NamedTuple):
    """A row that a case names, and at which field of its form."""

    field: str
    row: ReferenceRow


def unpublished(case: Case) -> list[NamedRow]:
    """Return the rows that the working rows of `case` name and that no reader ever saw, each once; mostly one query."""
    arms = [
        Case.objects.order_by()
        .filter(pk=case.pk, **{f"{path}__isnull": False, f"{path}__published_at__isnull": True})
        .values_list(Value(way, IntegerField()), path)
        for way, (_, path, _) in enumerate(NAMED_BY)
    ]
    found: dict[ReferenceRow, str] = {}
    for way, key in sorted(arms[0].union(*arms[1:]).order_by()):
        model, _, field = NAMED_BY[way]
        found.setdefault(model._default_manager.get(pk=key), field)
    return [NamedRow(field, row) for row, field in found.items()]


def may_publish(row: type[ReferenceRow] | ReferenceRow, by: User | None) -> bool:
    """Whether `by` may show rows of this kind to readers; the system (None) may."""
    return by is None or by.has_perm(f"{row._meta.app_label}.{get_permission_codename('publish', row._meta)}")


def publish_new(rows: Iterable[Model], *, by: User | None) -> None:
    """Let readers see those of `rows` that they do not yet, as far as `by` may do that."""
    for row in rows:
        if isinstance(row, ReferenceRow) and row.published_at is None and may_publish(row, by):
            row.published_at = timezone.now()
            row.save(update_fields=["published_at"])
