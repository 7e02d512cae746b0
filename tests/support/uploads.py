"""Files such as the secretariat uploads, made on the spot."""

import io
import zipfile
from functools import cache

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter


@cache
def pdf(
    words: str = "A paper", *, pages: int = 1, password: str = "", owner_password: str = ""
) -> bytes:
    """A PDF whose title are the words: other words, another checksum."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": words})
    if password or owner_password:
        writer.encrypt(password, owner_password or None, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@cache
def word(words: str = "A paper") -> bytes:
    """A Word document that says the words."""
    document = docx.Document()
    document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(unpacked: int) -> bytes:
    """A small archive that says it unpacks to so many bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(unpacked))
    return file.getvalue()


def upload(content: bytes, name: str = "any name.bin") -> SimpleUploadedFile:
    """The content as a form hands it over, under a name that says nothing."""
    return SimpleUploadedFile(name, content)
