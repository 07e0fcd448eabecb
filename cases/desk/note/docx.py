"""A note in Word, with real headings, a table whose head repeats, and sources that the table leads to."""

import datetime
import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cases.desk.note.look import COLUMNS, FONTS, GOLD, INK, LINE, LINK, MARGIN, PAGE, SHADE, SOFT, WIDTH
from cases.desk.note.structure import Line, Note, NoteSection, Source

LANGUAGE = "nl-NL"
# Signs; of a longer one python-docx makes no file.
LONGEST_PROPERTY = 255


def document(note: Note) -> bytes:
    """Return `note` as a .docx file."""
    word = Document()
    _set_page(word.sections[0])
    _set_styles(word)
    _set_properties(word, note)
    word.add_paragraph(note["title"], style="Title")
    for text in note["question"]:
        word.add_paragraph(text, style="Subtitle")
    word.add_paragraph(note["made"], style="Small")
    for notice in note["notices"]:
        word.add_paragraph(notice)
    word.add_heading(note["table"], level=1)
    _add_table(word, note)
    for section in note["sections"]:
        _add_section(word, section)
    word.add_heading(note["sources_heading"], level=1)
    for source in note["sources"]:
        _add_source(word.add_paragraph(style="List Number"), source)
    _add_section(word, note["citing"], "Small")
    _link(word.add_paragraph(style="Small"), note["again"], note["url"])
    _number_pages(word.sections[0].footer.paragraphs[0], note["title"])
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


# --- The parts -------------------------------------------------------------------------------------------------------


def _add_table(word: Any, note: Note) -> None:
    table = word.add_table(rows=1, cols=len(note["columns"]))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_table(table, note["table"])
    head = table.rows[0]
    _mark(head._tr.get_or_add_trPr(), "w:tblHeader")
    for cell, text in zip(head.cells, note["columns"], strict=True):
        cell.paragraphs[0].style = "Table Head"
        cell.paragraphs[0].add_run(text)
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
    for lines in note["rows"]:
        row = table.add_row()
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, said in zip(row.cells, lines, strict=True):
            for number, one in enumerate(said):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.style = "Table Small" if one["quiet"] else "Table Text"
                _add_line(paragraph, one)
        _name(row.cells[0].paragraphs[0])
    for column, share in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(WIDTH * share)
        for cell in column.cells:
            cell.width = Mm(WIDTH * share)


def _name(paragraph: Paragraph) -> None:
    """Let what names a row stand out."""
    for run in paragraph._p.iter(qn("w:r")):
        Run(run, paragraph).bold, Run(run, paragraph).underline = True, False


def _add_section(word: Any, section: NoteSection, style: str = "List Bullet") -> None:
    word.add_heading(section["heading"], level=1)
    for one in section["lines"]:
        _add_line(word.add_paragraph(style=style), one)


def _add_line(paragraph: Paragraph, one: Line) -> None:
    if one["label"]:
        paragraph.add_run(one["label"]).bold = True
        if one["text"]:
            paragraph.add_run(" ")
    if one["url"]:
        _link(paragraph, one["text"], one["url"])
    else:
        paragraph.add_run(one["text"])
    for number in one["sources"]:
        paragraph.add_run(" ")
        _link_to_source(paragraph, number)


def _add_source(paragraph: Paragraph, source: Source) -> None:
    name = f"bron_{source['number']}"
    paragraph._p.append(_element("w:bookmarkStart", id=str(source["number"]), name=name))
    if source["authors"]:
        paragraph.add_run(f"{source['authors']}. ")
    _link(paragraph, source["title"], source["url"]).italic = True
    paragraph._p.append(_element("w:bookmarkEnd", id=str(source["number"])))
    paragraph.add_run(f". In: {source['publication']}")
    if source["passages"]:
        paragraph.add_run(f" Gebruikt: {source['passages']}.")


def _link(paragraph: Paragraph, text: str, url: str) -> Any:
    """Add a link to the web, and return its run."""
    where = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), where)
    return _in_link(paragraph, hyperlink, text)


