"""A public page as it will be: made by its own view after everything it waits for was published.

It is published in a transaction that is always rolled back, so nobody else ever sees it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import get_resolver, resolve
from django.utils import translation

from meetings.records.access import within_reach
from meetings.records.domain import editions
from meetings.records.domain.publication import move
from meetings.records.enums import Level, Status
from meetings.records.gone import Gone
from meetings.records.models import Publishable

# Addresses that are no pages, or that a program asks by itself.
NOT_SHOWN = (
    *("/admin/", "/api/", "/static/", "/health/", "/data/uncac-meetings."),
    *("/service-worker.js", "/robots.txt", "/sitemap.xml", "/favicon.ico"),
)
ABOUT_THE_ASKER = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_", "HTTP_RANGE", "HTTP_HX_")


def is_shown(address: str) -> bool:
    """Whether the address can be a page of the portal, or a file that goes with one."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a bracket that is never closed
        return False
    is_own = not parts.scheme and not parts.netloc and address.startswith("/")
    return is_own and not unquote(parts.path).startswith(NOT_SHOWN)


@contextmanager
def as_if_published(record: Publishable, parts: Iterable[str], *, by: Any) -> Iterator[None]:
    """A block in which these statuses of the record are published, and the convening that it needs.

    Not the convening of others that `by` may not see. Nothing of it remains.
    """
    with transaction.atomic():
        try:
            with editions.raised_once():
                _publish(record, parts)
                for convening in within_reach(_convenings_of(record), by, Level.VIEWER):
                    _publish(convening, ["status"])
            yield
        finally:
            transaction.set_rollback(True)


def page_at(request: HttpRequest, address: str) -> HttpResponse:
    """What anybody would be answered at the address, read to the end.

    Raises Http404 if no page of the portal can be there.
    """
    if not is_shown(address):
        raise Http404
    asked = _asked_by_anybody(request, address)
    language = translation.get_language_from_path(asked.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        asked.LANGUAGE_CODE = language
        return _read(_answer(asked), language)


def _publish(record: Publishable, parts: Iterable[str]) -> None:
    for part in parts:
        if getattr(record, part) != Status.PUBLISHED:
            move(copy(record), part, Status.PUBLISHED)  # the caller's keeps what is on record


def _convenings_of(record: Publishable) -> QuerySet[Any]:
    """The convenings without which the record is not public, whatever its own status is."""
    path = type(record)._default_manager.all().convening_path
    if path in (None, "pk"):
        return type(record)._default_manager.none()
    kind: Any = type(record)
    for name in path.split("__"):
        kind = kind._meta.get_field(name).related_model
    needed = type(record)._default_manager.filter(pk=record.pk).values(path)
    return kind._default_manager.filter(pk__in=needed).order_by("pk")


def _asked_by_anybody(request: HttpRequest, address: str) -> WSGIRequest:
    parts = urlsplit(address)
    meta = {name: text for name, text in request.META.items() if not _tells(name)}
    meta |= {
        "REQUEST_METHOD": "GET",
        # As a server hands it on: the bytes of the path, one by one.
        "PATH_INFO": unquote(parts.path).encode(errors="replace").decode("latin-1"),
        "QUERY_STRING": parts.query,
        "CONTENT_LENGTH": "0",
        "wsgi.input": BytesIO(),
    }
    asked = WSGIRequest(meta)
    edition = editions.present()
    asked.user = AnonymousUser()
    asked.edition = edition.number  # type: ignore[attr-defined]
    asked.edition_raised_at = edition.raised_at  # type: ignore[attr-defined]
    return asked


def _tells(name: str) -> bool:
    return name.startswith(ABOUT_THE_ASKER)


def _answer(asked: WSGIRequest) -> HttpResponseBase:
    try:
        asked.resolver_match = match = resolve(asked.path_info)
        return match.func(asked, *match.args, **match.kwargs)
    except Gone:
        return render(asked, "410.html", status=410)
    except Http404 as missing:
        return _error(404, asked, missing)
    except (BadRequest, SuspiciousOperation) as nonsense:
        return _error(400, asked, nonsense)


def _error(status: int, asked: WSGIRequest, error: Exception) -> HttpResponse:
    page: Any = get_resolver().resolve_error_handler(status)
    return page(asked, exception=error)


def _read(answer: Any, language: str) -> HttpResponse:
    """The answer with all that it would have sent bit by bit."""
    if hasattr(answer, "render"):
        answer.render()
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for close in getattr(answer, "_resource_closers", ()):
        close()
    page = HttpResponse(content, status=answer.status_code)
    for name in ("Content-Type", "Content-Disposition", "Location"):
        if name in answer.headers:
            page.headers[name] = answer.headers[name]
    page.headers["Content-Language"] = language
    return page
