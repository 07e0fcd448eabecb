"""Cases that may be the same one, entered twice: found by comparing them all, laid aside by an editor.

Two cases are a probable duplicate when their titles are the same, when their titles are alike and they share a place,
or when the same passage stands in both. A portrait and its practices share their place and may share a passage.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases.editorial.quality.conditions import PUT_AWAY
from cases.editorial.quality.texts import sentences
from cases.fields import SECTIONS
from cases.models import Case, CaseMunicipality, ProbableDuplicate
from gouden.web.text.dutch_text import shortened
from municipalities.succession import current_successors

# From which share of their trigrams two titles are alike: 'Buurtkamers in Oost' and 'De buurtkamers van Oost' are.
ALIKE = 0.6
# A shared sentence of fewer words may be chance.
PASSAGE_WORDS = 10
# A sentence that stands in more cases than this is a turn of phrase, no sign of a duplicate.
COMMON = 5
# As many cases are read at a time.
BATCH = 500
# As much of a passage tells which one it is.
SENTENCE_SHOWN = 160

WORD = re.compile(r"\w+")
Pair = tuple[int, int]


class _Title(NamedTuple):
    words: str
    trigrams: frozenset[str]


class _Passages:
    """The sentences of cases, each by its hash: of ten thousand cases the texts would not fit in a small server."""

    def __init__(self) -> None:
        self.first: dict[int, int] = {}
        self.shared: dict[int, tuple[str, list[int]]] = {}

    def read(self, case: int, text: str) -> None:
        for sentence in sentences(text):
            words = WORD.findall(sentence.lower())
            if len(words) >= PASSAGE_WORDS:
                self._add(hash(tuple(words)), case, sentence)

    def _add(self, key: int, case: int, sentence: str) -> None:
        if self.first.setdefault(key, case) != case:
            _, cases = self.shared.setdefault(key, (sentence, [self.first[key]]))
            if cases[-1] != case:
                cases.append(case)

    def pairs(self) -> Iterator[tuple[Pair, str]]:
        """Yield the cases that share a sentence, but for one that many have."""
        for sentence, cases in self.shared.values():
            if len(cases) <= COMMON:
                shown = shortened(sentence, SENTENCE_SHOWN)
                for pair in combinations(cases, 2):
                    yield pair, f"In beide staat: ‘{shown}’"


def find() -> dict[Pair, str]:
    """Return each pair of ids, the lower first, with why the two may be the same case. A fixed number of queries."""
    titles: dict[int, _Title] = {}
    families: dict[int, int] = {}
    passages = _Passages()
    cases = Case.objects.exclude(PUT_AWAY).only("title", "part_of", "summary", *SECTIONS)
    for case in cases.order_by("pk").iterator(chunk_size=BATCH):
        titles[case.pk] = _title(case.title)
        families[case.pk] = case.part_of_id or case.pk
        passages.read(case.pk, "\n\n".join([case.summary, *(str(getattr(case, name)) for name in SECTIONS)]))
    found = dict(passages.pairs())
    found |= _alike(titles, _by_place(titles))
    found |= _same_titles(titles)
    related = {pair for pair in found if families[pair[0]] == pair[1] or families[pair[1]] == pair[0]}
    return {pair: reason for pair, reason in sorted(found.items()) if pair not in related}


def refresh() -> int:
    """Compare all cases anew, keep what editors laid aside, and return how many pairs are new."""
    found = find()
    with transaction.atomic():
        known = {(row.a_id, row.b_id): row for row in ProbableDuplicate.objects.select_for_update()}
        gone = [row.pk for pair, row in known.items() if pair not in found and row.dismissed_on is None]
        ProbableDuplicate.objects.filter(pk__in=gone).delete()
        changed = [row for pair, row in known.items() if pair in found and row.reason != found[pair]]
        for row in changed:
            row.reason = found[row.a_id, row.b_id]
        ProbableDuplicate.objects.bulk_update(changed, ["reason"])
        new = [ProbableDuplicate(a_id=a, b_id=b, reason=found[a, b]) for a, b in found.keys() - known.keys()]
        # Two runs at once find the same pairs.
        ProbableDuplicate.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def dismiss(*, duplicates: QuerySet[ProbableDuplicate], by: User) -> int:
    """Lay these pairs aside for good: they are different cases. Returns how many were not laid aside before."""
    open_ones = duplicates.filter(dismissed_on=None)
    return open_ones.update(dismissed_by=by, dismissed_on=timezone.localdate())


def _title(text: str) -> _Title:
    words = " ".join(WORD.findall(text.lower()))
    padded = f"  {words} "
    return _Title(words, frozenset(padded[at : at + 3] for at in range(len(padded) - 2)))


def _same_titles(titles: dict[int, _Title]) -> Iterator[tuple[Pair, str]]:
    called = defaultdict(list)
    for pk, title in titles.items():
        called[title.words].append(pk)
    for same in called.values():
        for pair in combinations(same, 2):
            yield pair, "Dezelfde titel."


def _alike(titles: dict[int, _Title], places: Iterable[list[int]]) -> Iterator[tuple[Pair, str]]:
    for here in places:
        for a, b in combinations(here, 2):
            one, other = titles[a].trigrams, titles[b].trigrams
            if 2 * len(one & other) >= ALIKE * (len(one) + len(other)):
                yield (a, b), "De titels lijken op elkaar, en de plaats is dezelfde."


def _by_place(titles: dict[int, _Title]) -> Iterator[list[int]]:
    """Yield the cases of each place: a municipality of today, with all that went into it, or a region."""
    successors = current_successors(timezone.localdate())
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for pk, municipality in CaseMunicipality.objects.values_list("case", "municipality").order_by():
        for today in successors.get(municipality) or {municipality}:
            places["gemeente", today].add(pk)
    for pk, region in Case.regions.through.objects.values_list("case", "region"):
        places["regio", region].add(pk)
    for cases in places.values():
        yield sorted(cases & titles.keys())
