"""What is new, for feed readers; a browser shows the same file as a page that says what it is."""

import re
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from cases.listing.filters import CaseFilter
from cases.listing.sentence import choice_in_words
from cases.models import PublicationEvent, PublishedCase
from cases.outputs.atom import CleanAtomFeed, Tombstone
from gouden.web.http.conditional import View
from gouden.web.http.links import absolute
from gouden.web.pages.query_params import LenientParams, lenient
from gouden.web.text.cleaning import line

LATEST_SHOWN = 30
# The token of the event with which a case first became public.
FIRST_EVENT = PublicationEvent.objects.filter(case=OuterRef("case_id")).order_by("number").values("token")[:1]


def readable(view: View) -> View:
    """Return `view` of a feed, which browsers get as plain XML: what is called Atom they show as its source.

    The bytes are the same for everyone.
    """

    @wraps(view)
    def called_xml(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        if response.status_code == 200 and "text/html" in request.headers.get("Accept", ""):
            response.headers["Content-Type"] = "application/xml; charset=utf-8"
        return response

    return called_xml


class FeedPage(NamedTuple):
    """What a feed was asked, as far as the list's parameters say it, which page, and what is on that."""

    reading: LenientParams[CaseFilter]
    number: int
    cases: list[PublishedCase]
    has_next: bool

    def at(self, name: str, number: int = 1) -> str:
        """Return the address of this name with the same parameters, and with a page that is not the first."""
        query = self.reading.query.copy()
        if number > 1:
            query["page"] = str(number)
        return absolute(reverse(name)) + (f"?{query.urlencode()}" if query else "")


class LatestCasesFeed(Feed):
    """The latest published cases, of all or of what the list's parameters choose, and which were withdrawn."""

    feed_type = CleanAtomFeed
    subtitle = "Wat gemeenten deden in het sociaal domein, of het werkte en wie dat zegt."
    author_name = "Gouden"
    feed_copyright = "CC BY 4.0"
    # Its address; what it holds, in its title and above it; and the columns that say so.
    name, what, ordered = "case-feed", "nieuw", "de nieuwste voorop"
    order: tuple[str, ...] = ("-published_at", "-case_id")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FeedPage:
        """Return what was asked. Raises Http404 for what Gouden does not know: some cases never become all of them."""
        reading = lenient(CaseFilter, request.GET, PublishedCase.objects.all())
        page = request.GET.get("page", "1")
        if reading.errors.keys() - reading.query.keys() or not re.fullmatch("[1-9][0-9]{0,5}", page):
            raise Http404
        number = int(page)
        latest = reading.filterset.qs.order_by(*self.order).annotate(born_in=Subquery(FIRST_EVENT))
        shown = latest.only("slug", "title", "card", "published_at", "changed_at")
        # One more, which says that there is a next page.
        cases = list(shown[(number - 1) * LATEST_SHOWN : number * LATEST_SHOWN + 1])
        if number > 1 and not cases:
            raise Http404
        return FeedPage(reading, number, cases[:LATEST_SHOWN], has_next=len(cases) > LATEST_SHOWN)

    def title(self, page: FeedPage) -> str:
        return line(f"Gouden: {self.what} in {choice_in_words(page.reading) if page.reading.query else 'de catalogus'}")

    def feed_extra_kwargs(self, page: FeedPage) -> dict[str, Any]:
        before, after = page.number - 1, page.number + 1
        others = {"previous": before} if before else {}
        others |= {"next": after} if page.has_next else {}
        first = {"first": 1} if others else {}
        return {
            "by_mail": page.at("follow"),
            "ordered": self.ordered,
            "pages": {relation: page.at(self.name, number) for relation, number in (first | others).items()},
            "tombstones": tombstones() if page.number == 1 else [],
        }

    def link(self, page: FeedPage) -> str:
        return page.at("case-list")

    def feed_url(self, page: FeedPage) -> str:
        return page.at(self.name, page.number)

    def items(self, page: FeedPage) -> list[PublishedCase]:
        return page.cases

    def item_link(self, case: PublishedCase) -> str:
        return absolute(case.get_absolute_url())

    def item_guid(self, case: PublishedCase) -> str:
        return entry_id(case.pk, case.born_in)  # type: ignore[attr-defined]  # annotated

    def item_title(self, case: PublishedCase) -> str:
        return case.title

    def item_description(self, case: PublishedCase) -> str:
        return str(case.card["samenvatting"])

    def item_pubdate(self, case: PublishedCase) -> Any:
        return case.published_at

    def item_updateddate(self, case: PublishedCase) -> Any:
        return case.changed_at

    def item_categories(self, case: PublishedCase) -> list[str]:
        return [theme["naam"] for theme in case.card["themas"]]


class ChangedCasesFeed(LatestCasesFeed):
    """The cases that last changed, which new ones did too."""

    name, what, ordered = "case-changes-feed", "gewijzigd", "die het laatst gewijzigd zijn voorop"
    order = ("-changed_at", "-case_id")

    def feed_guid(self, page: FeedPage) -> str:
        """Return an identifier that is not that of the feed of new cases, whose list is the same."""
        return page.at(self.name)


def entry_id(case: int, born_in: str) -> str:
    """Return an identifier that stays when the address changes (a tag URI, RFC 4151).

    The case's number alone goes to another case when a backup is put back; the token of its first event does not.
    """
    return f"tag:{urlsplit(settings.GOUDEN_BASE_URL).hostname},2026:praktijkvoorbeeld/{case}/{born_in}"


def tombstones() -> list[Tombstone]:
    """Return the cases that were withdrawn last and are not public, the last one first.

    What a case was about is not kept where it was: they are in every feed, and a reader passes over those it never had.
    """
    events = PublicationEvent.objects.filter(kind=PublicationEvent.Kind.WITHDRAWN, case__published__isnull=True)
    latest = events.filter(case__isnull=False).order_by("-number").annotate(born_in=Subquery(FIRST_EVENT))
    of_each: dict[int, Tombstone] = {}
    for event in latest[:LATEST_SHOWN]:
        assert event.case_id is not None  # noqa: S101  # asked for
        identifier = entry_id(event.case_id, event.born_in)
        of_each.setdefault(event.case_id, Tombstone(identifier, event.at, event.reason))
    return list(of_each.values())
