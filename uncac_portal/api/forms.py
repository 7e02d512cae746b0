"""The forms in which the API answers, for the negotiation to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import translation
from drf_spectacular.renderers import OpenApiYamlRenderer2
from rest_framework.renderers import BaseRenderer, JSONRenderer

from meetings.records.table_files.texts import as_csv


class JsonForm(JSONRenderer):
    """JSON, in which None is null: not recorded."""

    media_type = "application/json"
    format = "json"


class _WrittenByTheView(BaseRenderer):
    """A form that the view itself gives its answer."""

    charset = "utf-8"

    def render(self, data: Any, *_context: Any) -> Any:
        return data


class CsvForm(_WrittenByTheView):
    """Comma-separated values, with the columns of the table."""

    media_type = "text/csv"
    format = "csv"


class HtmlForm(_WrittenByTheView):
    """A page for people."""

    media_type = "text/html"
    format = "html"


class YamlForm(OpenApiYamlRenderer2):
    """YAML, for the OpenAPI document."""


def csv_lines(names: Iterable[str], pages: Iterable[Iterable[Mapping[str, Any]]]) -> Iterator[str]:
    """The rows of all pages under one head, read as they are sent, in the language in force."""
    made = _in_language(translation.get_language(), pages)
    return as_csv(names, (row for rows in made for row in rows))


def _in_language(language: str | None, pages: Iterable[Any]) -> Iterator[list[Any]]:
    """Each page as a list that is made in the language: the answer is sent when the request, and
    its language, are over."""
    waiting = iter(pages)
    while True:
        with translation.override(language):
            rows = next((list(rows) for rows in waiting), None)
        if rows is None:
            return
        yield rows