def _link_to_source(paragraph: Paragraph, number: int) -> None:
    _in_link(paragraph, _element("w:hyperlink", anchor=f"bron_{number}"), f"[{number}]")


def _in_link(paragraph: Paragraph, hyperlink: Any, text: str) -> Any:
    run = paragraph.add_run(text, style="Hyperlink")
    hyperlink.append(run._r)
    paragraph._p.append(hyperlink)
    return run


def _number_pages(paragraph: Paragraph, title: str) -> None:
    paragraph.style = "Footer"
    paragraph.add_run(f"{title} · Gouden · bladzijde ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" van ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a number that Word fills in."""
    field = _element("w:fldSimple", instr=instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


# --- How it looks ----------------------------------------------------------------------------------------------------


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(MARGIN), Mm(MARGIN)
    section.footer_distance = Mm(8)


def _set_styles(word: Any) -> None:
    styles = word.styles
    # What every text has where its own style does not say otherwise.
    default = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in default.findall(qn("w:lang")):
        default.remove(language)
    default.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE))
    _set_style(styles["Normal"], size=10, after=4)
    _set_style(styles["Title"], size=20, after=6, bold=True, border=GOLD)
    _set_style(styles["Subtitle"], size=11.5, after=4)
    subtitle = styles["Subtitle"]
    subtitle.font.italic = False
    for spacing in subtitle.element.rPr.findall(qn("w:spacing")):
        subtitle.element.rPr.remove(spacing)
    _set_style(styles["Heading 1"], size=12.5, before=10, after=3, bold=True)
    for name in ("List Bullet", "List Number"):
        _set_style(styles[name], size=9, after=2)
    _set_style(styles["Footer"], size=8, color=SOFT)
    for name, size, color in (("Small", 8.5, SOFT), ("Table Text", 9, INK), ("Table Small", 8, SOFT)):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        _set_style(made, size=size, after=2, color=color)
    head = styles.add_style("Table Head", WD_STYLE_TYPE.PARAGRAPH)
    head.base_style = styles["Normal"]
    _set_style(head, size=9, after=2, bold=True)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(LINK)
    link.font.underline = True


def _set_style(
    style: Any,
    *,
    size: float,
    before: float = 0,
    after: float = 0,
    color: str = INK,
    bold: bool = False,
    border: str = "",
) -> None:
    style.font.name = FONTS["docx"]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONTS["docx"])
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(color)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if border:
        edges = OxmlElement("w:pBdr")
        edges.append(_element("w:bottom", val="single", sz="12", space="4", color=border))
        properties.insert_element_before(
            edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
        )


def _set_table(table: Any, name: str) -> None:
    """Give the table thin lines between its rows, room in its cells, and a name for who hears it."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{edge}", val="single", sz="4", space="0", color=LINE))
    room = OxmlElement("w:tblCellMar")
    for edge, twips in (("top", 50), ("left", 70), ("bottom", 50), ("right", 70)):
        room.append(_element(f"w:{edge}", w=str(twips), type="dxa"))
    look = properties.find(qn("w:tblLook"))
    for made in (borders, room):
        properties.insert(list(properties).index(look), made)
    # After tblLook, as the schema orders it.
    properties.append(_element("w:tblCaption", val=name))


def _set_properties(word: Any, note: Note) -> None:
    properties = word.core_properties
    properties.title, properties.language = note["title"][:LONGEST_PROPERTY], LANGUAGE
    # No person made it; python-docx names itself otherwise.
    properties.author, properties.last_modified_by, properties.comments = "Gouden", "", ""
    made = datetime.datetime.fromisoformat(note["date"])
    properties.created = properties.modified = made


def _mark(properties: Any, name: str) -> None:
    properties.append(_element(name, val="true"))


def _element(tag: str, **attributes: str) -> Any:
    """Return an element with these attributes, all of Word's own namespace."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
