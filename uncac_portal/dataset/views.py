"""What can be taken away, and the files of it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from meetings.records.domain.snapshots import one_edition
from meetings.records.licence import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE
from uncac_portal.citing.styles import references
from uncac_portal.citing.works import work_of_page
from uncac_portal.dataset.descriptor import NAME
from uncac_portal.dataset.examples import examples
from uncac_portal.dataset.package import write_package
from uncac_portal.dataset.sheets import families
from uncac_portal.dataset.sqlite_file import write_sqlite
from uncac_portal.registry import COLLECTIONS

Write = Callable[..., None]


def data(request: HttpRequest) -> HttpResponse:
    """What can be taken away and how, with every table and column in words."""
    work = work_of_page(request, gettext("The whole record"))
    context = {
        "references": references(work) if work else [],
        "families": families(),
        "lists": [collection for collection in COLLECTIONS.values() if collection.page],
        "examples": examples(request.build_absolute_uri("/")),
        "licence": {"name": LICENCE, "title": LICENCE_TITLE, "address": LICENCE_ADDRESS},
    }
    return render(request, "dataset/data.html", context)


def package(request: HttpRequest) -> HttpResponseBase:
    """The whole public record as one Data Package."""
    return _made(request, write_package, "zip", "application/zip")


def sqlite_file(request: HttpRequest) -> HttpResponseBase:
    """The whole public record as one SQLite database."""
    return _made(request, write_sqlite, "sqlite3", "application/vnd.sqlite3")


def _made(request: HttpRequest, write: Write, suffix: str, kind: str) -> HttpResponseBase:
    """The whole file, never a part of it: it is made for one answer, and deleted while it is read.

    Whoever asks for its head is told without making it.
    """
    absolute, name = request.build_absolute_uri, f"{NAME}.{suffix}"
    headers = {
        "Content-Disposition": str(content_disposition_header(True, name)),
        "Accept-Ranges": "none",
    }
    if request.method == "HEAD":
        return HttpResponse(content_type=kind, headers=headers)
    with TemporaryDirectory(prefix="uncac-dataset-") as folder:
        path = Path(folder, name)
        with one_edition() as edition:
            write(path, edition, absolute, absolute(reverse("data")))
        file = path.open("rb")
        return FileResponse(
            file, as_attachment=True, filename=name, content_type=kind, headers=headers
        )
