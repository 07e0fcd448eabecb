"""Choosing in the list (`kies`): which cases are ticked, and how the list carries them along.

A box on each card, the filters and the buttons are one form: whatever is pressed takes the ticks along, script or none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from cases.desk.dossier import CASE, Dossier, read_dossier
from cases.models import PublishedCase
from cases.pages.desk.addresses import CHOOSING, in_order


@dataclass(frozen=True)
class Choosing:
    """What is ticked, and what of it stands on another page of the list."""

    dossier: Dossier
    elsewhere: list[PublishedCase]
    # The addresses of this page without boxes, and of the list without filters but with what is ticked.
    stop: str
    everything: str

    @property
    def slugs(self) -> list[str]:
        """What is ticked."""
        return self.dossier.slugs


def chosen_cases(query: QueryDict) -> Dossier | None:
    """Return what is ticked in a list that lets one choose; None in any other."""
    return read_dossier(in_order(query)) if CHOOSING in query else None


def carry(query: QueryDict, dossier: Dossier) -> None:
    """Let the links of a list made from `query` lead to lists in which one goes on choosing."""
    query[CHOOSING] = "1"
    query.setlist(CASE, dossier.slugs)


def choosing(dossier: Dossier, query: QueryDict, on_page: Iterable[str]) -> Choosing:
    """Return what the page with these cases shows of what is ticked; `query`: what its links carry."""
    shown = set(on_page)
    kept, without = query.copy(), query.copy()
    for name in query.keys() - {"voor", CHOOSING, CASE}:
        del kept[name]
    for name in (CHOOSING, CASE):
        without.pop(name, None)
    return Choosing(
        dossier,
        [case for case in dossier.cases if case.slug not in shown],
        stop="?" + without.urlencode(),
        everything="?" + kept.urlencode(),
    )
