"""In which language and form an address is answered, where its readers may choose."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.negotiation import DefaultContentNegotiation

from uncac_portal.api.parameters import value_of
from uncac_portal.api.problems import Mistake, Misunderstood, is_api
from uncac_portal.languages import SITE_LANGUAGES

LANGUAGE, FORMAT = "lang", "format"


def language_asked_for(request: HttpRequest) -> str:
    """`?lang=fr`, else the first language that the browser accepts and the portal has."""
    asked = value_of(request.GET, LANGUAGE)
    if asked:
        return asked if asked in SITE_LANGUAGES else settings.LANGUAGE_CODE
    for accepted, _priority in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(accepted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def headers_that_matter(request: HttpRequest) -> list[str]:
    """The headers, beside the address, on which the answer depends: none for a page."""
    if not is_api(request):
        return []
    chosen_by = {"Accept": FORMAT, "Accept-Language": LANGUAGE}
    return [
        header for header, parameter in chosen_by.items() if not value_of(request.GET, parameter)
    ]


class Negotiation(DefaultContentNegotiation):
    """`?format=csv` decides alone; without it, the Accept header does."""

    def select_renderer(
        self, request: Any, renderers: list[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        asked = value_of(request.query_params, FORMAT)
        if not asked:
            return super().select_renderer(request, renderers, format_suffix)
        for renderer in renderers:
            if renderer.format == asked:
                return renderer, renderer.media_type
        allowed = tuple(renderer.format for renderer in renderers)
        raise Misunderstood(Mistake(FORMAT, f"“{asked[:50]}”", allowed))
