"""What one can follow: what a list finds with these parameters, or one case. Read by the filters of the list itself."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from cases.listing import ResultSet
from cases.listing.filters import CaseFilter
from cases.listing.sentence import choice_in_words, counted
from cases.models import Case, PublishedCase
from cases.publishing.addresses import Trail, trail
from gouden.web.pages.query_params import LenientParams, lenient

# The parameter that names one case.
CASE = "voorbeeld"
# What says how a list is shown, and not what is in it.
SHOWING = ("voor", "sorteer")


@dataclass(frozen=True)
class FollowedChoice:
    """What somebody follows: what a list finds, or one case."""

    # The parameters, in one way to write them; empty: every case.
    query: str
    # "praktijken over schulden in Gelderland".
    words: str
    # Where it can be seen.
    path: str
    # Of one case, public or withdrawn: its key.
    case: int | None = None
    reading: LenientParams[CaseFilter] | None = None
    # Whether the one case can be read now.
    is_public: bool = True

    def __len__(self) -> int:
        """How many cases it finds now."""
        return len(ResultSet.of(self.reading.filterset)) if self.reading else int(self.is_public)

    @property
    def counted(self) -> str:
        """How many cases it finds now, as its list says it."""
        if self.reading is None:
            return counted(len(self), 0)
        found = ResultSet.of(self.reading.filterset)
        return counted(len(found), found.found_with("soort", Case.Kind.REFLECTION))

    def __bool__(self) -> bool:
        """Also a choice that finds nothing yet is one."""
        return True

    def among(self, cases: Collection[int]) -> set[int]:
        """Return those of these cases that are followed: exactly those that its list finds now."""
        if self.reading is None:
            return {case for case in cases if case == self.case}
        found = ResultSet.of(self.reading.filterset)
        slots = {case: found.index.slots[case] for case in cases if case in found.index.slots}
        return {case for case, slot in slots.items() if found.cases >> slot & 1}


def read(query: QueryDict) -> FollowedChoice | None:
    """Return what these parameters choose, as far as they can be read; None for a case that never was public."""
    if CASE in query:
        return _of_case(query.get(CASE, ""))
    reading = _reading(query)
    if "zoek" in reading.query and reading.filterset.parsed_query.is_empty:
        # Words that only put the question leave nothing out.
        reading = _reading(reading.query, "zoek")
    in_one_way = QueryDict(mutable=True)
    for name in CaseFilter.base_filters:
        if values := reading.query.getlist(name):
            in_one_way.setlist(name, sorted(values))
    written = in_one_way.urlencode()
    # What was asked in another order is said in the same words.
    ordered = _reading(in_one_way)
    near = not ResultSet.of(ordered.filterset).holds_all
    return FollowedChoice(
        query=written,
        words=choice_in_words(ordered, near=near) if written else "alle praktijkvoorbeelden",
        path=reverse("case-list") + (f"?{written}" if written else ""),
        reading=reading,
    )


def stored(query: str) -> FollowedChoice | None:
    """Return what somebody follows, by what is kept of it; None when a part of that can be read no more.

    A list that lost one of its parameters would find more than was asked, and one that lost a value less.
    """
    kept = QueryDict(query)
    choice = read(kept)
    if choice is None or choice.reading is None:
        return choice
    return choice if dict(kept.lists()) == dict(choice.reading.query.lists()) else None


def _reading(query: QueryDict, *left_out: str) -> LenientParams[CaseFilter]:
    """Return what can be read of the parameters that say what is in a list, but for those `left_out`."""
    kept = query.copy()
    for name in (*SHOWING, *left_out):
        kept.pop(name, None)
    reading = lenient(CaseFilter, kept, PublishedCase.objects.all())
    reading.filterset.is_valid()  # fills the form's cleaned_data
    return reading


def _of_case(slug: str) -> FollowedChoice | None:
    public, withdrawal = trail(slug) if "\x00" not in slug else Trail(None, None)
    if public:
        return _one(public.slug, public.title, public.pk)
    return _one(withdrawal.slug, withdrawal.title, withdrawal.case_id, is_public=False) if withdrawal else None


def _one(slug: str, title: str, case: int | None, *, is_public: bool = True) -> FollowedChoice:
    query = QueryDict(mutable=True)
    query[CASE] = slug
    path = reverse("case-detail", args=[slug])
    return FollowedChoice(query.urlencode(), f"het voorbeeld ‘{title}’", path, case=case, is_public=is_public)
