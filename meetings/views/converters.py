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

    others = {"zh": "zh-hans"}  # what many would write
    regex = f"(?i:{'|'.join([*(code for code, _name in DocumentFile.LANGUAGES), *others])})"

    def to_python(self, value: str) -> str:
        """The language code, however it is written in the address."""
        return self.others.get(value.lower(), value.lower())

    def to_url(self, value: str) -> str:
        return value
