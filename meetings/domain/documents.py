"""A document's languages and its family."""

from dataclasses import dataclass

from meetings.models import Document, DocumentFile


@dataclass
class LanguageRow:
    """One official language and what is known of the document in it; None: not recorded."""

    code: str
    file: DocumentFile | None


@dataclass
class Family:
    """The document that one belongs to, and those that belong to it."""

    parent: Document | None
    additions: list[Document]

    @property
    def members(self) -> list[Document]:
        """All of them, to be cited."""
        return [*([self.parent] if self.parent else []), *self.additions]


def languages_of(document: Document) -> list[LanguageRow]:
    """The six official languages, each with the document's version; its files are to be loaded."""
    files = {file.language: file for file in document.files.all()}
    codes = [code for code, _name in DocumentFile.LANGUAGES]
    return [LanguageRow(code, files.get(code)) for code in codes]


def family_of(document: Document) -> Family:
    """The public relatives of a document."""
    related = Document.objects.public()
    return Family(
        parent=related.filter(pk=document.parent_id).first(),
        additions=list(related.filter(parent=document).in_order()),
    )
