"""The addresses of a reader's map and of what is made of it: each names its cases, and my municipality."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from cases.desk.dossier import CASE, as_query
from cases.pages.finding.own_municipality import DESK_PAGES, TOWARDS, chosen_municipality, voor_context
from gouden.web.text.dutch_text import shortened
from municipalities.models import Municipality

# Says that the list lets one choose, and that a page was asked for by its form, which sends its filters along.
CHOOSING = "kies"
# In the list: what was ticked when it was made, so that it keeps its place before what is ticked now.
TICKED_BEFORE = "eerst"
# How the page that chooses a municipality is told where to lead back.
DESK_WORDS = {page: word for word, page in DESK_PAGES.items()}
# So much of an address nobody knows is repeated, and so many of them are named.
ADDRESS_SAID, ADDRESSES_SAID = 60, 5


def here(name: str, slugs: Iterable[str], voor: Municipality | None = None, **more: str | list[str]) -> str:
    """Return the address of the page called `name` with these cases, compared with my municipality."""
    query = as_query(slugs)
    for parameter, value in more.items():
        query.setlist(parameter, [value] if isinstance(value, str) else value)
    if voor:
        query["voor"] = voor.cbs_code
    return f"{reverse(name)}?{query.urlencode()}".removesuffix("?")


def list_to_choose_in(slugs: Iterable[str], voor: Municipality | None) -> str:
    """Return the address of the list in which one chooses cases beside these."""
    return here("case-list", slugs, voor, **{CHOOSING: "1"})


def voor_links(name: str, slugs: list[str], voor: Municipality | None) -> dict[str, Any]:
    """Return what a page of these cases needs to compare them with my municipality."""
    choose = as_query(slugs)
    choose[TOWARDS] = DESK_WORDS[name]
    if voor:
        choose["voor"] = voor.cbs_code
    return voor_context(voor, choose=f"?{choose.urlencode()}", without=here(name, slugs))


def in_order(query: QueryDict) -> QueryDict:
    """Return the cases that `query` names: first those that were ticked before, in the order in which they were."""
    given = query.getlist(CASE)
    return as_query(dict.fromkeys([*(slug for slug in query.getlist(TICKED_BEFORE) if slug in given), *given]))


def from_the_list(request: HttpRequest, name: str) -> HttpResponse | None:
    """Lead who chose in the list on to the address without the filters of the list; None for who did not."""
    if CHOOSING not in request.GET:
        return None
    return HttpResponseRedirect(here(name, in_order(request.GET).getlist(CASE), chosen_municipality(request.GET)))


def said_unknown(slugs: list[str]) -> list[str]:
    """Return what to say of addresses that are of no case: the first by name, the rest by their number."""
    said = [f"‘{shortened(slug, ADDRESS_SAID)}’ kennen we niet." for slug in slugs[:ADDRESSES_SAID]]
    more = len(slugs) - ADDRESSES_SAID
    return said + ([f"Nog {more} andere adressen kennen we ook niet."] if more > 0 else [])
