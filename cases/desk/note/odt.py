"""A note in the open format of government, ODF: real headings, a table whose head repeats, sources it leads to.

How it looks stands in `odt_styles.xml`, into which the colours of `look` are filled.
"""

import datetime
import io
from pathlib import Path
from string import Template
from typing import Any

from odfdo import BookmarkEnd, BookmarkStart, Document, Element, Header, Link, List, ListItem, Paragraph, Span

from cases.desk.note.look import COLUMNS, FONTS, GOLD, INK, LINE, LINK, MARGIN, PAGE, SHADE, SOFT, WIDTH
from cases.desk.note.structure import Line, Note, NoteSection, Source

STYLES = Path(__file__).with_name("odt_styles.xml")
LANGUAGE = "nl-NL"


def document(note: Note) -> bytes:
    """Return `note` as an .odt file."""
    text = Document("text")
    text.set_part("styles.xml", _styles())
    _set_meta(text.meta, note)
    body = text.body
    body.clear()
    body.append(_paragraph("Title", note["title"]))
    for words in note["question"]:
        body.append(_paragraph("Subtitle", words))
    body.append(_paragraph("Small", note["made"]))
    for notice in note["notices"]:
        body.append(_paragraph("Standard", notice))
    body.append(_heading(note["table"]))
    body.append(_table(text, note))
    for section in note["sections"]:
        body.append(_heading(section["heading"]))
        body.append(_list("Bullets", [_line("List_20_Text", one) for one in section["lines"]]))
    body.append(_heading(note["sources_heading"]))
    body.append(_list("Numbers", [_source(source) for source in note["sources"]]))
    _add_citing(body, note["citing"])
    again = _paragraph("Small")
    again.append(_link(note["again"], note["url"]))
    body.append(again)
    file = io.BytesIO()
    text.save(file)
    return file.getvalue()


# --- The parts -------------------------------------------------------------------------------------------------------


def _heading(text: str) -> Header:
    heading = Header(1, style="Heading_20_1")
    heading.append_plain_text(text)
    return heading


def _paragraph(style: str, text: str = "") -> Paragraph:
    paragraph = Paragraph(style=style)
    if text:
        paragraph.append(_span(text))
    return paragraph


def _span(text: str, style: str | None = None) -> Span:
    span = Span(style=style)
    span.append_plain_text(text)
    return span


def _link(text: str, url: str, style: str = "Internet_20_link") -> Link:
    link = Link(url, style=style, visited_style=style)
    link.append(_span(text, style))
    return link


def _list(style: str, paragraphs: list[Paragraph]) -> List:
    made = List(style=style)
    for paragraph in paragraphs:
        item = ListItem()
        item.append(paragraph)
        made.append(item)
    return made


def _line(style: str, one: Line, link_style: str = "Internet_20_link") -> Paragraph:
    paragraph = Paragraph(style=style)
    if one["label"]:
        paragraph.append(_span(one["label"], "Strong"))
        if one["text"]:
            paragraph.append(_space())
    if one["url"]:
        paragraph.append(_link(one["text"], one["url"], link_style))
    else:
        paragraph.append(_span(one["text"]))
    for number in one["sources"]:
        paragraph.append(_space())
        paragraph.append(_link(f"[{number}]", f"#bron_{number}"))
    return paragraph


def _space() -> Element:
    """Return a space that stands between two parts."""
    return Element.from_tag("text:s")


def _source(source: Source) -> Paragraph:
    paragraph = Paragraph(style="List_20_Text")
    name = f"bron_{source['number']}"
    paragraph.append(BookmarkStart(name))
    if source["authors"]:
        paragraph.append(_span(f"{source['authors']}. "))
    work = _span("", "Work")
    work.append(_link(source["title"], source["url"]))
    paragraph.append(work)
    paragraph.append(BookmarkEnd(name))
    used = f" Gebruikt: {source['passages']}." if source["passages"] else ""
    paragraph.append(_span(f". In: {source['publication']}{used}"))
    return paragraph


