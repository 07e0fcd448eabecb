"""Giving the passages of public cases their vectors. Making one takes a tenth of a second: a job does it, unlocked."""

from collections.abc import Mapping

from django.db import transaction

from cases.models import PublishedCase
from cases.projection.projector import Projector
from cases.publishing.public import lock
from cases.search.meaning import shipped, storage
from cases.search.meaning.embedder import embedder


def cases_without_vectors() -> list[int]:
    """Return the public cases of which a passage has no vector yet, the newest knowledge first."""
    order = ["-published_case__described_in", "pk"]
    return list(storage.waiting().order_by(*order).values_list("pk", flat=True))


def make_vectors(case: int) -> dict[str, bytes]:
    """Return by its key the vector of each text of this case that has none; nothing when it is not public any more.

    Raises Unavailable when the model makes none now. Stores nothing, and needs no lock.
    """
    model = embedder()
    [keys] = storage.missing([case]).values() or [set()]
    if model is None or not keys:
        return {}
    known = shipped.vectors(model.name)
    made = {key: known[key] for key in keys & known.keys()}
    texts = _texts(case) if keys - made.keys() else {}
    wanted = sorted(keys - made.keys() & texts.keys())
    if wanted:
        made |= zip(wanted, storage.as_bytes(model.passages([texts[key] for key in wanted])), strict=True)
    return made


def keep_vectors(made: Mapping[int, Mapping[str, bytes]], *, last: bool) -> None:
    """Store these vectors, by case and key, for the passages that these cases have by now.

    After the `last` of many the catalogue's version goes up: search holds the vectors in memory until then.
    """
    with transaction.atomic():
        state = lock()
        storage.fill(made)
        if last:
            state.raise_version()
        state.save()


def _texts(case: int) -> dict[str, str]:
    """Return by its key each text of a public case, as search takes it apart."""
    projector = Projector()
    for row in PublishedCase.objects.filter(pk=case).select_related("revision"):
        projector.prepare([row.revision])
        return {passage.key: passage.text for passage in projector.document(row.revision).passages}
    return {}
