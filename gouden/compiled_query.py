"""Querysets that are compiled to SQL once: for what is asked so often that composing it costs more than answering."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from operator import attrgetter
from typing import Any, Self, cast

from django.db import connections, transaction
from django.db.models import F, ManyToManyField, ManyToOneRel, Model, Prefetch, QuerySet

# Beyond so many keys a queryset is asked as any other: its composing is a small part of that.
MOST = 128
# Under this name a row keeps which of the keys it was found by, where it hangs on several rows.
FOUND_BY = "found_by_key"

type Key = int | str


class CompiledQuery[Row]:
    """A queryset for some keys, compiled once, with what it loads along by `select_related` and `prefetch_related`.

        links_of = CompiledQuery(lambda cases: CaseLink.objects.filter(case__in=cases))
        links_of([12])

    The keys are all that may differ between two calls, and are of one type. What was loaded along can be read by
    `all()`, as ever, but not asked further.
    """

    def __init__(self, compose: Callable[[list[Any]], QuerySet[Any, Row]]) -> None:
        self.compose = compose
        # Of this thread, for what is compiled belongs to its connection.
        self._here = threading.local()

    def __call__(self, keys: Collection[Key]) -> list[Row]:
        """Return the rows for these keys, in the order of the queryset; none, and no query, without keys."""
        if not keys:
            return []
        if len(keys) > MOST:
            return list(self.compose(list(keys)))
        first, *others = keys
        # A power of two, so that there is little to compile: the first key is asked for more than once.
        size = 1 << len(others).bit_length()
        compiled: dict[Any, _Compiled] = self._here.__dict__
        if size not in compiled or not compiled[size].is_of_this_connection:
            compiled[size] = _Compiled(self.compose, first, size)
        return cast(list[Row], compiled[size].rows([*others, *[first] * (size - len(others))]))

    def first(self, key: Key) -> Row | None:
        """Return the first row for one key; None where there is none."""
        return next(iter(self([key])), None)

    def get(self, key: Key) -> Row:
        """Return the first row for one key. Raises the model's DoesNotExist where there is none."""
        for row in self([key]):
            return row
        raise self.compose([key]).model.DoesNotExist


class _Compiled:
    """The SQL for so many keys, with stand-ins in their place."""

    def __init__(self, compose: Callable[[list[Any]], QuerySet[Any, Any]], like: Key, size: int) -> None:
        self.stand_ins = [-number if isinstance(like, int) else f"\1{number}" for number in range(1_000, 1_000 + size)]
        asked = compose(self.stand_ins)
        lookups = asked._prefetch_related_lookups  # type: ignore[attr-defined]  # the stubs leave it out
        self.along = [_Along(asked.model, lookup) for lookup in lookups]
        self.queryset = asked.prefetch_related(None)
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        # From here on Django reads rows by the compiler that has done its work.
        self.compiler.get_converters = lambda fields: converters
        self.queryset.query.get_compiler = lambda *args, **kwargs: self.compiler  # type: ignore[method-assign]

    @property
    def is_of_this_connection(self) -> bool:
        """Whether it asks the database that Django would ask now: another one may have come in its place."""
        return self.compiler.connection is connections[self.queryset.db]

    def rows(self, keys: list[Key]) -> list[Any]:
        """Return the rows for these keys, as many as were compiled for.

        Raises TransactionManagementError where rows are to be locked and there is no transaction: Django looks at that
        while it compiles, which is done once.
        """
        if self.queryset.query.select_for_update and not transaction.get_connection(self.queryset.db).in_atomic_block:
            raise transaction.TransactionManagementError("Rows are locked within a transaction.")
        given = dict(zip(self.stand_ins, keys, strict=True))
        parameters = tuple(given.get(parameter, parameter) for parameter in self.parameters)
        self.compiler.as_sql = lambda *args, **kwargs: (self.sql, parameters)
        rows = [*cast(Iterable[Any], self.queryset._iterable_class(self.queryset))]
        for along in self.along:
            along.load(rows)
        return rows


class _Along:
    """Rows to load along, by the path of a `prefetch_related`: its last part, of the rows that the rest leads to."""

    def __init__(self, model: type[Model], lookup: str | Prefetch[Any]) -> None:
        path, rows = (lookup, None) if isinstance(lookup, str) else (lookup.prefetch_through, lookup.queryset)
        *self.way, self.name = path.split("__")
        for part in self.way:
            model = cast(type[Model], model._meta.get_field(part).related_model)
        relation = model._meta.get_field(self.name)
        assert isinstance(relation, ManyToManyField | ManyToOneRel)  # noqa: S101  # what else is prefetched
        self.model = relation.related_model
        found = self.model._default_manager.all() if rows is None else rows
        if isinstance(relation, ManyToOneRel):
            self.back: str | None = relation.field.name
            by, self.found_by = relation.field.name, attrgetter(relation.field.attname)
        else:
            self.back = None
            self.found_by = attrgetter(FOUND_BY)
            by, found = FOUND_BY, found.annotate(**{FOUND_BY: F(relation.related_query_name())})
        self.rows_of = CompiledQuery[Model](lambda keys: found.filter(**{f"{by}__in": keys}))

    def load(self, rows: Iterable[Model]) -> None:
        """Load what hangs on what the way from these rows leads to."""
        owners: dict[Any, list[Model]] = {}
        for owner in self._owners(rows):
            owners.setdefault(owner.pk, []).append(owner)
        found: dict[Any, list[Model]] = {key: [] for key in owners}
        for row in self.rows_of(list(owners)):
            found[self.found_by(row)].append(row)
        for key, some in owners.items():
            for owner in some:
                if self.back:
                    for row in found[key]:
                        setattr(row, self.back, owner)
                owner.__dict__.setdefault("_prefetched_objects_cache", {})[self.name] = LoadedRows.of(
                    found[key], self.model
                )

    def _owners(self, rows: Iterable[Model]) -> Iterator[Model]:
        owners = list(rows)
        for part in self.way:
            nearer = [getattr(owner, part) for owner in owners]
            owners = [one for some in nearer for one in (some.all() if hasattr(some, "all") else [some]) if one]
        return iter(owners)


class LoadedRows(QuerySet[Any, Any]):
    """What hangs on a row and was loaded along with it."""

    @classmethod
    def of(cls, rows: list[Model], model: type[Model]) -> Self:
        """Return these rows of a model."""
        loaded = cls(model)
        loaded._result_cache = cast(list[Any], rows)
        loaded._prefetch_done = True  # type: ignore[attr-defined]  # the stubs leave it out
        return loaded

    def _chain(self) -> Self:
        raise TypeError("These rows were loaded along with what they hang on: take them by all().")
