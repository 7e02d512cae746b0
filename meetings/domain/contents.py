"""What a file is, judged by its content: a PDF or a Word document, or nothing that is held."""

import hashlib
import zipfile
from dataclasses import dataclass

import docx
import pypdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
UNPACKED_AT_MOST = 4  # times the size that a file may have


@dataclass(frozen=True)
class Content:
    """What was found in a file that the portal may hold."""

    suffix: str
    sha256: str
    bytes: int


def examine(file: File) -> Content:
    """What the file is; a ValidationError, in words for whoever chose it, if it may not be held."""
    size = int(file.size)
    if size > settings.MAX_FILE_MEGABYTES * MEGABYTE:
        raise ValidationError(
            _("The file has %(size)d MB; at most %(most)d MB are taken.")
            % {"size": -(-size // MEGABYTE), "most": settings.MAX_FILE_MEGABYTES}
        )
    suffix = _suffix_of(file)
    checksum = sha256_of(file)
    return Content(suffix, checksum, size)


def sha256_of(file: File) -> str:
    """The SHA-256 checksum of a file, which is left at its beginning."""
    file.seek(0)
    checksum = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return checksum


def _suffix_of(file: File) -> str:
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if b"%PDF-" in head:
        _refuse_broken_pdf(file)
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        _refuse_broken_word(file)
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(
            _("This is a Word file of the old kind. Save it as .docx or PDF and choose that one.")
        )
    raise ValidationError(
        _("This is neither a PDF nor a Word document (.docx), whatever its name says.")
    )


def _refuse_broken_pdf(file: File) -> None:
    try:
        reader = pypdf.PdfReader(file)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except pypdf.errors.DependencyError:  # only a locked file asks for a library of ciphers
        locked, pages = True, 0
    except Exception as error:  # a broken PDF breaks its reader in any way
        raise ValidationError(_("This PDF is damaged or incomplete: it cannot be read.")) from error
    if locked:
        raise ValidationError(_("This PDF is locked by a password. Choose one that is not."))
    if not pages:
        raise ValidationError(_("This PDF has no pages."))


def _refuse_broken_word(file: File) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        too_large = unpacked > UNPACKED_AT_MOST * settings.MAX_FILE_MEGABYTES * MEGABYTE
        if not too_large:
            file.seek(0)
            docx.Document(file)
    except Exception as error:  # a broken archive breaks its reader in any way
        raise ValidationError(_("This is no Word document (.docx) that can be read.")) from error
    if too_large:
        raise ValidationError(_("Unpacked, this Word document is far too large to be one."))
