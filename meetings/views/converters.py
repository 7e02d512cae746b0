"""Parts of addresses that are not plain words."""

from meetings.models import DocumentFile


class SymbolConverter:
    """A document symbol, whose slashes are part of the address."""

    regex = ".+"

    def to_python(self, value: str) -> str:
        """The symbol as it stands in the address, in any spelling."""
        return value.rstrip("/")

    def to_url(self, value: str) -> str:
        return value


class DocumentLanguageConverter:
    """One of the official languages of documents."""

    regex = "|".join(code for code, _name in DocumentFile.LANGUAGES)

    def to_python(self, value: str) -> str:
        """The language code as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        return value
