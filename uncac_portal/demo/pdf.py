"""Small real PDF files, the same on every run."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

WIDTH, HEIGHT = 595, 842  # A4, in points
TOP, LEFT, LEADING = 760, 72, 22


def pdf_of(lines: list[str], *, title: str, language: str) -> bytes:
    """One page with the lines, in letters of Western Europe, the first one large."""
    writer = PdfWriter()
    page = writer.add_blank_page(WIDTH, HEIGHT)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(_drawn(lines))
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.add_metadata({"/Title": title, "/Producer": "UNCAC meeting records"})
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _drawn(lines: list[str]) -> bytes:
    parts = [f"BT {LEFT} {TOP} Td {LEADING} TL"]
    for place, line in enumerate(lines):
        for character in "\\()":
            line = line.replace(character, f"\\{character}")
        parts.append(f"/F1 {12 if place else 16} Tf ({line}) Tj T*")
    return " ".join([*parts, "ET"]).encode("cp1252")
