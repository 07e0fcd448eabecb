"""What helps where a list holds nothing: another choice, the nearest subject with its cases, and who may be asked."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import QueryDict

from cases.listing import ResultSet
from cases.listing.filters import CaseFilter
from cases.listing.sentence import counted
from cases.models import Case, PublishedCase
from cases.projection.records import Card
from cases.search import Query, nearest
from cases.search.names import Name
from gouden.web.pages.mixins import address
from gouden.web.pages.query_params import LenientParams

# What a choice is called where its label is a verb.
LABELS = {"zoek": "de woorden"}


class Loosened(NamedTuple):
    """What is found without one of the parameters, in words, and the address of that list."""

    label: str
    found: str
    url: str


class Nearby(NamedTuple):
    """What comes nearest to the words: how they are said, a subject and a question of ours, and the best cases."""

    words: str
    subject: Name | None
    question: Name | None
    cards: list[Card]
    # The organisations where one can ask about these cases, each once.
    contacts: list[dict[str, Any]]


def nearby(query: Query) -> Nearby | None:
    """Return what is nearest to a query in vain; None: nothing is."""
    found = nearest(query)
    if found is None:
        return None
    rows = PublishedCase.objects.filter(pk__in=found.cases).values_list("pk", "card", "record__navragenBij")
    stored = {pk: (card, contact) for pk, card, contact in rows.order_by()}
    kept = [stored[pk] for pk in found.cases if pk in stored]
    contacts = {contact["slug"]: contact for _, contact in kept if contact}
    return Nearby(found.words, found.subject, found.question, [card for card, _ in kept], list(contacts.values()))


def loosened(reading: LenientParams[CaseFilter], labels: dict[str, str], query: QueryDict) -> list[Loosened]:
    """Return the parameters without which something is found, one at a time, first that without which most is.

    One list for each parameter in use; only where nothing was found. `labels` names the parameters.
    """
    return _lists(reading, query, {label: [name] for name, label in labels.items()})


def alone(reading: LenientParams[CaseFilter], labels: dict[str, str], query: QueryDict) -> list[Loosened]:
    """Return the parameters that find something by themselves, in the same way; for where one less does not help."""
    return _lists(reading, query, {label: [name for name in labels if name != kept] for kept, label in labels.items()})


def _lists(reading: LenientParams[CaseFilter], query: QueryDict, dropped: dict[str, list[str]]) -> list[Loosened]:
    """Return by label what is found without these parameters, where that is anything."""
    found = []
    for label, names in dropped.items():
        without = reading.query.copy()
        for name in names:
            del without[name]
        cases = ResultSet.of(CaseFilter(without, reading.filterset.queryset))
        if len(cases):
            said = counted(len(cases), cases.counts("soort").get(Case.Kind.REFLECTION, 0))
            url = address(query, **dict.fromkeys(names), page=None)
            found.append((len(cases), Loosened(label, said, url)))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def labels_of(chosen: Iterable[Any]) -> dict[str, str]:
    """Return the parameters in use by name, each with what it says: 'gemeente Aalten of Meppel'."""
    values: dict[str, list[Any]] = {}
    for one in chosen:
        values.setdefault(one.name, []).append(one)
    return {
        name: f"{LABELS.get(name) or rows[0].label.lower()} ‘{' of '.join(row.value for row in rows)}’"
        for name, rows in values.items()
    }
