"""How each kind of entry looks in a file: one Kind per file name, all read and written in the same way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import CharField, JSONField, Model, TextField

from cases.loading.values import Data, checked
from cases.models import (
    Adoption,
    Article,
    Case,
    CitingRow,
    Claim,
    ClaimLink,
    Designation,
    Element,
    Initiative,
    InitiativeLink,
    Obstacle,
    Person,
    Publication,
    Question,
    SearchWord,
    SearchWordCase,
    SearchWordClaim,
    Speaker,
    Synonym,
    Term,
    Theme,
)
from cases.revisions.references import References, key_of
from cases.revisions.snapshot import plain
from gouden.web.text.cleaning import line
from municipalities.models import Municipality, Organisation, Region


class Ordered(NamedTuple):
    """Rows in an order that means something: the model of the ties, their names on both sides, and what is tied."""

    through: type[Model]
    near: str
    ties: str
    far: str
    to: type[Model]


@dataclass(frozen=True)
class Kind:
    """A kind of entry: which model, what identifies a row, and what of it a file holds."""

    name: str
    label: str
    model: type[Model]
    key: tuple[str, ...]
    scalars: dict[str, object]  # each with what it is when a file leaves it out
    references: dict[str, type[Model]] = field(default_factory=dict)
    many: dict[str, type[Model]] = field(default_factory=dict)
    ordered: dict[str, Ordered] = field(default_factory=dict)
    links: bool = False
    # What those before release 0.2 did not know yet.
    added: frozenset[str] = frozenset()

    def complete(self, data: Data) -> Data:
        """Return `data` with everything a file may leave out, in the form that `dump` gives.

        Raises ValueError for a key that this kind does not know (a typo must not lose a sentence) and for a number or
        a day that cannot be.
        """
        known = {**self.scalars, **dict.fromkeys(self.references), **{name: [] for name in self.lists}}
        known |= {"links": []} if self.links else {}
        unknown = data.keys() - known.keys()
        if unknown:
            raise ValueError(f"onbekende sleutel {', '.join(sorted(unknown))}")
        full = known | {name: self._cleaned(name, plain(value)) for name, value in data.items() if value is not None}
        full |= checked(self.model, data, self.scalars)
        for name in self.many:
            full[name] = sorted(_keys(full[name]))
        for name in self.ordered:
            full[name] = list(dict.fromkeys(_keys(full[name])))
        if self.links:
            full["links"] = _links(full["links"])
        return full

    @property
    def lists(self) -> dict[str, type[Model]]:
        """What it is tied to more than once, by the name of the list."""
        return self.many | {name: one.to for name, one in self.ordered.items()}

    def _cleaned(self, name: str, value: object) -> object:
        """Return a text as its column keeps it, so that loading the same file once more changes nothing."""
        column = self.model._meta.get_field(name) if name in self.scalars else None
        return column.to_python(value) if isinstance(column, CharField | TextField | JSONField) else value

    def short(self, data: Data) -> Data:
        """Return complete `data` without what equals its default, for a fingerprint."""
        left_out = {**self.scalars, **dict.fromkeys(self.references), **{name: [] for name in self.lists}, "links": []}
        return {name: value for name, value in data.items() if value != left_out[name]}

    def earlier(self, data: Data) -> Data:
        """Return complete `data` as those before release 0.2 took a fingerprint of it."""
        return {name: value for name, value in data.items() if name not in self.added}

    def key_of(self, data: Data) -> str:
        """Return what identifies the entry `data` within its kind."""
        return " | ".join(str(data[name] or "") for name in self.key)

    def named_in(self, entries: Iterable[Data]) -> Iterator[tuple[type[Model], str]]:
        """Yield what these entries refer to, as far as that is written as it should be."""
        for entry in entries:
            for name, model in (self.references | self.lists).items():
                value = entry.get(name)
                yield from (
                    (model, key) for key in (value if isinstance(value, list) else [value]) if isinstance(key, str)
                )

    def dump(self, row: Model) -> Data:
        """Return what a file would hold of `row`."""
        data: Data = {name: plain(getattr(row, name)) for name in self.scalars}
        data |= {name: key_of(getattr(row, name)) for name in self.references}
        data |= {name: sorted(str(key_of(one)) for one in getattr(row, name).all()) for name in self.many}
        for name, one in self.ordered.items():
            data[name] = [str(key_of(getattr(tie, one.far))) for tie in getattr(row, one.ties).all()]
        if isinstance(row, Initiative):
            data["links"] = [{"url": link.url, "label": link.label} for link in row.links.all()]
        return data

    def save(self, row: Model, data: Data, references: References) -> None:
        """Fill `row` from complete `data` and save it. Raises UnresolvedReference before anything is written."""
        resolved = {name: references.get(model, _key(data[name])) for name, model in self.references.items()}
        sets = {name: references.many(model, _keys(data[name])) for name, model in self.many.items()}
        lines = {name: references.many(one.to, _keys(data[name])) for name, one in self.ordered.items()}
        references.raise_unresolved()
        for name in self.scalars:
            setattr(row, name, data[name])
        for name, value in resolved.items():
            setattr(row, name, value)
        if isinstance(row, ClaimLink):
            _check(row)
        if isinstance(row, CitingRow):
            _check_cites(row)
        row.save()
        for name, values in sets.items():
            getattr(row, name).set(values)
        for name, targets in lines.items():
            one = self.ordered[name]
            getattr(row, one.ties).all().delete()
            ties = [one.through(**{one.near: row, one.far: far, "position": at}) for at, far in enumerate(targets, 1)]
            one.through._default_manager.bulk_create(ties)
        if isinstance(row, Initiative):
            row.links.all().delete()
            InitiativeLink.objects.bulk_create(InitiativeLink(initiative=row, **link) for link in _links(data["links"]))

    def rows(self) -> Iterable[Model]:
        """Return all rows of this kind with what `dump` reads, in a fixed number of queries."""
        related = [name for name in self.references if name not in {"a", "b"}]
        related += ["a__case", "b__case"] if self.model is ClaimLink else []
        prefetch = [*self.many, *(["links"] if self.links else [])]
        prefetch += [f"{one.ties}__{one.far}{'__case' if one.to is Claim else ''}" for one in self.ordered.values()]
        rows = self.model._default_manager.prefetch_related(*prefetch)
        return rows.select_related(*related) if related else rows


def _check(tie: ClaimLink) -> None:
    """Refuse beside an obstacle what its form refuses there."""
    try:
        tie.clean()
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error


def _check_cites(row: CitingRow) -> None:
    """Refuse a text as its form would, except for what it cites: that is not public yet."""
    try:
        row.clean_lines()
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error


def _key(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{value} is geen kenmerk: zet het tussen aanhalingstekens")


def _keys(value: object) -> list[str]:
    if not isinstance(value, list):
        raise ValueError(f"{value} is geen lijst van kenmerken")
    return [str(key) for key in value]


def _links(value: object) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise ValueError(f"{value} is geen lijst van links")
    return [{"url": line(link["url"]), "label": line(link.get("label", ""))} for link in value]


# What identifies and names most rows.
NAMED: dict[str, object] = {"slug": None, "name": None}

THEMES = Kind(
    "themes",
    "thema's",
    Theme,
    ("slug",),
    {**NAMED, "kind": None, "question": "", "description": "", "synthesis": "", "position": 0},
    added=frozenset({"question", "synthesis"}),
)
OBSTACLES = Kind("obstacles", "obstakels", Obstacle, ("slug",), {**NAMED, "description": "", "position": 0})
ELEMENTS = Kind(
    "elements",
    "werkzame elementen",
    Element,
    ("slug",),
    {**NAMED, "summary": "", "works_when": "", "fails_when": "", "other_names": [], "position": 0},
)
REGIONS = Kind(
    "regions",
    "samenwerkingsregio's",
    Region,
    ("slug",),
    {**NAMED, "kind": None, "also_known_as": [], "members_complete": False, "stated_number": None, "note": ""},
    many={"members": Municipality},
)
ORGANISATIONS = Kind(
    "organisations",
    "organisaties",
    Organisation,
    ("slug",),
    {
        **NAMED,
        "kind": None,
        "website": "",
        "also_known_as": [],
        "misspellings": [],
        "former_names": [],
        "contact_page": "",
        "contact_mailbox": "",
        "contact_checked_on": None,
    },
    many={"municipalities": Municipality},
)
PERSONS = Kind("persons", "personen", Person, ("slug",), {**NAMED, "misspellings": []})
PUBLICATIONS = Kind(
    "publications",
    "publicaties",
    Publication,
    ("slug",),
    {"slug": None, "title": None, "year": None, "year_certainty": "uitgesproken", "url": "", "note": ""},
    many={"publishers": Organisation},
    added=frozenset({"year_certainty"}),
)
ARTICLES = Kind(
    "articles",
    "artikelen",
    Article,
    ("slug",),
    {"slug": None, "title": None, "authors": [], "pages": "", "url": "", "position": 0},
    references={"publication": Publication, "reprint_of": Article},
)
TERMS = Kind(
    "terms",
    "begrippen",
    Term,
    ("slug",),
    {**NAMED, "definition": "", "other_names": [], "passage": ""},
    references={"article": Article},
)
INITIATIVES = Kind(
    "initiatives",
    "initiatieven",
    Initiative,
    ("slug",),
    {**NAMED, "description": "", "aliases": [], "misspellings": []},
    many={"municipalities": Municipality, "organisations": Organisation},
    links=True,
)
SPEAKERS = Kind(
    "speakers",
    "sprekers",
    Speaker,
    ("key",),
    {"key": None, "function": ""},
    references={"person": Person, "municipality": Municipality, "article": Article},
    many={"organisations": Organisation},
)
SYNONYMS = Kind("synonyms", "synoniemen", Synonym, ("terms",), {"terms": [], "kind": "gelijk", "note": ""})
CLAIM_LINKS = Kind(
    "claim_links",
    "verbanden tussen uitspraken",
    ClaimLink,
    ("a", "b"),
    {"kind": None, "passage": ""},
    references={"a": Claim, "b": Claim, "article": Article},
    added=frozenset({"passage", "article"}),
)
DESIGNATIONS = Kind(
    "designations",
    "predicaten",
    Designation,
    ("predicate", "municipality", "region", "year"),
    {"predicate": None, "nominated_by_certainty": "", "year": None, "why": ""},
    references={
        "awarded_by": Organisation,
        "nominated_by": Organisation,
        "municipality": Municipality,
        "region": Region,
        "article": Article,
    },
)
ADOPTIONS = Kind(
    "adoptions",
    "navolgingen",
    Adoption,
    ("case", "municipality", "region", "adopter"),
    {
        "adopter": "",
        "year": None,
        "since": None,
        "status": None,
        "note": "",
        "differently": "",
        "passage": "",
        "confirmed_by": "",
        "confirmed_on": None,
    },
    references={"case": Case, "municipality": Municipality, "region": Region, "article": Article},
    added=frozenset({"since", "differently", "confirmed_by", "confirmed_on"}),
)

QUESTIONS = Kind(
    "questions",
    "vragen",
    Question,
    ("slug",),
    {"slug": None, "question": None, "answer": "", "position": 0},
    many={"themes": Theme},
)

SEARCH_WORDS = Kind(
    "search_words",
    "zoekwoorden",
    SearchWord,
    ("word",),
    {"word": None, "also": [], "meaning": None, "broader": False},
    many={"elements": Element, "obstacles": Obstacle, "terms": Term},
    ordered={
        "cases": Ordered(SearchWordCase, "search_word", "case_ties", "case", Case),
        "claims": Ordered(SearchWordClaim, "search_word", "claim_ties", "claim", Claim),
    },
)

# In the order in which they need each other; cases come between these two.
BEFORE_CASES = [
    THEMES,
    OBSTACLES,
    ELEMENTS,
    REGIONS,
    ORGANISATIONS,
    PERSONS,
    PUBLICATIONS,
    ARTICLES,
    TERMS,
    INITIATIVES,
    SPEAKERS,
    SYNONYMS,
]
AFTER_CASES = [CLAIM_LINKS, DESIGNATIONS, ADOPTIONS, QUESTIONS, SEARCH_WORDS]
