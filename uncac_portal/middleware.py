"""What happens around every page."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)

from meetings.records.domain import editions, scheduling
from meetings.records.gone import Gone
from meetings.records.models import Edition
from uncac_portal.api.problems import is_api
from uncac_portal.api.variants import headers_that_matter, language_asked_for
from uncac_portal.release import RELEASE

STAFF_PAGES = "/admin/"
NOT_PUBLIC_PAGES = (STAFF_PAGES, "/static/", "/health/", "/favicon.ico")

GetResponse = Callable[[HttpRequest], HttpResponse]


def tag_of(request: HttpRequest, edition: Edition) -> str:
    """The tag of the page at the address in the edition; in the API, of the variant asked for."""
    variant = [request.headers.get(name, "") for name in headers_that_matter(request)]
    # With the moment of its raising: after a restore the same number may name another edition.
    basis = " ".join([f"{edition.raised_at} {RELEASE} {request.build_absolute_uri()}", *variant])
    return f'"{edition.number}-{hashlib.sha256(basis.encode()).hexdigest()[:24]}"'


class StaffPagesMiddleware:
    """No answer of the administration is kept or indexed by anyone, be it an error or a redirect.

    It stands first, since every other one may answer in place of the page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if f"{request.path_info}/".startswith(STAFF_PAGES):
            response.headers["Cache-Control"] = "no-store, private"
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class PathLanguageMiddleware:
    """The language of a page follows from its address alone, never from a cookie or a header.

    Django's LocaleMiddleware would ask the browser as well; a public page may not depend on that.
    A program may ask for another by a header, and the answer says that it depends on it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        of_path = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        language = language_asked_for(request) if is_api(request) else of_path
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class EditionMiddleware:
    """A public page is a function of edition and address; its tag says so.

    A request that already has the page costs one query and no view. Whatever is set to be published
    by now is published before the first request is answered that comes after its time.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(NOT_PUBLIC_PAGES):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            refused = HttpResponseNotAllowed(["GET", "HEAD"])
            return self.get_response(request) if is_api(request) else refused
        edition = scheduling.brought_up_to_date(editions.present())
        request.edition = edition.number  # type: ignore[attr-defined]
        request.edition_raised_at = edition.raised_at  # type: ignore[attr-defined]
        tag = tag_of(request, edition)
        # The tag proves that the page was answered with 200 before, and nothing has changed since.
        shown = tag in request.headers.get("If-None-Match", "")
        unchanged = get_conditional_response(request, etag=tag) if shown else None
        response = unchanged or self.get_response(request)
        if response.status_code in (200, 304):
            response.headers.setdefault("ETag", tag)  # a file has a tag of its own
            patch_cache_control(response, public=True, no_cache=True)
        else:
            # What is missing or withdrawn may come, and a symbol may yet be corrected.
            patch_cache_control(response, no_cache=True)
        if varies_on := headers_that_matter(request):
            patch_vary_headers(response, varies_on)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A withdrawn record says so."""
        return render(request, "410.html", status=410) if isinstance(exception, Gone) else None
