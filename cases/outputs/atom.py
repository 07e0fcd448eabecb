"""Atom that says what is new, what was withdrawn (RFC 6721) and where what is older stands (RFC 5005)."""

import datetime
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from gouden.web.text.cleaning import line, prose

XHTML = {"xmlns": "http://www.w3.org/1999/xhtml"}
# What a browser lays over the feed. Not XSLT, which browsers are taking out.
STYLES = ("css/tokens.css", "css/feed.css")
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Tombstone(NamedTuple):
    """An entry that is no more: its identifier, and when and why it went."""

    ref: str
    when: datetime.datetime
    why: str


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
        return super().root_attributes() | {"xml:lang": "nl", "xmlns:at": TOMBSTONES}

    def latest_post_date(self) -> datetime.datetime:
        """Return when something in this feed last changed, which may be that it went."""
        gone = [one.when for one in self.feed["tombstones"]]
        return max([super().latest_post_date(), *gone] if self.items else gone or [super().latest_post_date()])

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})
        # The title of the tab.
        handler.addQuickElement("title", f"{self.feed['title']} (feed)", XHTML)
        handler.startElement("div", AttributesImpl(XHTML))
        handler.addQuickElement("h1", self.feed["title"])
        handler.addQuickElement(
            "p",
            "Dit is een feed: een bestand voor een feedlezer, die u laat zien wat er nieuw is. Neem het adres van deze "
            f"pagina over in uw feedlezer. Hieronder staan de voorbeelden, {self.feed['ordered']}.",
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
        # Django's would say that it is HTML, and a reader take "<" for the beginning of an element.
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        super().write_items(handler)
        for one in self.feed["tombstones"]:
            told = AttributesImpl({"ref": one.ref, "when": rfc3339_date(one.when)})
            handler.startElement("at:deleted-entry", told)
            handler.addQuickElement("at:comment", prose(one.why))
            handler.endElement("at:deleted-entry")

    def add_item(self, title: str, link: str, description: str, *args: Any, **kwargs: Any) -> None:
        kwargs["categories"] = [line(name) for name in kwargs.get("categories") or ()]
        super().add_item(line(title), link, prose(description), *args, **kwargs)
