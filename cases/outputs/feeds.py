"""What is new, for feed readers; a browser shows the same file as a page that says what it is."""

from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from cases.listing.filters import CaseFilter
from cases.listing.sentence import choice_in_words
from cases.models import PublicationEvent, PublishedCase
from gouden.web.http.conditional import View
from gouden.web.http.links import absolute
from gouden.web.pages.query_params import LenientParams, lenient
from gouden.web.text.cleaning import line, prose

LATEST_SHOWN = 30
# The token of the event with which a case first became public.
FIRST_EVENT = PublicationEvent.objects.filter(case=OuterRef("case_id")).order_by("number").values("token")[:1]


XHTML = {"xmlns": "http://www.w3.org/1999/xhtml"}
# What a browser lays over the feed. Not XSLT, which browsers are taking out.
STYLES = ("css/tokens.css", "css/feed.css")


class CleanAtomFeed(Atom1Feed):
    """Atom of which no text can break the XML: one character in one summary would take the feed from everyone.

    What a browser shows beside it stands in elements of XHTML, which feed readers pass over (RFC 4287, 6.3).
    """

    def write(self, outfile: Any, encoding: str) -> None:
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for style in STYLES:
            handler.processingInstruction("xml-stylesheet", f'href="{static(style)}" type="text/css"')
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xml:lang": "nl"}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        # The title of the tab.
        handler.addQuickElement("title", f"{self.feed['title']} (feed)", XHTML)
        handler.startElement("div", AttributesImpl(XHTML))
        handler.addQuickElement("h1", self.feed["title"])
        handler.addQuickElement(
            "p",
            "Dit is een feed: een bestand voor een feedlezer, die u laat zien wat er nieuw is. Neem het adres van deze "
            "pagina over in uw feedlezer. Hieronder staan de nieuwste voorbeelden.",
        )
        handler.startElement("p", AttributesImpl({}))
        handler.addQuickElement("a", "Bekijk de hele lijst op de site", {"href": self.feed["link"]})
        handler.characters(". ")
        handler.addQuickElement("a", "Liever een mail als er iets verandert?", {"href": self.feed["by_mail"]})
        handler.endElement("p")
        handler.endElement("div")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        handler.startElement("h2", AttributesImpl(XHTML))
        handler.addQuickElement("a", item["title"], {"href": item["link"]})
        handler.endElement("h2")
        super().add_item_elements(handler, item)

    def add_item(self, title: str, link: str, description: str, *args: Any, **kwargs: Any) -> None:
        kwargs["categories"] = [line(name) for name in kwargs.get("categories") or ()]
        super().add_item(line(title), link, prose(description), *args, **kwargs)


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


class LatestCasesFeed(Feed):
    """The latest published cases, of all or of what the list's parameters choose."""

    feed_type = CleanAtomFeed
    subtitle = "Wat gemeenten deden in het sociaal domein, of het werkte en wie dat zegt."
    author_name = "Gouden"
    feed_copyright = "CC BY 4.0"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> LenientParams[CaseFilter]:
        return lenient(CaseFilter, request.GET, PublishedCase.objects.all())

    def title(self, reading: LenientParams[CaseFilter]) -> str:
        return line(
            f"Gouden: nieuw in {choice_in_words(reading)}" if reading.query else "Gouden: nieuw in de catalogus"
        )

    def feed_extra_kwargs(self, reading: LenientParams[CaseFilter]) -> dict[str, str]:
        return {"by_mail": absolute(reverse("follow")) + self._query(reading)}

    def link(self, reading: LenientParams[CaseFilter]) -> str:
        return absolute(reverse("case-list")) + self._query(reading)

    def feed_url(self, reading: LenientParams[CaseFilter]) -> str:
        return absolute(reverse("case-feed")) + self._query(reading)

    def items(self, reading: LenientParams[CaseFilter]) -> QuerySet[PublishedCase]:
        latest = reading.filterset.qs.order_by("-published_at", "-case_id").annotate(born_in=Subquery(FIRST_EVENT))
        return latest.only("slug", "title", "card", "published_at", "changed_at")[:LATEST_SHOWN]

    def item_link(self, case: PublishedCase) -> str:
        return absolute(case.get_absolute_url())

    def item_guid(self, case: PublishedCase) -> str:
        """Return an identifier that stays when the address changes (a tag URI, RFC 4151).

        The case's number alone goes to another case when a backup is put back; the token of its first event does not.
        """
        host = urlsplit(settings.GOUDEN_BASE_URL).hostname
        return f"tag:{host},2026:praktijkvoorbeeld/{case.pk}/{case.born_in}"  # type: ignore[attr-defined]  # annotated

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

    def _query(self, reading: LenientParams[CaseFilter]) -> str:
        return f"?{reading.query.urlencode()}" if reading.query else ""
