"""From a slug, code or key to its row."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Model, Prefetch, QuerySet

from cases.models import Article, Claim, Speaker
from gouden.compiled_query import CompiledQuery
from municipalities.models import Municipality, Organisation, ReferenceRow, Region
from municipalities.querysets import public_rows

# The field by which data refers to a row; every other model is referred to by slug.
KEYS: dict[type[Model], str] = {Municipality: "cbs_code", Speaker: "key"}

# What belongs to a row wherever it is shown, loaded along with it.
RELATED: dict[type[Model], list[str]] = {
    Municipality: ["province"],
    Article: ["publication", "reprint_of"],
    Speaker: ["person", "municipality__province"],
}
PREFETCH: dict[type[Model], list[tuple[str, type[Model]]]] = {
    Article: [("publication__publishers", Organisation)],
    Speaker: [("organisations", Organisation)],
    Region: [("members", Municipality)],
}


def key_of(row: Model | None) -> str | None:
    """Return how data refers to `row`; a claim by the slug of its case and its own key."""
    if row is None:
        return None
    if isinstance(row, Claim):
        return f"{row.case.slug}#{row.key}"
    return str(getattr(row, KEYS.get(type(row), "slug")))


class UnresolvedReference(Exception):
    """Data names rows that do not exist; `missing` lists each as 'soort kenmerk'."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__("Onbekend: " + ", ".join(missing))


class References:
    """Finds rows by what data calls them, each once; remembers what it could not find.

    With `public` it finds only what readers see: what is made for them of a row that they do not, leaves it out.
    """

    def __init__(self, *, public: bool = False) -> None:
        self.public = public
        self._rows: dict[tuple[type[Model], str], Model | None] = {}
        self.missing: list[str] = []

    def get[M: Model](self, model: type[M], key: str | None) -> M | None:
        """Return the row, or None for an empty or unknown `key`; the unknown is remembered in `missing`."""
        if not key:
            return None
        if (model, key) not in self._rows:
            self.preload(model, {key})
        row = self._rows[model, key]
        if not isinstance(row, model):
            self.missing.append(f"{model._meta.verbose_name} {key}")
            return None
        return row

    def many[M: Model](self, model: type[M], keys: list[str]) -> list[M]:
        """Return the rows that exist, in the order of `keys`, in one query for those not seen before."""
        self.preload(model, set(keys))
        return [row for key in keys if (row := self.get(model, key)) is not None]

    def keep(self, rows: Iterable[Model]) -> None:
        """Keep rows that are at hand, so that they are not asked for; what lacks what belongs to it is left out."""
        for row in rows:
            hidden = self.public and isinstance(row, ReferenceRow) and not row.is_public
            if _is_whole(row) and not hidden:
                self._rows.setdefault((type(row), str(key_of(row))), row)

    def preload_all(self, named: Iterable[tuple[type[Model], str]]) -> None:
        """Look up rows of several kinds, in one query for each kind (and its prefetches)."""
        keys: dict[type[Model], set[str]] = {}
        for model, key in named:
            keys.setdefault(model, set()).add(key)
        for model, wanted in keys.items():
            self.preload(model, wanted)

    def preload(self, model: type[Model], keys: set[str]) -> None:
        """Look up those of `keys` not seen before, in one query (and one for each prefetch)."""
        new = {key for key in keys if key and (model, key) not in self._rows}
        if not new:
            return
        self._rows |= {(model, key): None for key in new}
        if model is Claim:
            self._rows |= {(model, key): claim for key, claim in _claims(new).items()}
            return
        self._rows |= {(model, str(key_of(row))): row for row in _rows_of(model, self.public)(new)}

    def raise_unresolved(self) -> None:
        """Raise UnresolvedReference if anything asked for does not exist."""
        if self.missing:
            missing, self.missing = list(dict.fromkeys(self.missing)), []
            raise UnresolvedReference(missing)


@cache
def _rows_of(model: type[Model], public: bool) -> CompiledQuery[Model]:
    """Return what finds the rows of a model by their keys, each with what belongs to it."""

    def of(what: type[Model]) -> QuerySet[Model]:
        rows = public_rows(what) if public else what._default_manager.all()
        return rows.select_related(*RELATED[what]) if what in RELATED else rows

    belonging = [Prefetch(name, of(what)) for name, what in PREFETCH.get(model, [])]
    field = KEYS.get(model, "slug")
    return CompiledQuery[Model](lambda keys: of(model).prefetch_related(*belonging).filter(**{f"{field}__in": keys}))


def _is_whole(row: Model) -> bool:
    """Whether what belongs to a row is loaded with it."""
    related = RELATED.get(type(row), [])
    return type(row) not in PREFETCH and all(name in row._state.fields_cache for name in related)


def _claims(keys: set[str]) -> dict[str, Claim]:
    """Return claims by slug#key."""
    slugs = {key.partition("#")[0] for key in keys}
    claims = Claim.objects.filter(case__slug__in=slugs).select_related("case")
    return {key: claim for claim in claims if (key := f"{claim.case.slug}#{claim.key}") in keys}
