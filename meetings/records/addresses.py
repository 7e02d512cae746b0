"""Putting addresses together."""

from django.urls import URLPattern, URLResolver, include, path, register_converter


class PaperKindConverter:
    """A form in which papers are made, as the end of their addresses names it."""

    regex = "pdf|docx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PaperKindConverter, "paper")


def under(prefix: str, namespace: str, *patterns: URLPattern) -> URLResolver:
    """The patterns under a prefix, named in a namespace."""
    return path(prefix, include((list(patterns), namespace)))
