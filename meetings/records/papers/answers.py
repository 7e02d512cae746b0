"""Answers with a paper."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from meetings.records.papers.blocks import Imprint, Paper
from meetings.records.papers.pdf import as_pdf
from meetings.records.papers.word import as_word
from meetings.records.searches import unlisted

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pdf": (as_pdf, "application/pdf"),
    "docx": (as_word, WORD),
}


def imprint_of(request: HttpRequest, path: str) -> Imprint:
    """What a paper made for the request is taken from: the page at the path."""
    site = request.build_absolute_uri("/").removesuffix("/")
    asked: Any = request
    raised_at = asked.edition_raised_at
    day = raised_at.date() if raised_at else None
    return Imprint(site, path, asked.edition, asked.LANGUAGE_CODE, day)


def paper_response(paper: Paper, kind: str, name: str) -> HttpResponse:
    """The paper as `pdf`, to be read in the browser, or as `docx`, to be saved under the name."""
    render, content_type = KINDS[kind]
    file_name = f"{name}-{paper.language}.{kind}"
    disposition = content_disposition_header(kind != "pdf", file_name)
    headers = {"Content-Disposition": str(disposition)}
    response = HttpResponse(render(paper), content_type=content_type, headers=headers)
    return unlisted(response, paper.is_example)
