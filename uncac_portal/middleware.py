"""What happens around every page."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, connections
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from meetings.records.domain import editions, scheduling
from meetings.records.domain.snapshots import one_edition
from meetings.records.gone import Gone
from meetings.records.models import Edition
from uncac_portal import replicas
from uncac_portal.api.problems import is_api
from uncac_portal.api.throttles import AddressThrottle
from uncac_portal.api.variants import headers_that_matter, language_asked_for
from uncac_portal.edition_cache.answers import Answer
from uncac_portal.edition_cache.codings import chosen_by
from uncac_portal.edition_cache.once import Turns
from uncac_portal.edition_cache.store import Store
from uncac_portal.release import RELEASE

STAFF_PAGES = "/admin/"
NOT_PUBLIC_PAGES = (STAFF_PAGES, "/static/", "/health/", "/favicon.ico")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def present_edition() -> Edition:
    """The present edition, over a connection that may have broken since it was last used.

    The question shows whether it has, so no other need be asked before it just for that.
    """
    connection: Any = connections[replicas.alias()]
    if connection.in_atomic_block:
        return editions.present()
    connection.health_check_done = True
    try:
        return editions.present()
    except (DatabaseError, InterfaceError):
        connection.close()
        return editions.present()


def tag_of(request: HttpRequest, edition: Edition) -> str:
    """The tag of the page at the address in the edition; in the API, of the variant asked for.

    It is weak: it stands for the page in whatever coding it travels. Raises DisallowedHost.
    """
    variant = [request.headers.get(name, "") for name in headers_that_matter(request)]
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    # With the moment of its raising: after a restore the same number may name another edition.
    basis = " ".join([f"{edition.raised_at} {RELEASE} {address}", *variant])
    return f'W/"{edition.number}-{hashlib.sha256(basis.encode()).hexdigest()[:24]}"'


def say_what_it_is_of(request: HttpRequest, response: HttpResponseBase, tag: str) -> None:
    """Bear the tag, and say for how long and for whom the answer may be kept."""
    varies_on = headers_that_matter(request)
    if response.status_code in (200, 304):
        patch_cache_control(response, public=True, no_cache=True)
        if "ETag" not in response.headers:  # a file has a tag of its own, and one coding
            response.headers["ETag"] = tag
            varies_on = [*varies_on, "Accept-Encoding"]
    else:
        # What is missing or withdrawn may come, and a symbol may yet be corrected.
        patch_cache_control(response, no_cache=True)
    if varies_on:
        patch_vary_headers(response, varies_on)


def sent_again(request: HttpRequest, answer: Answer) -> HttpResponse | None:
    """A kept answer; None for a program that has asked too often, which the API then says itself.

    Its own count goes with it.
    """
    response = answer.response(request)
    if is_api(request):
        throttle = AddressThrottle()
        if not throttle.allow_request(request, None):
            return None
        for name, value in throttle.headers.items():
            response.headers[name] = value
    return response


class StaffPagesMiddleware:
    """No answer of the administration is kept or indexed by anyone, be it an error or a redirect.

    It stands first, since every other one may answer in place of the page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
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

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        of_path = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        language = language_asked_for(request) if is_api(request) else of_path
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class EditionMiddleware:
    """A public page is a function of edition and address; its tag says so, and it is kept by it.

    A request that already has the page, or asks for one that is kept, costs one query and no view.
    Whatever is set to be published by now is published before the first request is answered that
    comes after its time.

    Pages are compressed here, and only they: a public page has nothing secret in it, no token and
    nothing of who asks, so that nobody can find out anything by its length (BREACH).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.store = Store()
        self.turns = Turns()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(NOT_PUBLIC_PAGES):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            refused = HttpResponseNotAllowed(["GET", "HEAD"])
            return self.get_response(request) if is_api(request) else refused
        return replicas.read(partial(self.page, request))

    def page(self, request: HttpRequest) -> HttpResponseBase:
        """The page in the present edition: that the reader has it already, as kept, or computed."""
        edition = present_edition()
        if scheduling.is_due(edition):
            replicas.go_past()
            edition = scheduling.brought_up_to_date(edition)
        try:
            tag = tag_of(request, edition)
        except DisallowedHost:
            return self.get_response(request)  # which refuses it as it does everything
        # The tag proves that the page was answered with 200 before, and nothing has changed since.
        if tag.removeprefix("W/") in request.META.get("HTTP_IF_NONE_MATCH", ""):
            unchanged = HttpResponseNotModified()
            say_what_it_is_of(request, unchanged, tag)
            return unchanged
        coding = chosen_by(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        return self.kept(request, tag, coding) or self.computed_once(request, edition, tag, coding)

    def kept(self, request: HttpRequest, tag: str, coding: str) -> HttpResponse | None:
        """The page as it was sent before; None if it is not kept, or not for this reader now."""
        answer = self.store.get(tag, coding)
        return sent_again(request, answer) if answer else None

    def computed_once(
        self, request: HttpRequest, edition: Edition, tag: str, coding: str
    ) -> HttpResponseBase:
        """The page as another request computes it at this moment, or as this one does for all."""
        if request.method == "HEAD":
            return self.computed(request, edition, coding)[0]
        with self.turns.take(tag) as turn:
            awaited = turn.awaited()
            answer = self.store.get(tag, coding) or (awaited and awaited.coded(coding))
            if answer and (response := sent_again(request, answer)):
                return response
            computed, answer = self.computed(request, edition, coding)
            turn.told(answer)
            return computed

    def computed(
        self, request: HttpRequest, seen: Edition, coding: str
    ) -> tuple[HttpResponseBase, Answer | None]:
        """The page, of one edition though others write meanwhile, and what is kept of it."""
        with one_edition(seen=seen) as edition:
            request.edition = edition.number  # type: ignore[attr-defined]
            request.edition_raised_at = edition.raised_at  # type: ignore[attr-defined]
            response: Any = replicas.found(self.get_response(request))
        tag = tag_of(request, edition)
        say_what_it_is_of(request, response, tag)
        answer = Answer.of(response)
        if answer is None or response.headers["ETag"] != tag:
            return response, None
        is_kept = request.method == "GET"
        sent = self.store.put(edition, tag, answer, coding) if is_kept else answer.coded(coding)
        sent.put_into(response)
        return response, answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A withdrawn record says so; what a replica fails to give is found elsewhere."""
        if isinstance(exception, Gone):
            return render(request, "410.html", status=410)
        return replicas.not_found_because(exception)
