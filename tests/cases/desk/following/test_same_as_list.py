"""A filter that is followed finds exactly what its list finds, in the real catalogue and whatever was asked."""

from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import Client
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cases.desk.following import choices
from cases.listing.filters import CaseFilter
from cases.models import Case, Obstacle, PublishedCase, Theme
from gouden.web.pages.query_params import lenient
from municipalities.models import Municipality, Province

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "unchanged")]
WORDS = ["schulden", "jeugd", "wijkteam", "eenzaamheid ouderen", "qwxzjvk", "hoe", "huisbezoek -schulden", '"de wijk"']


def values(rows: QuerySet[Any], name: str) -> st.SearchStrategy[list[str]]:
    """Some of these values, among them one that is not known."""
    known = sorted(rows.values_list(name, flat=True))[:40]
    return st.lists(st.sampled_from([*known, "bestaat-niet"]), max_size=3)


def test_a_choice_is_exactly_what_its_list_finds_whatever_was_asked(client: Client) -> None:
    everything = set(PublishedCase.objects.values_list("pk", flat=True))
    asked = st.fixed_dictionaries(
        {},
        optional={
            "thema": values(Theme.objects.all(), "slug"),
            "obstakel": values(Obstacle.objects.all(), "slug"),
            "gemeente": values(Municipality.objects.filter(cases__isnull=False).distinct(), "cbs_code"),
            "provincie": values(Province.objects.all(), "code"),
            "soort": st.lists(st.sampled_from([*Case.Kind.values, "iets"]), max_size=3),
            "status": st.lists(st.sampled_from(Case.Lifecycle.values), max_size=3),
            "bewijsResultaat": st.lists(st.sampled_from(["geen", "telling", "onderzoek"]), max_size=2),
            "jaarVan": st.sampled_from(["2010", "2017", "ooit", ""]).map(lambda one: [one]),
            "jaarTot": st.sampled_from(["2012", "2020", "99999"]).map(lambda one: [one]),
            "zoek": st.sampled_from(WORDS).map(lambda one: [one]),
            "voor": st.just(["0197"]),
            "sorteer": st.sampled_from(["titel", "past-bij", "krom"]).map(lambda one: [one]),
            "page": st.just(["3"]),
            "onbekend": st.just(["ja"]),
        },
    )

    @given(asked=asked)
    @hypothesis_settings(max_examples=20, phases=[Phase.generate])
    def same(asked: dict[str, list[str]]) -> None:
        query = QueryDict(mutable=True)
        for name, several in asked.items():
            query.setlist(name, several)
        found = lenient(CaseFilter, query, PublishedCase.objects.all()).filterset.qs
        listed = set(found.values_list("pk", flat=True))

        choice = choices.read(query)
        assert choice
        assert choice.among(everything) == listed
        kept = choices.stored(choice.query)
        assert kept, "what is kept can be read again"
        assert (kept.query, kept.words, kept.among(everything)) == (choice.query, choice.words, listed)
        query.pop("page", None)
        # What is empty goes from the address first.
        page = client.get(f"/praktijkvoorbeelden/?{query.urlencode()}", follow=True)
        assert len(page.context["view"].found) == len(listed), "as many as the page of the list says"

    same()
