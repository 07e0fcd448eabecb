"""What still uses a row, for a refusal to delete that an editor can act on."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db.models import PROTECT, ManyToManyRel, ManyToOneRel, Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from cases.models import (
    Case,
    CaseMunicipality,
    Citation,
    Claim,
    Participation,
    PublicationEvent,
    PublishedCase,
    PublishedPlace,
    Revision,
)
from cases.revisions.references import KEYS
from cases.revisions.snapshot import named_in, read

LIMIT = 10

# Rows that an editor meets inside their case only: the case is what uses the row, by this way.
PART_OF_CASE: dict[type[Model], str] = {
    CaseMunicipality: "case",
    Participation: "case",
    Citation: "case",
    Claim: "case",
    Revision: "case",
    PublicationEvent: "case",
    PublishedCase: "case",
    PublishedPlace: "published_case__case",
}


def lines_of_use(row: Model, user: User, admin_site: str) -> list[str]:
    """Return a line for each of the first ten rows that use `row`, with a link where `user` may look at it.

    When no row does any more, the versions of cases that name it.
    """
    found: dict[tuple[type[Model], Any], Model] = {}
    for using in _users(row):
        for one in using[: LIMIT + 1]:
            found.setdefault((type(one), one.pk), one)
        if len(found) > LIMIT:
            break
    using_it = list(found.values()) or _versions(row)
    lines = [_line(one, user, admin_site) for one in using_it[:LIMIT]]
    return lines + (["… en meer."] if len(using_it) > LIMIT else [])


def _users(row: Model) -> Iterator[QuerySet[Any]]:
    """Yield, by relation, the rows that refer to `row` and would lose something with it.

    Hidden relations (`related_name="+"`) count as well, and so do the rows of a many-to-many field: the database would
    drop those without a word.
    """
    for relation in row._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToManyRel):
            # One with a model of its own in between is found by that model's foreign key.
            refers = bool(relation.through and relation.through._meta.auto_created)
        else:
            refers = isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT
        if refers:
            model: Any = relation.related_model
            using = model._default_manager.filter(**{relation.remote_field.name: row})  # type: ignore[union-attr]
            yield _cases(model, using) if model in PART_OF_CASE else using


def _versions(row: Model) -> list[Model]:
    """Return of each case the latest version that names `row`: what was saved stays readable, and to be restored."""
    key = str(getattr(row, KEYS.get(type(row), "slug"), ""))
    if not key:
        return []
    # The text tells quickly where it may be; it may also be the key of another kind of row.
    texts = Revision.objects.annotate(text=Cast("snapshot", TextField())).filter(text__contains=f'"{key}"')
    found: dict[int, Model] = {}
    for revision in texts.select_related("case").order_by("-number").iterator():
        if revision.case_id not in found and (type(row), key) in set(named_in(read(revision.snapshot))):
            found[revision.case_id] = revision
    return list(found.values())


def _cases(model: type[Model], parts: QuerySet[Any]) -> QuerySet[Any]:
    """Return the cases these rows are part of."""
    return Case.objects.filter(pk__in=parts.order_by().values(PART_OF_CASE[model]))


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
