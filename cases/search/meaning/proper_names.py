"""The words of the names of places, people, organisations and initiatives."""

from cases.models import Initiative, Person
from cases.search.kept import Kept
from cases.search.language.analyser import name_terms, terms
from municipalities.models import Municipality, Organisation, Province, Region

ONE_NAME = (Municipality, Province)
_kept = Kept[frozenset[str]]()


def proper_names() -> frozenset[str]:
    """Return the terms of all names, those of rows that readers do not see among them."""
    return _kept.now(lambda _: _read())


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
