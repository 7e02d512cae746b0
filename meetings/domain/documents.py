"""A document's languages, and those of a list of documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.domain.families import in_families
from meetings.models import Document, DocumentFile, FormerFile


@dataclass
class LanguageRow:
    """One official language and what is known of the document in it; None: not recorded."""

    code: str
    file: DocumentFile | None


@dataclass
class LanguageCount:
    """In how many documents of a list a language is known to exist."""

    code: str
    issued: int
    of: int


@dataclass
class LanguageMatrix:
    """Documents by language: each with its six rows, and the count of each language."""

    rows: list[tuple[Document, list[LanguageRow]]]
    counts: list[LanguageCount]


def languages_of(document: Document) -> list[LanguageRow]:
    """The six official languages, each with the document's version; its files are to be loaded."""
    files = {file.language: file for file in document.files.all()}
    for file in files.values():
        file.document = document
    codes = [code for code, _name in DocumentFile.LANGUAGES]
    return [LanguageRow(code, files.get(code)) for code in codes]


def matrix_of(documents: Sequence[Document]) -> LanguageMatrix:
    """The documents by language, families together; their files are to be loaded."""
    in_order = [placed.document for placed in in_families(documents)]
    rows = [(document, languages_of(document)) for document in in_order]
    issued = [row.code for _d, found in rows for row in found if row.file and row.file.is_issued]
    counts = [
        LanguageCount(code, issued.count(code), len(rows)) for code, _name in DocumentFile.LANGUAGES
    ]
    return LanguageMatrix(rows, counts)


def former_files_of(document: Document) -> list[FormerFile]:
    """Files that were held of the document, by language, the latest first."""
    order = [code for code, _name in DocumentFile.LANGUAGES]
    found = FormerFile.objects.filter(version__document=document).select_related("version")
    former = sorted(found, key=lambda file: (order.index(file.version.language), -file.number))
    for file in former:
        file.version.document = document
    return former
