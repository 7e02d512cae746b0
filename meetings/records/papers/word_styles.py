"""The styles of papers in Word: what a paper looks like is said once, in its styles."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from meetings.records.papers.word_parts import element, put

TEXT_WIDTH = Mm(162)
NUMBER_WIDTH = Mm(11)
BLACK = RGBColor(0, 0, 0)

# Size, space before and space after in points, whether bold.
SIZES = {
    "Normal": (10, 0, 6, False),
    "Title": (16, 14, 8, True),
    "Heading 1": (12, 16, 8, True),
    "Heading 2": (11, 12, 4, True),
    "Heading 3": (10, 8, 2, True),
    "Heading 4": (10, 6, 2, True),
    "Organ": (14, 2, 4, True),
    "Occasion": (10, 10, 4, True),
    "Quiet": (9, 0, 3, False),
    "Line": (10, 0, 2, False),
    "Numbered": (10, 0, 5, False),
    "Cell": (9.5, 2, 2, False),
    "Cell heading": (9.5, 8, 2, True),
    "Header": (9, 0, 0, False),
    "Footer": (8, 0, 0, False),
}


def set_styles(document: Document) -> None:
    """Sizes, spaces and faces of every kind of paragraph, and the lines of tables."""
    for name in SIZES:
        style = _style(document, name)
        style.base_style = None if name == "Normal" else document.styles["Normal"]
        _set(style, *SIZES[name])
    for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Cell heading"):
        document.styles[name].paragraph_format.keep_with_next = True
    numbered = document.styles["Numbered"].paragraph_format
    numbered.left_indent, numbered.first_line_indent = NUMBER_WIDTH, -NUMBER_WIDTH
    _add_table_style(document)


def _style(document: Document, name: str) -> ParagraphStyle:
    if name in document.styles:
        return document.styles[name]
    return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _set(style: ParagraphStyle, size: float, before: float, after: float, is_bold: bool) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)  # themes would bring fonts of their own
    style.font.size = Pt(size)
    style.font.color.rgb = BLACK
    style.font.bold = style.font.cs_bold = is_bold
    style.font.italic = False
    # Arabic takes its size from here.
    put(properties, "w:szCs", val=str(int(size * 2)))
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.15


def _add_table_style(document: Document) -> None:
    """Hairlines between rows and none between columns."""
    style = document.styles.add_style("Paper", WD_STYLE_TYPE.TABLE)
    properties = element("w:tblPr")
    borders = element("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "4"), ("insideH", "4")):
        borders.append(element(f"w:{side}", val="single", sz=size, space="0", color="808080"))
    properties.append(borders)
    style.element.append(properties)
