"""The references: a constant, and plain pages of rows as long as those of the portal."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template
from django.urls import path

from tests.benchmarks.references.rows import ROWS

PAGES = Path(os.environ["REFERENCE_FILES"], "pages.json")


def constant(request: HttpRequest) -> HttpResponse:
    """Nothing but an answer."""
    return HttpResponse(b"It is as it was.")


def plain_page(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of a page by one query, in a template without a part, a tag or a translation."""
    template, arguments = _page(name)
    rows = ROWS[name.partition("-")[0]](*arguments)
    return HttpResponse(template.render(Context({"rows": rows})))


@cache
def _page(name: str) -> tuple[Template, list[Any]]:
    """The template, filled up to the length of the portal's page, and what the query is asked."""
    told = json.loads(PAGES.read_text())[name]
    rows = list(ROWS[name.partition("-")[0]](*told["arguments"]))
    cells = "".join(f"<td>{{{{ row.{column} }}}}</td>" for column in rows[0])
    bare = Engine().from_string(_source(cells, "", ""))
    missing = told["bytes"] - len(bare.render(Context({"rows": rows})).encode())
    for_each = max(missing, 0) * 2 // 3 // len(rows)
    filled = _source(cells, "." * for_each, "." * (max(missing, 0) - for_each * len(rows)))
    return Engine().from_string(filled), told["arguments"]


def _source(cells: str, in_row: str, around: str) -> str:
    row = f"<tr>{cells}<td>{in_row}</td></tr>"
    table = f"<table>{{% for row in rows %}}{row}{{% endfor %}}</table>"
    return f"<!doctype html><html lang='en'><body>{table}<p>{around}</p></body></html>"


urlpatterns = [path("constant", constant), path("<slug:name>/", plain_page)]
