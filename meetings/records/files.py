"""Answers with a stored file, or with the part of it that was asked for (RFC 9110)."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*")
SHOWN_IN_BROWSERS = ("application/pdf",)


@dataclass(frozen=True)
class Stored:
    """A file in the storage, what was measured of it, and the name that a reader saves it under."""

    file: FieldFile
    sha256: str
    size: int
    since: datetime | None
    name: str

    @property
    def etag(self) -> str | None:
        """A strong tag: the same for the same bytes, and for no others."""
        return f'"{self.sha256}"' if self.sha256 else None

    @property
    def changed_at(self) -> int | None:
        """When it came into the storage, in whole seconds as HTTP has them."""
        return int(self.since.timestamp()) if self.since else None

    @property
    def headers(self) -> dict[str, str]:
        """What every answer with the file or a part of it says."""
        suffix = Path(str(self.file.name)).suffix
        kind = mimetypes.guess_type(f"file{suffix}")[0] or "application/octet-stream"
        shown = kind in SHOWN_IN_BROWSERS
        disposition = content_disposition_header(not shown, f"{self.name}{suffix}")
        headers = {
            "Content-Type": kind,
            "Content-Disposition": str(disposition),
            "Accept-Ranges": "bytes",
            "Cache-Control": "public, no-cache",  # it may be replaced or withdrawn
        }
        if self.etag:
            headers["ETag"] = self.etag
        if self.changed_at:
            headers["Last-Modified"] = http_date(self.changed_at)
        return headers


class Part:
    """So many bytes of an opened file, read piece by piece; closed with the answer."""

    def __init__(self, file: Any, length: int) -> None:
        self.file = file
        self.left = length
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (piece := self.file.read(min(CHUNK, self.left))):
            self.left -= len(piece)
            yield piece


def answer(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    """The whole file, the part that was asked for, or that the reader has it already."""
    known = get_conditional_response(
        request, stored.etag, stored.changed_at, HttpResponse(headers=stored.headers)
    )
    if known and known.status_code != 200:
        return known
    asked = _asked_part(request, stored)
    start, stop = asked or (0, stored.size)
    if start >= stop:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    headers = stored.headers | {"Content-Length": str(stop - start)}
    if request.method == "HEAD":
        _opened_at(stored.file, start, stop).close()  # or the storage has lost it
        return HttpResponse(headers=headers)
    if asked:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.size}"
    part = Part(_opened_at(stored.file, start, stop), stop - start)
    return StreamingHttpResponse(part, status=206 if asked else 200, headers=headers)


def _asked_part(request: HttpRequest, stored: Stored) -> tuple[int, int] | None:
    """First byte and end of the one range that is asked for; None: the whole file is."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    only_if = request.headers.get("If-Range")
    current = (None, stored.etag, stored.headers.get("Last-Modified"))
    if request.method != "GET" or not asked or only_if not in current:
        return None
    first, last = asked.groups()
    if not first:
        return (max(stored.size - int(last), 0), stored.size) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, stored.size) if last else stored.size


def _opened_at(file: FieldFile, start: int, stop: int) -> Any:
    """The file, opened at the place; from a storage elsewhere comes no more than is asked for."""
    if hasattr(file.storage, "open_part"):
        return file.storage.open_part(file.name, start, stop)
    opened = file.storage.open(str(file.name))
    opened.seek(start)
    return opened
