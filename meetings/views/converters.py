"""Parts of addresses that are not plain words."""


class SymbolConverter:
    """A document symbol, whose slashes are part of the address."""

    regex = ".+"

    def to_python(self, value: str) -> str:
        """The symbol as it stands in the address, in any spelling."""
        return value.rstrip("/")

    def to_url(self, value: str) -> str:
        return value
