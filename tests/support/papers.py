"""Reads papers: what a PDF and a Word document say, and what readers of them need besides."""

import io
from collections.abc import Iterator
from typing import Any

import docx
import pypdf
from docx.table import Table

from meetings.domain.naming import date_range
from meetings.records.models import Edition

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_text(content: bytes) -> str:
    """The text of all pages, each line break and run of spaces as one space."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return one_line(" ".join(page.extract_text() for page in pages))


def word_lines(content: bytes) -> list[str]:
    """Paragraphs and rows of tables in order; cells are parted by a bar, paragraphs by a slash."""
    document = docx.Document(io.BytesIO(content))
    lines = list(_lines(document))
    return [line for line in lines if line]


def word_text(content: bytes) -> str:
    """All that it says, head and foot of the pages too."""
    [section] = docx.Document(io.BytesIO(content)).sections
    around = [*section.header.paragraphs, *section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in around), *word_lines(content)])


def edition_in_words() -> dict[str, str]:
    """The number and the day of the present edition, as a paper writes them."""
    edition = Edition.objects.get()
    return {"edition": str(edition.number), "day": date_range(edition.raised_at.date(), None)}


def one_line(text: str) -> str:
    """The text in one line, with single spaces."""
    return " ".join(text.split())


def _lines(document: Any) -> Iterator[str]:
    for part in document.iter_inner_content():
        if not isinstance(part, Table):
            yield part.text
            continue
        for row in part.rows:
            cells = {cell._tc: cell for cell in row.cells}  # a merged one stands in each column
            yield " | ".join(" / ".join(p.text for p in c.paragraphs) for c in cells.values())


PAPERS = {"application/pdf": pdf_text, WORD: word_text}
