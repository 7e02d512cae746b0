"""`?format=`: the rows of a list, or of a part of a page, as a file to take away."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from meetings.records.columns import with_page
from meetings.records.licence import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE
from meetings.records.refusals import refusal, refused
from meetings.records.searches import unlisted
from meetings.records.table_files.copies import copy
from meetings.records.table_files.texts import as_csv, as_json, as_json_lines
from meetings.records.table_files.workbooks import MOST_ROWS, Imprint, write_workbook
from meetings.records.tables import Table

XLSX = "xlsx"
# The forms in which rows leave, as addresses name them.
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
LENGTH_OF_PIECE = 64_000
BEFORE_ANYTHING = datetime(1980, 1, 1, tzinfo=UTC)  # the day of a record without an edition


@dataclass(frozen=True, kw_only=True)
class Download:
    """Rows of a table, as they are taken away from an address.

    `rows` are made anew at each call; `records` are those that the database can tell by itself, in
    their order. `filters` are those in force, by name, and `more` is what JSON says
    besides.
    """

    request: HttpRequest
    table: Table
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    count: Callable[[], int]
    name: str
    records: QuerySet | None = None
    filters: Mapping[str, list[str]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def edition(self) -> int:
        """The edition that the rows are of."""
        return self.request.edition  # type: ignore[attr-defined]

    @property
    def address(self) -> str:
        """Where the same rows are to be had, and later ones."""
        return self.request.build_absolute_uri()

    @property
    def names(self) -> list[str]:
        """The head of the table."""
        return [column.name for column in self.table.head()]

    @property
    def has_bom(self) -> bool:
        """Whether the mark of UTF-8 is asked for, by which Excel knows it."""
        return self.request.GET.get("bom") == "on"

    @property
    def about(self) -> dict[str, Any]:
        """What JSON says before the rows."""
        return {
            "title": str(self.table.title),
            "about": str(self.table.about),
            "address": self.address,
            "edition": self.edition,
            "language": get_language(),
            "filters": self.filters,
            "licence": {"name": LICENCE, "title": LICENCE_TITLE, "address": LICENCE_ADDRESS},
            **self.more,
            "columns": {column.name: str(column.about) for column in self.table.head()},
        }

    @property
    def imprint(self) -> Imprint:
        """What a workbook says of itself."""
        filters = [f"{name}={value}" for name, values in self.filters.items() for value in values]
        facts = [
            (_("Title"), str(self.table.title)),
            (_("What it is"), str(self.table.about)),
            (_("Address"), self.address),
            (_("Edition"), str(self.edition)),
            (_("Filters"), ", ".join(filters) or _("none")),
            (_("Licence"), f"{LICENCE_TITLE} ({LICENCE}), {LICENCE_ADDRESS}"),
        ]
        raised_at = self.request.edition_raised_at  # type: ignore[attr-defined]
        return Imprint(
            title=str(self.table.title),
            day=raised_at or BEFORE_ANYTHING,
            facts=facts,
            right_to_left=get_language_bidi(),
        )


def asked_format(request: HttpRequest) -> str:
    """The format that the address asks for; empty where it asks for none that there is."""
    asked = request.GET.get("format", "")
    return asked if asked in FORMATS else ""


def download(
    request: HttpRequest,
    table: Table,
    records: Any,
    *,
    key: Callable[[Any], Any] | None = None,
    name: str = "",
    filters: Mapping[str, list[str]] | None = None,
    more: Mapping[str, Any] | None = None,
    is_example: bool = False,
) -> HttpResponseBase | None:
    """The file that the address asks for; None where it asks for none, and the page is to come.

    The records are a queryset, which a `key` may sort, or a list of what is loaded already. Those
    of a queryset are told with their pages. The file is called like the table, or by the name.
    """
    if not asked_format(request):
        return None
    in_database = False
    if isinstance(records, QuerySet):
        table = with_page(table, records.model, request.build_absolute_uri)
        rows, count = (lambda: table.rows(records, key=key)), records.count
        in_database = not key and table.is_in_database(records)
    else:
        rows, count = (lambda: map(table.row, records)), records.__len__
    file = Download(
        request=request,
        table=table,
        rows=rows,
        count=count,
        name=name or table.name,
        records=records if in_database else None,
        filters=filters or {},
        more=more or {},
    )
    return unlisted(answer(file), is_example)


def download_list(
    request: HttpRequest, table: Table, listing: Any, *, name: str = "", is_example: bool = False
) -> HttpResponseBase | None:
    """The file of all rows that answer the filters of a list, in the order of the list.

    Where a filter makes no sense, there is none: see `refusal`.
    """
    if not asked_format(request):
        return None
    if answer_in_words := refusal(listing):
        return answer_in_words
    asked = {
        name: list(filter(None, listing.filterset.data.getlist(name)))
        for name in listing.filterset.filters
    }
    filters = {name: values for name, values in asked.items() if values}
    more: dict[str, Any] = {"name": name, "is_example": is_example}
    return download(request, table, listing.rows, key=listing.key, filters=filters, **more)


def answer(file: Download) -> HttpResponseBase:
    """The file in the format that its address asks for, made before any of it is sent.

    So it is of one edition and whole, its length is known, and a slow reader keeps nobody waiting.
    """
    asked = asked_format(file.request)
    if asked == XLSX and file.count() > MOST_ROWS:
        words = _("A workbook holds no more than %(most)d rows, and these are more. Ask for CSV.")
        return refused(words % {"most": MOST_ROWS})
    name = f"{file.name}-edition-{file.edition}.{asked}"
    return stored(file.request, lambda place: _write(file, asked, place), name, FORMATS[asked])


def stored(
    request: HttpRequest, write: Callable[[IO[bytes]], None], name: str, kind: str, **headers: str
) -> HttpResponseBase:
    """What is written, as a file of the name; whoever asks for its head is told without it."""
    if request.method == "HEAD":
        headers["Content-Disposition"] = str(content_disposition_header(True, name))
        # An answer of no known length: it would be taken for that of the file.
        return StreamingHttpResponse((), content_type=kind, headers=headers)
    place = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it, and so deletes it
    try:
        write(place)
    except BaseException:
        place.close()
        raise
    place.seek(0)
    return _Stored(place, as_attachment=True, filename=name, content_type=kind, headers=headers)


class _Stored(FileResponse):
    """A file that is sent in pieces that are worth it."""

    block_size = LENGTH_OF_PIECE


def _write(file: Download, asked: str, place: IO[bytes]) -> None:
    if asked == XLSX:
        write_workbook(place, file.table.name, file.table.head(), file.rows(), file.imprint)
    elif asked == "csv" and file.records is not None:
        write_csv(place, file.table, file.records, bom=file.has_bom)
    else:
        write_text(place, _text(file, asked))


def write_csv(place: IO[bytes], table: Table, records: QuerySet, *, bom: bool = False) -> None:
    """Write the table of records that the database tells by itself."""
    write_text(place, as_csv([column.name for column in table.head()], (), bom=bom))
    copy(table, records, place)


def write_text(place: IO[bytes], texts: Iterable[str]) -> None:
    """Write the texts one after another."""
    for text in texts:
        place.write(text.encode())


def _text(file: Download, asked: str) -> Iterator[str]:
    if asked == "csv":
        return as_csv(file.names, file.rows(), bom=file.has_bom)
    return as_json(file.about, file.rows()) if asked == "json" else as_json_lines(file.rows())
