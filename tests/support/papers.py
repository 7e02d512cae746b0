"""Reads papers: what a PDF and a Word document say, and what readers of them need besides."""

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import docx
import openpyxl
import pypdf
from docx.table import Table

from meetings.domain.naming import date_range
from meetings.records.models import Edition

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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


def sheets_of(content: bytes) -> dict[str, list[tuple]]:
    """The lines of each sheet of a workbook, by its name."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def workbook_text(content: bytes) -> str:
    """Every cell of every sheet."""
    cells = (str(v) for lines in sheets_of(content).values() for line in lines for v in line if v)
    return " ".join(cells)


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


def package_text(content: bytes) -> str:
    """All files of a zip of texts, one after another."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


def database_text(content: bytes) -> str:
    """The statements that would make an SQLite database anew."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        return "\n".join(database.iterdump())


PAPERS = {
    "application/pdf": pdf_text,
    WORD: word_text,
    WORKBOOK: workbook_text,
    "application/zip": package_text,
    "application/vnd.sqlite3": database_text,
}
