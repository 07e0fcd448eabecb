"""What search knows of the catalogue's own words, kept in memory for as long as the catalogue stays the same."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from cases.models import (
    Element,
    Obstacle,
    Person,
    PublishedClaim,
    SearchEntry,
    SearchTerm,
    Synonym,
    Term,
    Theme,
)
from cases.search.indexing.markers import is_marker
from cases.search.kept import Kept
from cases.search.language.analyser import APART, LONG_VOWEL, fold, name_terms, stem, terms
from cases.search.language.spelling import Speller
from cases.search.language.thesaurus import Thesaurus
from cases.search.language.word_forms import numbers_of, words_of
from cases.search.language.word_list import dutch_words
from cases.search.language.words import PARTICLES, STOP
from cases.search.queries.search_words import EditorsWords
from municipalities.models import Municipality

# What Dutch puts between the parts of a compound: stadsdeel, boerenerf, zieke-n-huis.
LINKS = ("", "s", "e", "en", "er")
# A part of a compound is a word of at least so many letters.
SHORTEST_PART = 3
# No compound has more letters; what has, is no word, and taking it apart in every place would take long.
LONGEST_COMPOUND = 45
# What looks like a word and makes no compound of what it is tied to: verlang, landelijk, sneller, regelmatig, kansrijk.
AFFIXES = {
    *("ver", "lijk", "der", "ler", "ner", "ker", "ding", "king", "ling", "mat", "matig", "end"),
    *("rijk", "loos", "vol", "baar", "heid", "schap", "achtig", "waardig", "vaardig", "zaam", "tal", "stelling"),
}
# Parts that say nothing by themselves: doorgang, meedoen, aantal.
SILENT = STOP | AFFIXES | PARTICLES
# A word that exists is a compound by chance when one part is this short (ouderen: oud, ren) and the other one is not
# long (dagbesteding).
SHORT_PART, LONG_PART = 3, 6
# The stem of a verb has so many letters, and a short vowel where its infinitive has one: lopen, of which lop, loopt.
SHORTEST_VERB = 4
SHORT_VOWEL = re.compile(r"([aeou])([^aeiou])$")
# The endings by which words of one root differ, also in words from Latin: organiseren, organisatie, organisator;
# and those of an adjective made of them: psychiatrisch, verbindend.
ENDING = re.compile(r"(istisch|isme?|ist|entie|ent|antie|ant|atief|atie|ator|eur|er|isch|end|ie)$")
# A word of the same root is looked for as well unless it stands in so many times as many cases.
KIN_COMMON = 4
# A root is at least so long.
SHORTEST_ROOT = 5
# Where a term stands in more cases than this, the compounds it is part of add nothing but time.
COMMON = 500
# Or in more than a third of all, where there are more than a few.
ALWAYS_APART = 20
# As many compounds of one term are looked for, the most frequent first.
COMPOUNDS = 24


class Lexicon:
    """The terms of all public cases, the thesaurus and the names of places, as of one version of the catalogue."""

    def __init__(self) -> None:
        rows = SearchTerm.objects.values_list("term", "cases", "prominent", "forms")
        self.cases: dict[str, int] = {}
        # In how many of these a term stands in a name, the summary or a party: what a case is about.
        self.prominent: dict[str, int] = {}
        # The words of each term as they are stored: most are never asked for.
        self.forms: dict[str, str] = {}
        # In how many cases each marker stands: none of them is a word.
        self.markers: dict[str, int] = {}
        for term, cases, prominent, forms in rows.iterator(chunk_size=10_000):
            if is_marker(term):
                self.markers[term] = cases
                continue
            self.cases[term] = cases
            if prominent:
                self.prominent[term] = prominent
            if forms:
                self.forms[term] = forms
        self.size = max(SearchEntry.objects.count(), 1)
        self.thesaurus = Thesaurus(Synonym.objects.values_list("kind", "terms"))
        self.search_words = EditorsWords()
        # A place of which there is no case is a word all the same: it is not misspelt.
        self.places = _terms_of(Municipality.objects.values_list("name", flat=True))
        people = _terms_of(Person.objects.values_list("name", flat=True))
        # What is nothing but a name: no compound has one as a part, and none is made of it.
        self.names = {term for term in self.places | people if term not in dutch_words()}
        # The same words are asked again and again, and words share their parts.
        self.compounds = lru_cache(maxsize=10_000)(self._compounds)
        self.split = lru_cache(maxsize=10_000)(self._parts_of)
        self.is_word = lru_cache(maxsize=50_000)(self._is_word)

    def is_subject(self, phrase: tuple[str, ...]) -> bool:
        """Whether a question may be about this: a phrase the parser knows, or a word of a name that editors gave."""
        return len(phrase) > 1 or phrase[0] in self._subjects

    @cached_property
    def _subjects(self) -> set[str]:
        """The terms of the thesaurus and of the names of themes, obstacles, elements and terms; four queries."""
        one_name = (model._default_manager.values_list("name") for model in (Theme, Obstacle))
        more = (model._default_manager.values_list("name", "other_names") for model in (Element, Term))
        names = [name for rows in one_name for (name,) in rows]
        names += [name for rows in more for first, others in rows for name in (first, *others)]
        return self._thesaurus_words.union(term for name in names for term in terms(name))

    def is_place(self, name: Sequence[str], *, surely: bool) -> bool:
        """Whether each of these folded words stands in a name of a municipality; `surely`: and one is no other word."""
        terms_of_it = [stem(word) for word in name]
        return self.places.issuperset(terms_of_it) and (not surely or not self.names.isdisjoint(terms_of_it))

    def knows(self, term: str) -> bool:
        """Return whether `term` is a word: it stands in a case, in the thesaurus, in a word of the editors or in the
        name of a municipality.
        """
        return (
            term in self.cases
            or term in self._thesaurus_words
            or term in self.places
            or term in self.search_words.terms
        )

    def in_thesaurus(self, term: str) -> bool:
        """Return whether `term` stands in the thesaurus, by itself or in a phrase."""
        return term in self._thesaurus_words

    def stands_in(self, phrase: tuple[str, ...]) -> int:
        """Return in how many cases a phrase of terms or markers stands at most."""
        return min(self.markers.get(term) or self.cases.get(term, 0) for term in phrase)

    def _is_word(self, folded: str) -> bool:
        """Return whether `folded` is written like this in Dutch, or by a case, and is no name alone."""
        if folded in dutch_words():
            return True
        return folded not in self.names and folded in map(fold, words_of(self.forms.get(stem(folded), "")))

    def written(self, term: str) -> str:
        """Return how most cases write a term; itself where none does."""
        return max(numbers_of(self.forms.get(term, "")).items(), key=lambda form: form[1], default=(term, 0))[0]

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers that cases say."""
        return sorted(int(term) for term in self.cases if term.isdecimal())

    @cached_property
    def units(self) -> set[str]:
        """The terms of what figures count: deelnemers, also where the unit is "nieuwe deelnemers per maand"."""
        units = PublishedClaim.objects.filter(has_figure=True).order_by().values_list("record__eenheid", flat=True)
        heads = [terms(unit.partition(" per ")[0]) for unit in units.distinct() if unit]
        return {head[-1] for head in heads if head}

    @cached_property
    def _thesaurus_words(self) -> set[str]:
        return self.thesaurus.words

    @cached_property
    def speller(self) -> Speller:
        """Corrects to the words of the catalogue and the thesaurus; made when the first unknown word is asked."""
        known = dict.fromkeys(self.thesaurus.written | self.search_words.written, (0, 0))
        for term, forms in self.forms.items():
            known.update(dict.fromkeys(words_of(forms), (self.cases[term], self.prominent.get(term, 0))))
        return Speller(known)

    def inflected(self, term: str) -> str:
        """Return the term of the same verb that occurs, where Snowball leaves two: organiseert for organiseren."""
        if len(term) < SHORTEST_VERB:
            return ""
        others = [f"{term}t", SHORT_VOWEL.sub(r"\1\1\2t", term)]
        others += [LONG_VOWEL.sub(r"\1\2", term.removesuffix("t"))] if term.endswith("t") else []
        return next((other for other in others if other in self.cases), "")

    def kin(self, term: str) -> list[str]:
        """Return the terms with the same root as `term`: concurrentie and concurrent for concurreer.

        One that is much more common means something else as well: organiseren is not what organisaties do.
        """
        if term in APART.values():
            return []
        most = KIN_COMMON * self.cases.get(term, self.size)
        return [other for other in self._by_root.get(_root(term), ()) if other != term and self.cases[other] <= most]

    @cached_property
    def _by_root(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for term in self.cases.keys() - self.names - set(APART.values()):
            found.setdefault(_root(term), []).append(term)
        return {root: sorted(terms) for root, terms in found.items()}

    def _parts_of(self, folded: str, *, loosely: bool = False) -> tuple[str, ...]:
        """Return the terms of the two or three parts a word is made of; empty when it has none.

        All of them are words that say something, and stand in cases; `loosely`, they are words all the same.
        """
        if len(folded) > LONGEST_COMPOUND or folded in self.names:
            return ()
        return self._split(folded, self.knows if loosely else self.cases.__contains__, folded in dutch_words())

    def _split(self, folded: str, occurs: Callable[[str], bool], exists: bool) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        for at in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
            left, right = folded[:at], folded[at:]
            if exists and min(at, len(right)) <= SHORT_PART and max(at, len(right)) < LONG_PART:
                continue
            first = self._part(left, occurs)
            if not first:
                continue
            rest = (stem(right),) if self._tells(right, occurs) else self._split(right, occurs, exists)
            parts = (first, *rest) if rest else ()
            if parts and (not best or min(map(len, parts)) > min(map(len, best))):
                best = parts
        return best

    def _part(self, folded: str, occurs: Callable[[str], bool]) -> str:
        """Return the term of the first part of a compound that `occurs`, without what ties it to the second."""
        bare = (folded.removesuffix(link) for link in LINKS if folded.endswith(link))
        return next((stem(part) for part in bare if len(part) >= SHORTEST_PART and self._tells(part, occurs)), "")

    def _tells(self, part: str, occurs: Callable[[str], bool]) -> bool:
        """Return whether a part of a compound is a word that says something, and `occurs`."""
        return part not in SILENT and stem(part) not in AFFIXES and occurs(stem(part)) and self.is_word(part)

    @cached_property
    def _lines(self) -> str:
        return "\n" + "\n".join(self.cases) + "\n"

    def _compounds(self, term: str) -> list[str]:
        """Return the terms that are a compound of `term` and another known word, the most frequent first."""
        if (
            term in SILENT
            or len(term) < SHORTEST_PART
            or self.cases.get(term, 0) > min(COMMON, max(self.size / 3, ALWAYS_APART))
        ):
            return []
        found, lines = set(), self._lines
        for said in self._as_said(term):
            at = -1
            while (at := lines.find(said, at + 1)) >= 0:
                compound = lines[lines.rfind("\n", 0, at) + 1 : lines.find("\n", at)]
                if compound not in found and compound != term and self._is_compound(compound, said):
                    found.add(compound)
        return sorted(found, key=lambda compound: (-self.cases[compound], compound))[:COMPOUNDS]

    def _as_said(self, term: str) -> set[str]:
        """Return how a term is written within another one: raad, of which rad is the term, in raadsfractie."""
        forms = words_of(self.forms.get(term, ""))
        return {term, *(said for said in map(fold, forms) if LONG_VOWEL.sub(r"\1\2", said) == term)}

    def _is_compound(self, term: str, part: str) -> bool:
        """Return whether a term is written as `part` with another word before or after it, and is no name."""
        if term in self.names:
            return False
        occurs = self.cases.__contains__
        before = term.removesuffix(part)
        for written in map(fold, words_of(self.forms.get(term, ""))):
            rests = [written.removeprefix(part).removeprefix(link) for link in LINKS if written.startswith(part)]
            if any(len(rest) > SHORT_PART and self._tells(rest, occurs) for rest in rests):
                return True
            if term.endswith(part) and written.startswith(before) and self._part(before, occurs):
                return True
        return False


def _terms_of(names: Iterable[str]) -> set[str]:
    return {term for name in names for term in name_terms(name)}


def _root(term: str) -> str:
    """Return a term without the ending that makes it one of several words of a root; itself when it is too short."""
    bare = ENDING.sub("", term).rstrip("ie")
    return bare if len(bare) >= SHORTEST_ROOT else term


_kept = Kept[Lexicon]()


def lexicon() -> Lexicon:
    """Return the lexicon of the catalogue as it is now."""
    return _kept.now(lambda _: Lexicon())
