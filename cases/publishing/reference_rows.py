"""Which reference rows readers see: those that were published, and none that a public row names before it was."""

from functools import cache
from typing import NamedTuple

from django.db.models import IntegerField, Value

from cases.models import Article, Case, Element, Initiative, Obstacle, Publication, Theme
from cases.models.querysets import selected
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
    (Element, "claims__elements", "claims"),
    (Organisation, "claims__speaker__organisations", "claims"),
)

# In place of a case in the question that is asked of each.
ANY_CASE = -1


class NamedRow(NamedTuple):
    """A row that a case names, and at which field of its form."""

    field: str
    row: ReferenceRow


def unpublished(case: Case) -> list[NamedRow]:
    """Return the rows that the working rows of `case` name and that no reader ever saw, each once; mostly one query."""
    statement, parameters = _asking()
    values = [case.pk if parameter == ANY_CASE else parameter for parameter in parameters]
    found: dict[ReferenceRow, str] = {}
    for way, key in sorted(selected(statement, values, to_write=True)):
        model, _, field = NAMED_BY[way]
        found.setdefault(model._default_manager.get(pk=key), field)
    return [NamedRow(field, row) for row, field in found.items()]


@cache
def _asking() -> tuple[str, tuple[object, ...]]:
    """Return that query as SQL with its parameters: Django writes it once, which takes longer than its answer."""
    arms = [
        Case.objects.order_by()
        .filter(pk=ANY_CASE, **{f"{path}__isnull": False, f"{path}__published_at__isnull": True})
        .values_list(Value(way, IntegerField()), path)
        for way, (_, path, _) in enumerate(NAMED_BY)
    ]
    return arms[0].union(*arms[1:]).order_by().query.sql_with_params()
