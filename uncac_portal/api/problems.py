"""What went wrong, as problem documents (RFC 9457)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions

from meetings.records.gone import Gone
from meetings.records.keysets import UnreadableCursor

CONTENT_TYPE = "application/problem+json"
MOST_MISTAKES = 20
PREFIX = "/api/"
# How the API describes what it answers with then.
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457)",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "maxItems": MOST_MISTAKES,
            "items": {
                "type": "object",
                "required": ["parameter", "detail", "allowed"],
                "properties": {
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
    "example": {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "Some parameters make no sense. “errors” says which, and what is allowed.",
        "instance": "/api/v1/sessions/",
        "errors": [{"parameter": "page_size", "detail": "0", "allowed": ["1–500"]}],
    },
}


@dataclass(frozen=True)
class Mistake:
    """One parameter that cannot be understood, and what would be."""

    parameter: str
    detail: str
    allowed: tuple[str, ...] = ()


class Misunderstood(Exception):
    """The address asks for something that makes no sense."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks: its errors are problem documents, not pages."""
    return request.path_info.startswith(PREFIX)


def problem(
    request: HttpRequest,
    status: int,
    detail: Any = "",
    *,
    mistakes: Iterable[Mistake] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The problem document of a status."""
    errors = [asdict(mistake) for mistake in mistakes][:MOST_MISTAKES]
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail) or HTTPStatus(status).description,
        "instance": request.path,
    }
    if errors:
        body["errors"] = errors
    options = {"ensure_ascii": False}
    return JsonResponse(
        body,
        status=status,
        content_type=CONTENT_TYPE,
        headers=headers,
        json_dumps_params=options,
    )


def problem_of(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The problem document for what a view raised; None leaves it to the error page of the site."""
    request = context["request"]
    match error:
        case UnreadableCursor():
            words = _("This cursor is of no page of this list in this order")
            return problem_of(Misunderstood(Mistake("cursor", words)), context)
        case Misunderstood():
            detail = _("Some parameters make no sense. “errors” says which, and what is allowed.")
            return problem(request, 400, detail, mistakes=error.mistakes)
        case SuspiciousOperation():
            return problem(request, 400)
        case Gone():
            return problem(request, 410, _("The record was public once and has been withdrawn."))
        case Http404() | PermissionDenied():
            return problem(request, 404, _("There is no such record."))
        case exceptions.Throttled():
            wait = {"Retry-After": str(math.ceil(error.wait or 1))}
            return problem(request, 429, _("Too many requests from this address."), headers=wait)
        case exceptions.APIException():
            return problem(request, error.status_code, error.detail)
    return None
