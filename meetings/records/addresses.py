"""Putting addresses together."""

from django.urls import URLPattern, URLResolver, include, path


def under(prefix: str, namespace: str, *patterns: URLPattern) -> URLResolver:
    """The patterns under a prefix, named in a namespace."""
    return path(prefix, include((list(patterns), namespace)))
