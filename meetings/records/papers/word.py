"""Papers as Word documents, with real headings, lists and tables, for those who edit them."""

from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from meetings.records.domain.languages import direction_of
from meetings.records.papers.blocks import (
    Cell,
    Heading,
    Lines,
    NumberedItem,
    NumberedList,
    Paper,
    Paragraph,
    Span,
    Table,
    Words,
)
from meetings.records.papers.word_parts import (
    add_field,
    element,
    link_to,
    put,
    rule_below,
    saved,
    set_document_language,
    set_language,
    turn,
)
from meetings.records.papers.word_styles import NUMBER_WIDTH, TEXT_WIDTH, set_styles


def as_word(paper: Paper) -> bytes:
    """The paper as a Word document (.docx)."""
    return saved(_Writer(paper).document)


class _Writer:
    """Writes a paper from top to bottom."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.right_to_left = direction_of(paper.language) == "rtl"
        self.document: Document = docx.Document()
        self.document._body.clear_content()
        set_document_language(self.document, paper.language)
        set_styles(self.document)
        self.properties()
        self.every_page()
        self.masthead()
        for block in paper.blocks:
            self.block(block)

    def properties(self) -> None:
        """What a library or a search reads about the document; no date, which no record has."""
        core = self.document.core_properties
        core.title = self.paper.title
        core.author = core.last_modified_by = self.paper.publisher
        core.language = self.paper.language
        core.keywords = ", ".join(self.paper.keywords)
        core.comments = "".join(span.text for span in self.paper.foot)
        for dated in ("dcterms:created", "dcterms:modified"):
            for found in core._element.findall(qn(dated)):
                core._element.remove(found)

    def every_page(self) -> None:
        """The size of the page, its head and its foot."""
        [section] = self.document.sections
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
        section.top_margin, section.bottom_margin = Mm(26), Mm(24)
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        if self.paper.warning:
            self.say(head, [Span(self.paper.warning, face="bold")])
        self.say(foot, [*self.paper.foot, Span("\t")])
        add_field(foot, "PAGE")
        foot.add_run("/")
        add_field(foot, "NUMPAGES")
        for paragraph in (head, foot):
            paragraph.style.paragraph_format.tab_stops.clear_all()
            paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)

    def masthead(self) -> None:
        """The head of the first page, between its two rules, and what the paper is of."""
        masthead = self.paper.masthead
        top = self.add([Span(f"{self.paper.publisher}\t"), Span(masthead.reference, face="bold")])
        top.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        rule_below(top, 4)
        lines = [(words, "Organ") for words in masthead.organ]
        lines += [(words, "Quiet") for words in masthead.facts]
        for words, style in lines:
            self.add(words, style)
        rule_below(self.document.paragraphs[-1], 18)
        for place, words in enumerate(self.paper.occasion):
            self.add(words, "Occasion" if place == 0 else "Normal")
        self.add([Span(self.paper.title)], "Title")

    def block(self, block: Any) -> None:
        """One part of the paper."""
        match block:
            case Heading(words, level):
                self.add(words, f"Heading {level}", is_marked=False)
            case Paragraph(words):
                paragraph = self.add(words, "Quiet" if block.is_quiet else "Normal")
                paragraph.paragraph_format.keep_with_next = block.is_lead
            case NumberedList(items):
                self.numbered(items)
            case Lines(items):
                for words in items:
                    self.add(words, "Line")
            case Table():
                self.table(block)

    def numbered(self, items: list[NumberedItem], depth: int = 0) -> None:
        """Items with hanging numbers, which are text: they are those of the record."""
        for item in items:
            paragraph = self.add([Span(f"{item.number}\t"), *item.words], "Numbered")
            paragraph.paragraph_format.left_indent = NUMBER_WIDTH * (depth + 1)
            self.numbered(item.children, depth + 1)

    def table(self, table: Table) -> None:
        """A table whose head stands on every page that it reaches."""
        made = self.document.add_table(0, len(table.widths), "Paper")
        made.autofit = False
        if self.right_to_left:
            made._tblPr.insert_element_before(
                element("w:bidiVisual"), "w:tblW", "w:jc", "w:tblLayout", "w:tblLook"
            )
        for column, share in zip(made.columns, table.widths, strict=True):
            column.width = int(TEXT_WIDTH * share / sum(table.widths))
        head = [[[Span(text, face="italic")]] for text in table.head]
        for row in [head, *table.rows]:
            self.row(made.add_row(), row)
        put(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        self.document.add_paragraph(style="Cell")

    def row(self, added: _Row, row: list[Cell]) -> None:
        """A row, which no end of a page parts; one of a single cell is as wide as the table."""
        put(added._tr.get_or_add_trPr(), "w:cantSplit")
        cells = list(added.cells)
        if len(row) < len(cells):
            cells = [cells[0].merge(cells[-1])]
        for cell, paragraphs in zip(cells, row, strict=True):
            self.fill(cell, paragraphs, "Cell heading" if len(row) == 1 else "Cell")

    def fill(self, cell: _Cell, paragraphs: list[Words], style: str) -> None:
        """The paragraphs of a cell; it begins with an empty one."""
        for place, words in enumerate(paragraphs or [[]]):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.style = self.document.styles[style]
            self.say(paragraph, words)

    def add(self, words: Words, style: str = "Normal", *, is_marked: bool = True) -> WordParagraph:
        """A paragraph of the words at the end of the document."""
        return self.say(self.document.add_paragraph(style=style), words, is_marked=is_marked)

    def say(
        self, paragraph: WordParagraph, words: Words, *, is_marked: bool = True
    ) -> WordParagraph:
        """Write the words, each in its language and face."""
        if self.right_to_left:
            turn(paragraph)
        for span in words:
            self.run(paragraph, span)
            if is_marked and not span.is_name and span.language not in ("", self.paper.language):
                mark = paragraph.add_run(f"\N{NO-BREAK SPACE}{span.language.upper()}")
                mark.font.superscript = True
        return paragraph

    def kept_left_to_right(self, span: Span) -> str:
        """The text of a code, held together by marks where all around it runs the other way."""
        mark = "\N{LEFT-TO-RIGHT MARK}" if self.right_to_left else ""
        return f"{mark}{span.text}{mark}"

    def run(self, paragraph: WordParagraph, span: Span) -> None:
        """Words in one language and face."""
        run = paragraph.add_run(self.kept_left_to_right(span) if span.is_code else span.text)
        language = span.language or self.paper.language
        turned = direction_of(language) == "rtl" and not span.is_code
        set_language(run._r.get_or_add_rPr(), language, right_to_left=turned)
        run.bold = run.font.cs_bold = span.face == "bold" or None
        run.italic = run.font.cs_italic = span.face == "italic" or None
        if span.address:
            run.font.color.rgb = RGBColor(0x1A, 0x44, 0x80)
            link_to(paragraph, run, span.address)
