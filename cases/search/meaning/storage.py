"""Keeps the passages of public cases with their vectors, in the transaction of the caller, `cases.publishing`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, QuerySet

from cases.models import CasePassages
from cases.search.meaning.embedder import embedder
from cases.search.meaning.passages import Passage
from gouden.compiled_query import CompiledQuery

if TYPE_CHECKING:
    from cases.search.meaning.embedder import Vectors

# Kind, place and key of each passage of a case.
type Places = list[list[str]]

passages_of = CompiledQuery[tuple[int, Places]](
    lambda cases: CasePassages.objects.filter(pk__in=cases).values_list("pk", "passages")
)


class HowFar(NamedTuple):
    """How many public cases have a vector for each passage, of how many, and by which model."""

    model: str
    done: int
    total: int


def stored(cases: Iterable[int]) -> dict[int, Places]:
    """Return the passages that are stored of these public cases; nothing, and no query, where there is no model."""
    if embedder() is None:
        return {}
    return dict(passages_of(list(cases)))


def differ(there: Places | None, made: Sequence[Passage]) -> bool:
    """Whether other passages are stored of a case than `made`; never where there is no model."""
    return embedder() is not None and there != _places(made)


def write(made: Mapping[int, Sequence[Passage]], there: Mapping[int, Places]) -> None:
    """Store the passages of these public cases where they differ. What did not change keeps its vector."""
    model = embedder()
    changed = {case: _places(passages) for case, passages in made.items() if differ(there.get(case), passages)}
    if model is None or not changed:
        return
    rows = CasePassages.objects.in_bulk(changed)
    _save([_row(case, places, model.name, _by_key(rows.get(case), model.name)) for case, places in changed.items()])


def waiting() -> QuerySet[CasePassages]:
    """Return the public cases with a passage that has no vector of the model in use; none where there is no model."""
    model = embedder()
    if model is None:
        return CasePassages.objects.none()
    return CasePassages.objects.exclude(model=model.name, waiting=0)


def missing(cases: Iterable[int]) -> dict[int, set[str]]:
    """Return the keys of the texts of these cases that have no vector of the model in use, by case."""
    model = embedder()
    rows = waiting().filter(pk__in=list(cases))
    return {row.pk: _keys(row.passages) - _by_key(row, model.name).keys() for row in rows} if model else {}


def fill(vectors: Mapping[int, Mapping[str, bytes]]) -> None:
    """Give the passages of these cases, as they are by now, their vectors, by case and key."""
    model = embedder()
    if model is None:
        return
    rows = waiting().filter(pk__in=list(vectors))
    _save([_row(row.pk, row.passages, model.name, {**_by_key(row, model.name), **vectors[row.pk]}) for row in rows])


def vectors_of(cases: Iterable[int]) -> dict[int, list[tuple[list[str], bytes]]]:
    """Return the passages of these cases that have a vector of the model in use, as they are stored, each with it."""
    model = embedder()
    rows = CasePassages.objects.filter(pk__in=list(cases), model=model.name) if model else ()
    made = {row.pk: (row.passages, _by_key(row, row.model)) for row in rows}
    return {
        pk: [(place, by_key[place[2]]) for place in places if place[2] in by_key]
        for pk, (places, by_key) in made.items()
    }


def how_far() -> HowFar | None:
    """Return how far the vectors of all public cases are; None where there is no model."""
    model = embedder()
    if model is None:
        return None
    done = Count("pk", filter=Q(model=model.name, waiting=0))
    found = CasePassages.objects.aggregate(done=done, total=Count("pk"))
    return HowFar(model.name, found["done"], found["total"])


def all_vectors() -> dict[str, bytes]:
    """Return every vector there is of the model in use."""
    model = embedder()
    rows = CasePassages.objects.filter(model=model.name) if model else CasePassages.objects.none()
    return {key: vector for row in rows.iterator() for key, vector in _by_key(row, row.model).items()}


def as_bytes(vectors: "Vectors") -> list[bytes]:
    """Return each of these vectors in bytes, from -127 to 127, its largest number at the end of that range.

    Their lengths differ after that; what compares them divides by it.
    """
    import numpy

    scaled = vectors * (127 / numpy.abs(vectors).max(axis=1, keepdims=True))
    return [row.tobytes() for row in numpy.rint(scaled).astype(numpy.int8)]


def _places(made: Sequence[Passage]) -> Places:
    return [[passage.kind, passage.place, passage.key] for passage in made]


def _keys(places: Places) -> set[str]:
    return {key for _, _, key in places}


def _by_key(row: CasePassages | None, model: str) -> dict[str, bytes]:
    """Return the vectors of a row, of this model."""
    if row is None or row.model != model or not row.vectors:
        return {}
    held = bytes(row.vectors)
    size = len(held) // len(row.passages)
    parts = (held[at : at + size] for at in range(0, len(held), size))
    return {key: part for (_, _, key), part in zip(row.passages, parts, strict=True) if any(part)}


def _row(case: int, places: Places, model: str, vectors: Mapping[str, bytes]) -> CasePassages:
    # Those of another length were made by a server that changed its mind.
    size = max((len(vectors[key]) for key in _keys(places) & vectors.keys()), default=0)
    held = [vector if len(vector := vectors.get(key, b"")) == size else bytes(size) for _, _, key in places]
    number = sum(not any(vector) for vector in held)
    return CasePassages(pk=case, model=model, waiting=number, passages=places, vectors=b"".join(held))


def _save(rows: Sequence[CasePassages]) -> None:
    CasePassages.objects.bulk_create(
        rows,
        batch_size=100,
        update_conflicts=True,
        unique_fields=["published_case"],
        update_fields=["model", "waiting", "passages", "vectors"],
    )
