"""Which reference rows readers see: those that were published, and none that a public row names before it was."""

from typing import NamedTuple

from django.db.models import IntegerField, Value

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