def _add_citing(body: Any, section: NoteSection) -> None:
    body.append(_heading(section["heading"]))
    for one in section["lines"]:
        body.append(_line("Small", one))


# --- The table -------------------------------------------------------------------------------------------------------


def _table(text: Document, note: Note) -> Element:
    for style in _table_styles():
        text.insert_style(style, automatic=True)
    table = _element("table:table", name=note["table"], style_name="Note")
    # What those hear who do not see it.
    name = Element.from_tag("table:title")
    name.text = note["table"]
    table.append(name)
    for number in range(len(note["columns"])):
        table.append(_element("table:table-column", style_name=f"Note.{number}"))
    head = Element.from_tag("table:table-header-rows")
    head.append(_row([[_paragraph("Table_20_Heading", column)] for column in note["columns"]], "Note.Head"))
    table.append(head)
    for lines in note["rows"]:
        cells = [[_line("Table_20_Small" if one["quiet"] else "Table_20_Text", one) for one in said] for said in lines]
        cells[0][0] = _line("Table_20_Name", lines[0][0], "Name_20_link")
        table.append(_row(cells, "Note.Cell"))
    return table


def _row(cells: list[list[Paragraph]], style: str) -> Element:
    row = _element("table:table-row", style_name="Note.Row")
    for paragraphs in cells:
        cell = _element("table:table-cell", style_name=style)
        cell.set_attribute("office:value-type", "string")
        for paragraph in paragraphs:
            cell.append(paragraph)
        row.append(cell)
    return row


def _element(tag: str, **attributes: str) -> Element:
    """Return an element with these attributes, all of the namespace for tables."""
    made = Element.from_tag(tag)
    for key, value in attributes.items():
        made.set_attribute(f"table:{key.replace('_', '-')}", value)
    return made


def _table_styles() -> list[str]:
    """Return the styles that ODF wants beside the table: its width, its columns, the lines and room of its cells."""
    line = f"0.5pt solid #{LINE}"
    room = 'fo:padding-top="0.9mm" fo:padding-bottom="0.9mm" fo:padding-left="1.2mm" fo:padding-right="1.2mm"'
    styles = [
        f'<style:style style:name="Note" style:family="table"><style:table-properties style:width="{WIDTH}mm"'
        ' table:align="center" style:may-break-between-rows="true"/></style:style>',
        '<style:style style:name="Note.Row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>',
        f'<style:style style:name="Note.Cell" style:family="table-cell"><style:table-cell-properties {room}'
        f' fo:border="none" fo:border-bottom="{line}"/></style:style>',
        f'<style:style style:name="Note.Head" style:family="table-cell"><style:table-cell-properties {room}'
        f' fo:border="none" fo:border-top="{line}" fo:border-bottom="{line}" fo:background-color="#{SHADE}"/>'
        "</style:style>",
    ]
    styles += [
        f'<style:style style:name="Note.{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{WIDTH * share:.2f}mm"/></style:style>'
        for number, share in enumerate(COLUMNS)
    ]
    return styles


# --- Its styles and properties ---------------------------------------------------------------------------------------


def _styles() -> bytes:
    look = {"ink": INK, "soft": SOFT, "link": LINK, "gold": GOLD, "font": FONTS["odt"]}
    page = {"page_width": str(PAGE[0]), "page_height": str(PAGE[1]), "margin": str(MARGIN)}
    return Template(STYLES.read_text("utf-8")).substitute(look | page).encode()


def _set_meta(meta: Any, note: Note) -> None:
    made = datetime.datetime.fromisoformat(note["date"])
    meta.set_title(note["title"])
    meta.set_language(LANGUAGE)
    meta.set_creation_date(made)
    meta.set_modification_date(made)
    # No person made it.
    meta.set_initial_creator("Gouden")
    meta.set_creator("Gouden")
    meta.set_generator("Gouden")
