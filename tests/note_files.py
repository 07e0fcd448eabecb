"""What a note says, and what the text is of each kind of file it is written as."""

import io
import re
from collections.abc import Iterator

from docx import Document as open_docx
from docx.oxml.ns import qn
from odfdo import Document as OpenDocument
from odfdo import Element
from pypdf import PdfReader

from cases.desk.note.structure import Line, Note

# What setting a text may put into it or leave out: space between words and lines, and where a long word breaks.
SETTING = re.compile("[\\s\u00ad\u2010\u200b-]")


def squeezed(text: str) -> str:
    """Return `text` without what setting it changes."""
    return SETTING.sub("", text)


def said(note: Note) -> list[str]:
    """Return all texts of a note in the order in which they stand in a file."""
    lines = [note["title"], *note["question"], note["made"], *note["notices"], note["table"], *note["columns"]]
    for row in note["rows"]:
        for cell in row:
            lines += _of(cell)
    for section in note["sections"]:
        lines += [section["heading"], *_of(section["lines"])]
    lines.append(note["sources_heading"])
    for source in note["sources"]:
        lines += [source["authors"], source["title"], source["publication"], source["passages"]]
    return [*lines, note["citing"]["heading"], *_of(note["citing"]["lines"]), note["again"]]


def _of(lines: list[Line]) -> Iterator[str]:
    for one in lines:
        yield from (one["label"], one["text"], *(f"[{number}]" for number in one["sources"]))


def docx_text(file: bytes) -> str:
    """Return the text of a .docx in its order, its tables too, without its footer."""
    body = open_docx(io.BytesIO(file)).element.body
    return "\n".join("".join(text.text or "" for text in part.iter(qn("w:t"))) for part in body.iter(qn("w:p")))


def odt_text(file: bytes) -> str:
    """Return the text of an .odt in its order, its tables too, without its footer."""
    body = OpenDocument(io.BytesIO(file)).body
    parts: list[Element] = body.xpath("//office:text//*[self::text:p or self::text:h]")  # type: ignore[assignment]
    return "\n".join(part.text_recursive for part in parts)


def pdf_text(file: bytes) -> str:
    """Return the text of a PDF, its footers too."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


TEXT_OF = {"docx": docx_text, "odt": odt_text, "pdf": pdf_text}


def missing(note: Note, text: str) -> list[str]:
    """Return what of a note does not stand in `text`, in the order of the note."""
    rest, lacking = squeezed(text), []
    for one in filter(squeezed, said(note)):
        _, found, after = rest.partition(squeezed(one))
        if found:
            rest = after
        else:
            lacking.append(one)
    return lacking
