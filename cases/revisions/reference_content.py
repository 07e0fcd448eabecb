"""A reference row as data, whatever its model: its own fields, what it names by key, and the rows that hang on it."""

import datetime
from collections.abc import Iterator
from typing import cast

from django.contrib.auth.models import User
from django.db import models
from django.utils.text import capfirst

from cases.models import ReferenceRevision
from cases.models.catalogue.link import Link
from cases.revisions.differences import Difference, Named, RowDifference, marked
from cases.revisions.references import References, key_of
from municipalities.models import ReferenceRow

type Content = dict[str, object]

EMPTY: tuple[object, ...] = (None, "", [])


def content_of(row: ReferenceRow) -> Content:
    """Return what `row` and the rows that hang on it say, as it is in the database."""
    row = type(row)._default_manager.get(pk=row.pk)
    content = _fields_of(row)
    for many in row._meta.many_to_many:
        content[many.name] = sorted(str(key_of(one)) for one in getattr(row, many.name).all())
    for name, relation in hanging(type(row)):
        rows = getattr(row, name).order_by("pk")
        content[name] = [{"pk": one.pk} | _fields_of(one, without=relation.field.name) for one in rows]
    return content


def put_in(row: ReferenceRow, content: Content) -> None:
    """Save `row` as `content` has it, with what hangs on it. A row that it names and that is gone is left out."""
    references = References()
    _fill(row, content, references)
    row.save()
    for many in row._meta.many_to_many:
        keys = cast(list[str], content.get(many.name, []))
        getattr(row, many.name).set(references.many(many.related_model, keys))
    for name, relation in hanging(type(row)):
        wanted = [dict(one) for one in cast(list[Content], content.get(name, []))]
        present = {one.pk: one for one in getattr(row, name).all()}
        kept = {cast(int, one["pk"]) for one in wanted} & present.keys()
        getattr(row, name).exclude(pk__in=kept).delete()
        for data in wanted:
            model = relation.related_model
            key = cast(int, data.pop("pk"))
            # Under its own key, by which a form that shows it sends it back, unless that went to another meanwhile.
            taken = key not in kept and model._default_manager.filter(pk=key).exists()
            one = present[key] if key in kept else model(**{relation.field.name: row, "pk": None if taken else key})
            _fill(one, data, references)
            one.save()


def same(one: Content, other: Content) -> bool:
    """Whether two versions say the same, whatever the keys of what hangs on them."""
    return _bare(one) == _bare(other)


def latest(row: ReferenceRow) -> ReferenceRevision | None:
    """Return the latest version of `row`; None: there is none yet."""
    return ReferenceRevision.objects.of(row).first()


def record(row: ReferenceRow, content: Content, *, by: User | None, note: str = "") -> ReferenceRevision:
    """Return the version of `row` with this content: the latest, or a new one when something changed."""
    last = latest(row)
    if last and same(last.snapshot, content):
        return last
    number = last.number + 1 if last else 1
    return ReferenceRevision.objects.create(
        model=row._meta.label_lower, row=row.pk, number=number, by=by, note=note, snapshot=content
    )


def differences_between(row: ReferenceRow, before: Content, after: Content) -> list[Difference]:
    """Return what differs between two versions of `row`, in the words of its form and ready to show."""
    return list(_differences(row, before, after))


def _differences(row: ReferenceRow, before: Content, after: Content) -> Iterator[Difference]:
    references = References()
    for field in own_fields(type(row)):
        old, new = (_said(field, content.get(field.name), references) for content in (before, after))
        if old != new:
            yield Difference(field.name, label_in(row, field.name), marked(old, new))
    for many in row._meta.many_to_many:
        old_keys, new_keys = (cast(list[str], content.get(many.name, [])) for content in (before, after))

        def named(key: str, model: object = many.related_model) -> str:
            return str(references.get(cast(type[models.Model], model), key) or f"{key} (bestaat niet meer)")

        rows = [RowDifference("Toegevoegd", named(key)) for key in new_keys if key not in old_keys]
        rows += [RowDifference("Verwijderd", named(key)) for key in old_keys if key not in new_keys]
        if rows:
            yield Difference(many.name, label_in(row, many.name), rows=rows)
    for name, relation in hanging(type(row)):
        went, came = (
            [_without_key(one) for one in cast(list[Content], side.get(name, []))] for side in (before, after)
        )
        rows = [_row("Toegevoegd", relation, one) for one in came if one not in went]
        rows += [_row("Verwijderd", relation, one) for one in went if one not in came]
        if rows:
            label = relation.related_model._meta.verbose_name_plural
            yield Difference(name, capfirst(str(label)), rows=rows)


def label_in(row: models.Model, name: str) -> str:
    """Return what the form of `row` calls a field."""
    return capfirst(str(row._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def own_fields(model: type[models.Model], without: str = "") -> "list[models.Field[object, object]]":
    """Return the fields of a row by itself that an editor fills in."""
    fields = model._meta.concrete_fields
    return [field for field in fields if field.editable and not field.primary_key and field.name != without]


def hanging(model: type[models.Model]) -> Iterator[tuple[str, models.ManyToOneRel]]:
    """Yield by name the relations to rows that are part of one of `model`: its links."""
    for relation in model._meta.related_objects:
        # Another row, such as a mailbox, may belong to it as well; readers never see that.
        if isinstance(relation, models.ManyToOneRel) and issubclass(relation.related_model, Link):
            name = relation.get_accessor_name()
            assert name  # noqa: S101  # what is part of a row is reached from it
            yield name, relation


def _fields_of(row: models.Model, without: str = "") -> Content:
    return {field.name: _plain(row, field) for field in own_fields(type(row), without)}


def _plain(row: models.Model, field: "models.Field[object, object]") -> object:
    value = getattr(row, field.name)
    if field.is_relation:
        return key_of(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _fill(row: models.Model, content: Content, references: References) -> None:
    for field in own_fields(type(row)):
        if field.name not in content:
            continue
        value = content[field.name]
        if field.is_relation:
            found = references.get(cast(type[models.Model], field.related_model), cast(str | None, value))
            if found or field.null:
                setattr(row, field.name, found)
        else:
            setattr(row, field.name, field.to_python(value))


def _said(field: "models.Field[object, object]", value: object, references: References) -> str:
    if value is None:
        return ""
    if field.is_relation:
        return str(references.get(cast(type[models.Model], field.related_model), str(value)) or value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))


def _row(what: str, relation: models.ManyToOneRel, data: Content) -> RowDifference:
    model = relation.related_model
    said = {
        field.verbose_name: _said(field, data.get(field.name), References())
        for field in own_fields(model, relation.field.name)
    }
    (_, title), *rest = said.items()
    return RowDifference(what, title, [Named(str(label), marked(text, text)) for label, text in rest if text])


def _hanging_in(content: Content, name: str) -> list[Content]:
    return [_without_key(one) for one in cast(list[Content], content.get(name, []))]


def _without_key(data: Content) -> Content:
    return {name: value for name, value in data.items() if name != "pk"}


def _bare(content: Content) -> Content:
    """Return it without keys, and without what is empty: a version may be older than a field."""
    return {
        name: [_without_key(one) if isinstance(one, dict) else one for one in value]
        if isinstance(value, list)
        else value
        for name, value in content.items()
        if value not in EMPTY
    }
