"""What is made of the whole catalogue, kept by each process for as long as the catalogue stays the same."""

from collections.abc import Callable, Hashable

from django.db import connection

from cases.models import CatalogueState


class Kept[T]:
    """One thing that is made of the catalogue as it is now, kept with the catalogue's token and a key of its own."""

    def __init__(self) -> None:
        self._last: tuple[Hashable, T] | None = None

    def now(self, make: Callable[[T | None], T], key: Hashable = None) -> T:
        """Return it; one query when nothing changed, `key` neither.

        `make` returns it, given the one kept before, of which it may use what still holds. Within a transaction it is
        made anew and not kept: what is read there may never come to be.
        """
        if _unsure():
            return make(None)
        whole = (CatalogueState.counters().token, key)
        if self._last is None or self._last[0] != whole:
            self._last = (whole, make(self._last[1] if self._last else None))
        return self._last[1]


def _unsure() -> bool:
    return connection.in_atomic_block
