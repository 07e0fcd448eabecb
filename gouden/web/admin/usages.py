"""Which rows still use a row, for a refusal to delete that an editor can act on.

A model whose rows an editor meets only on the page of another names the field that leads there: `belongs_to = "case"`.
The row there is then what uses something. A model whose rows only point at others says so, and then keeps none of them:
`keeps_what_it_names = False`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db.models import PROTECT, ManyToManyRel, ManyToOneRel, Model, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

LIMIT = 10


def rows_using(row: Model) -> list[Model]:
    """Return rows that refer to `row` and would lose something with it: all, or at least one more than are shown."""
    found: dict[tuple[type[Model], Any], Model] = {}
    for using in by_relation(row):
        for one in using[: LIMIT + 1]:
            found.setdefault((type(one), one.pk), one)
        if len(found) > LIMIT:
            break
    return list(found.values())


def lines(rows: Sequence[Model], user: User, admin_site: str) -> list[str]:
    """Return a line for each of the first ten `rows`, with a link where `user` may look at it."""
    return [_line(row, user, admin_site) for row in rows[:LIMIT]] + (["… en meer."] if len(rows) > LIMIT else [])


def by_relation(row: Model) -> Iterator[QuerySet[Any]]:
    """Yield, by relation, the rows that refer to `row`.

    Hidden relations (`related_name="+"`) count as well, and so do the rows of a many-to-many field: the database would
    drop those without a word.
    """
    for relation in row._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToManyRel):
            # One with a model of its own in between is found by that model's foreign key.
            refers = bool(relation.through and relation.through._meta.auto_created)
        else:
            refers = isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT
        model: Any = relation.related_model
        if refers and getattr(model, "keeps_what_it_names", True):
            yield _wholes(model._default_manager.filter(**{relation.remote_field.name: row}))  # type: ignore[union-attr]


def _wholes(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows that these are part of; they themselves where they have a page of their own."""
    belongs_to = getattr(rows.model, "belongs_to", "")
    if not belongs_to:
        return rows
    whole: Any = rows.model._meta.get_field(belongs_to).related_model
    return _wholes(whole._default_manager.filter(pk__in=rows.order_by().values(belongs_to)))


def _line(row: Model, user: User, admin_site: str) -> str:
    opts = row._meta
    label = capfirst(opts.verbose_name)
    try:
        url = reverse(f"{admin_site}:{opts.app_label}_{opts.model_name}_change", args=[quote(row.pk)])
    except NoReverseMatch:
        return format_html("{}: {}", label, row)
    if not user.has_perms([f"{opts.app_label}.view_{opts.model_name}"]):
        return format_html("{}: {}", label, row)
    return format_html('{}: <a href="{}">{}</a>', label, url, row)
