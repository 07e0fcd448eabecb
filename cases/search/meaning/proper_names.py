"""The words of the names of places, people, organisations and initiatives."""

from django.db import connection

from cases.models import CatalogueState, Initiative, Person
from cases.search.language.analyser import name_terms, terms
from municipalities.models import Municipality, Organisation, Province, Region

ONE_NAME = (Municipality, Province)

_kept: tuple[str, frozenset[str]] | None = None


def proper_names() -> frozenset[str]:
    """Return the terms of all names, those of rows that readers do not see among them; as `lexicon` keeps its own."""
    global _kept  # noqa: PLW0603  # one a process, as long as the catalogue stays the same
    if connection.in_atomic_block:
        return _read()
    token = CatalogueState.counters().token
    if _kept is None or _kept[0] != token:
        _kept = (token, _read())
    return _kept[1]


def _read() -> frozenset[str]:
    """Nine queries."""
    names = [name for model in ONE_NAME for name in model._default_manager.values_list("name", flat=True)]
    others = [
        *Region.objects.values_list("name", "also_known_as"),
        *Person.objects.values_list("name", "misspellings"),
        *Initiative.objects.values_list("name", "aliases"),
        *Initiative.objects.values_list("name", "misspellings"),
    ]
    for column in ("also_known_as", "former_names", "misspellings"):
        others += Organisation.objects.values_list("name", column)
    names += [part for name, more in others for part in (name, *more)]
    return frozenset(term for name in names for term in (*name_terms(name), *terms(name)))
