"""What a note consists of, as plain data: all that is said is in it, and nothing of the catalogue is left to decide."""

from typing import TypedDict


class Line(TypedDict):
    """A line of a cell or a section. Empty parts are left out."""

    # What it is about, before what it says.
    label: str
    text: str
    # Where the text leads.
    url: str
    # The numbers of the sources that say so.
    sources: list[int]
    # Whether it stands beside the point: smaller, and softer.
    quiet: bool


class NoteSection(TypedDict):
    """A heading with a list of lines."""

    heading: str
    lines: list[Line]


class Source(TypedDict):
    """A numbered source, in the parts that look different."""

    number: int
    authors: str
    title: str
    # Where it can be read.
    url: str
    # In which publication it stands, of whom and when.
    publication: str
    # Where in it what this note says was found.
    passages: str


class Note(TypedDict):
    """A note. Its table has a row for each case, whose first cell names the case."""

    title: str
    # What the reader asks in her own words, a text for each paragraph; may be empty.
    question: list[str]
    # How it came about: in one sentence, under the title.
    made: str
    # The day it was made, as ISO writes it.
    date: str
    # Where it can be made anew from the catalogue of that moment.
    url: str
    again: str
    # What could not be taken up, and why.
    notices: list[str]
    table: str
    columns: list[str]
    rows: list[list[list[Line]]]
    sections: list[NoteSection]
    sources_heading: str
    sources: list[Source]
    citing: NoteSection


def line(text: str, *, label: str = "", url: str = "", sources: list[int] | None = None, quiet: bool = False) -> Line:
    """Return a line; what is not named is empty."""
    return {"label": label, "text": text, "url": url, "sources": sources or [], "quiet": quiet}
