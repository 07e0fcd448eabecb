"""What of a case is looked in, in columns that weigh differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cases.fields import ClaimData, Snapshot, definition
from cases.models import PublishedCase
from cases.revisions.resolution import ResolvedCase
from cases.search.indexing.markers import marker
from cases.search.language.analyser import name_terms, stem, words
from cases.search.meaning.embedder import embedder
from cases.search.meaning.passages import Passage, passages
from cases.search.statements.claim_document import KINDS, ClaimDocument, claim_documents
from municipalities.models import Municipality, Organisation

# The kinds of label whose names are looked for as they are, too: of a place when it is one word, of a person each word.
EXACT = {"gemeente", "plaats", "provincie", "regio", "persoon"}
# So many names of themes a document holds, about.
THEMES = 6
# Where the names of these kinds of label stand; all others stand under parties.
COLUMN_OF = {"initiatief": "names", "praktijk": "texts", "werkzaam element": "texts", "obstakel": "texts"}
SEARCH_COLUMNS = ("names", "summary", "parties", "texts", "markers")
# What stands in these is what a case is about.
PROMINENT = ("names", "summary", "parties", "markers")


class SearchLabel(NamedTuple):
    """Something a case can be found by that its title need not show, in words a reader sees."""

    kind: str
    name: str
    # Under which it is found as well: other names, former names, misspellings. Never shown.
    hidden: list[str]

    @property
    def names(self) -> list[str]:
        """Every name it is found by."""
        return [self.name, *self.hidden]


@dataclass
class Document:
    """The analysed text of a case. Each column holds terms separated by spaces."""

    # Title, address and initiatives.
    names: str = ""
    # Summary and themes.
    summary: str = ""
    # Organisations, places and people.
    parties: str = ""
    # Sections, claims and sources.
    texts: str = ""
    # What it is and what its claims tell of, in terms no reader types (cases.search.indexing.markers).
    markers: str = ""
    labels: list[SearchLabel] = field(default_factory=list)
    # By term the words, as they were written, that a reader may see: what a misspelt word is corrected to.
    forms: dict[str, set[str]] = field(default_factory=dict)
    # What of its claims is looked in, each by itself, by key.
    claims: dict[str, ClaimDocument] = field(default_factory=dict)
    # What of it a model reads, where there is one.
    passages: list[Passage] = field(default_factory=list)

    @property
    def columns(self) -> dict[str, str]:
        """The columns by name."""
        return {name: getattr(self, name) for name in SEARCH_COLUMNS}

    @property
    def terms(self) -> set[str]:
        """Every term of it."""
        return {term for column in self.columns.values() for term in column.split()}

    @property
    def prominent(self) -> set[str]:
        """Every term of it that does not stand in the texts alone."""
        return prominent_terms(self.columns)

    @property
    def written(self) -> str:
        """The forms as one text: "term=word" for each, separated by spaces."""
        return " ".join(sorted(f"{term}={word}" for term, words in self.forms.items() for word in words))

    def add(self, column: str, *texts: str, shown: bool = True) -> None:
        """Append the terms of `texts` to `column`; the words of what is not shown are never offered to a reader."""
        parts: list[str] = []
        wholes: list[str] = []
        for word in words("\n".join(texts)):
            if word.is_stop:
                continue
            (wholes if word.joined else parts).append(word.term)
            if shown:
                self.forms.setdefault(word.term, set()).add(word.written.lower())
        setattr(self, column, " ".join([getattr(self, column), *parts, *wholes]).strip())

    def add_names(self, column: str, names: list[str]) -> None:
        """Append the words of `names` as they are, where that is not what they were analysed to."""
        exact = dict.fromkeys(term for name in names for term in name_terms(name) if term != stem(term))
        setattr(self, column, " ".join([getattr(self, column), *exact]).strip())


def prominent_terms(columns: Mapping[str, str]) -> set[str]:
    """Return the terms of `columns` that do not stand in the texts alone."""
    return {term for name in PROMINENT for term in columns[name].split()}


def document(
    case: ResolvedCase, successors: Iterable[Municipality], practices: Iterable[PublishedCase] = ()
) -> Document:
    """Return what of `case` is looked in: its own words, and every name of what it refers to.

    `successors` are the municipalities under which it is found, today's in place of those that ended among them.
    `practices` are the public practices that are part of it: a portrait is found by what they are about.
    """
    practices = list(practices)
    made = Document(labels=_labels(case, list(successors), practices))
    made.add("names", *_texts("names", case.data), case.data.slug.replace("-", " "))
    made.add("summary", *_texts("summary", case.data), *_themes(case))
    for label in made.labels:
        column = COLUMN_OF.get(label.kind, "parties")
        made.add(column, label.name)
        made.add(column, *label.hidden, shown=False)
        if label.kind in EXACT:
            made.add_names(column, [name for name in label.names if label.kind == "persoon" or " " not in name])
    made.add("texts", *(practice.card["samenvatting"] for practice in practices))
    claims = [text for claim in case.claims for text in _texts("texts", claim.data)]
    made.add("texts", *_texts("texts", case.data), *claims)
    made.add("texts", *(speaker.function for speaker in case.speakers))
    made.add("texts", *(initiative.description for initiative in case.initiatives))
    for citation in case.citations:
        made.add("texts", citation.article.title, citation.article.publication.title)
    made.markers = " ".join(_markers(case))
    made.claims = claim_documents(case, [name for label in made.labels if label.kind in KINDS for name in label.names])
    made.passages = passages(case) if embedder() else []
    made.labels = _shown_labels(case, made.labels, practices)
    return made


def _markers(case: ResolvedCase) -> list[str]:
    """Return the markers of the case itself, and of the elements and obstacles that its claims tell of."""
    elements = [marker("element", element.slug) for element in case.elements]
    return [marker("case", case.data.slug), *elements, *(marker("obstacle", row.slug) for row in case.obstacles)]


def _texts(column: str, data: Snapshot | ClaimData) -> list[str]:
    """Return the texts that cases.fields puts in this column."""
    return [getattr(data, name) for name, field in definition(type(data)).items() if field.part.searched == column]


def _themes(case: ResolvedCase) -> list[str]:
    """Return the names of the themes, each the more often the fewer there are: the case is more about each of them."""
    return [theme.name for theme in case.themes for _ in range(max(1, THEMES // len(case.themes)))]


def _labels(case: ResolvedCase, places: list[Municipality], practices: list[PublishedCase]) -> list[SearchLabel]:
    own = [municipality for municipality, _ in case.municipalities]
    others = sorted({place for place in places if place not in own}, key=lambda place: place.name)
    found = [SearchLabel("initiatief", row.name, [*row.aliases, *row.misspellings]) for row in case.initiatives]
    found += [SearchLabel("plaats", case.data.place, [])] if case.data.place else []
    found += [SearchLabel("gemeente", municipality.name, []) for municipality in [*own, *others]]
    found += [SearchLabel("provincie", name, []) for name in dict.fromkeys(row.province.name for row in own)]
    found += [SearchLabel("regio", region.name, list(region.also_known_as)) for region in case.regions]
    found += [SearchLabel("organisatie", row.name, _other_names(row)) for row in case.all_organisations]
    people = dict.fromkeys(speaker.person for speaker in case.speakers if speaker.person)
    found += [SearchLabel("persoon", person.name, list(person.misspellings)) for person in people]
    authors = dict.fromkeys(author for citation in case.citations for author in citation.article.authors)
    found += [SearchLabel("auteur", author, []) for author in authors]
    found += [SearchLabel("praktijk", practice.title, [practice.slug.replace("-", " ")]) for practice in practices]
    found += [SearchLabel("werkzaam element", element.name, list(element.other_names)) for element in case.elements]
    found += [SearchLabel("obstakel", obstacle.name, []) for obstacle in case.obstacles]
    return found


def _shown_labels(case: ResolvedCase, labels: list[SearchLabel], practices: list[PublishedCase]) -> list[SearchLabel]:
    """Return the labels with what else a case is found by, so that a reader is told: no words of these are added."""
    told = {practice.title: [practice.card["samenvatting"]] for practice in practices}
    told |= {initiative.name: [initiative.description] for initiative in case.initiatives}
    told |= {element.name: [marker("element", element.slug)] for element in case.elements}
    told |= {obstacle.name: [marker("obstacle", obstacle.slug)] for obstacle in case.obstacles}
    found = [label._replace(hidden=[*label.hidden, *told.get(label.name, [])]) for label in labels]
    found += [SearchLabel("thema", theme.name, []) for theme in case.themes]
    functions = dict.fromkeys(speaker.function for speaker in case.speakers if speaker.function)
    found += [SearchLabel("functie", function, []) for function in functions]
    articles = [citation.article for citation in case.citations]
    titles = dict.fromkeys(title for article in articles for title in (article.title, article.publication.title))
    found += [SearchLabel("bron", title, []) for title in titles]
    return [*found, SearchLabel("keuze van de redactie bij", "", [marker("case", case.data.slug)])]


def _other_names(organisation: Organisation) -> list[str]:
    return [*organisation.also_known_as, *organisation.former_names, *organisation.misspellings]
