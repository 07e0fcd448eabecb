"""What somebody who is typing may be looking for: by the beginning of a name, or else by what the words mean."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice

from cases.models import PublishedCase
from cases.search.language.analyser import fold
from cases.search.language.lexicon import Lexicon, lexicon
from cases.search.names import Name, Names, NameWord, names, words_of
from cases.search.queries.query_parser import parse
from cases.search.ranking import ranked
from gouden.web.text.cleaning import line

# Fewer signs say too little.
LEAST = 2
OF_EACH_KIND, SHOWN = 3, 8
# From so many signs on a word that begins no name is looked for as what it means, and corrected.
TELLING = 4
# From so many words that say something on it is a question, of which a name need not hold every word.
QUESTION = 2
# So much of the most telling words of a question, by weight, a name must hold, and of a longer one two of its words.
PART, MOST_TELLING = 0.5, 4
# A question of so many words is searched for where it gives fewer suggestions than these.
WHOLE, ENOUGH = 3, 3
# More words of a question than this tell no more.
WORDS = 40
ASKED = ("Vraag", "Voorbeeld")


def suggestions(typed: str) -> list[Name]:
    """Return the pages that fit what was typed, the best first: at most eight, and three of a kind.

    First the names that begin with it and those that hold words which begin with its words; then, where these are
    few, names that say the same in other words, or that hold most of a question, or the cases that search finds by it.
    Nothing below two signs. Works in memory, but for that search: one query when the catalogue did not change.
    """
    words = words_of(line(typed))[:WORDS]
    if len(fold(typed)) < LEAST or not words:
        return []
    known = names()
    found = _chosen(known, _in_order(known, words, _beginning(known, words)))
    if len(found) < SHOWN and max(len(word.folded) for word in words) >= TELLING:
        terms = lexicon()
        found = _chosen(known, [*found, *_meant(known, words, terms)])
        if len(found) < ENOUGH and len([word for word in words if word.tells]) >= WHOLE:
            found = _chosen(known, [*found, *_searched(known, line(typed), words[-1], terms)])
    return [known.names[at] for at in found]


def _chosen(known: Names, places: Iterable[int]) -> list[int]:
    """Return the first eight places, of a kind no more than three, each once."""
    kinds: Counter[str] = Counter()

    def fits(at: int) -> bool:
        kinds[known.names[at].kind] += 1
        return kinds[known.names[at].kind] <= OF_EACH_KIND

    return list(islice(filter(fits, dict.fromkeys(places)), SHOWN))


def _beginning(known: Names, words: list[NameWord]) -> set[int]:
    """Return the names in which every word that says something begins a word; of words that say nothing, all."""
    telling = [word for word in words if word.tells] or words
    # The last one may not be whole yet, whatever it seems to say.
    telling = telling if words[-1] in telling else [*telling, words[-1]]
    found = known.beginning(telling[0].folded)
    for word in telling[1:]:
        if found:
            found &= known.beginning(word.folded)
    return found


def _in_order(known: Names, words: list[NameWord], places: set[int]) -> list[int]:
    """Return names with those that are or begin with what was typed first; enough to choose from."""
    typed = " ".join(word.folded for word in words)

    def place(at: int) -> tuple[int, int]:
        name = known.folded[at]
        return (0 if name == typed else 1 if name.startswith(typed) else 2), at

    # Of each kind by itself: one with very many names leaves none of the others out.
    kinds = (nsmallest(OF_EACH_KIND, places & of_kind, key=place) for of_kind in known.by_kind.values())
    return sorted((at for of_kind in kinds for at in of_kind), key=place)


def _meant(known: Names, words: list[NameWord], terms: Lexicon) -> Iterator[int]:
    """Yield the names that say it in other words, and those that hold most of a question."""
    telling = [word for word in words if word.tells] or words
    phrase = tuple(word.term for word in telling)
    if word := terms.search_words.get(phrase):
        yield from _of_editors(known, word.cases, word.names)
    said = _synonyms(terms, phrase)
    yield from sorted({at for other in said for at in _holding(known, other)})
    meant = [_meanings(known, word, terms, is_last=word is telling[-1]) for word in telling]
    yield from sorted(set.intersection(*meant))
    if len(telling) >= QUESTION:
        yield from _asked(known, meant)


def _of_editors(known: Names, cases: Iterable[str], about: Iterable[str]) -> list[int]:
    """Return what editors tied to the word that was typed."""
    called = {
        name: at
        for kind in ("Begrip", "Element", "Obstakel")
        for at in known.by_kind.get(kind, ())
        for name in (known.names[at].name,)
    }
    found = [called.get(name) for name in about] + [known.by_slug.get(slug) for slug in cases]
    return [at for at in found if at is not None]


def _synonyms(terms: Lexicon, phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    thesaurus = terms.thesaurus
    return [*thesaurus.translations(phrase), *thesaurus.others(phrase), *thesaurus.broader(phrase)]


def _holding(known: Names, phrase: tuple[str, ...]) -> set[int]:
    """Return the names that hold all of these terms."""
    return set.intersection(*(known.by_term.get(term, set()) for term in phrase))


def _meanings(known: Names, word: NameWord, terms: Lexicon, *, is_last: bool) -> set[int]:
    """Return the names with a word like this one, that means the same, or that was likely meant."""
    found = known.by_term.get(word.term, set()) | (known.beginning(word.folded) if is_last else set())
    found = found.union(*(_holding(known, other) for other in _synonyms(terms, (word.term,))))
    if found or len(word.folded) < TELLING or terms.knows(word.term):
        return found
    nearest = terms.speller.nearest(word.folded)
    return set().union(*(known.by_term.get(one.term, set()) for one in words_of(nearest))) if nearest else found


def _asked(known: Names, meant: list[set[int]]) -> list[int]:
    """Return the questions and cases whose name holds most of a question, the most telling first."""
    size = len(known.names)
    among = set().union(*(known.by_kind.get(kind, set()) for kind in ASKED))
    weights = [math.log(1 + size / (1 + len(holding))) if holding else 0.0 for holding in meant]
    enough = PART * sum(sorted(weights)[-MOST_TELLING:])
    held: dict[int, list[float]] = defaultdict(list)
    for weight, holding in zip(weights, meant, strict=True):
        for at in holding & among:
            held[at].append(weight)
    least = min(2, len(meant) - 1)
    scored = [(-sum(some), at) for at, some in held.items() if sum(some) >= enough and len(some) >= least]
    return [at for _, at in sorted(scored)]


def _searched(known: Names, typed: str, last: NameWord, terms: Lexicon) -> list[int]:
    """Return the first cases that search finds by what was typed, without a last word that is not whole yet."""
    asked = typed if terms.knows(last.term) else typed.rsplit(maxsplit=1)[0]
    first = ranked(parse(asked, known=terms), by_meaning=False)[:OF_EACH_KIND]
    slugs = dict(PublishedCase.objects.filter(pk__in=first).values_list("pk", "slug"))
    return [known.by_slug[slugs[pk]] for pk in first if slugs.get(pk) in known.by_slug]
