"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from meetings.records.domain.footnotes import Footnotes
from meetings.records.domain.languages import direction_of
from uncac_portal.languages import OPEN_GRAPH_LOCALES, SITE_LANGUAGES


def portal(request: HttpRequest) -> dict[str, Any]:
    """Edition, languages and the page's own address; nothing here asks the database."""
    language = get_language() or settings.LANGUAGE_CODE
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "edition": getattr(request, "edition", None),
        "language_direction": direction_of(language),
        "open_graph_locale": OPEN_GRAPH_LOCALES[language],
        "canonical": request.build_absolute_uri(request.path),
        "in_languages": SimpleLazyObject(lambda: _in_languages(request, language)),
        "address_query": asked,  # so that a list in another language keeps its filters and its page
        "footnotes": Footnotes(),
    }


def _in_languages(request: HttpRequest, language: str) -> list[tuple[str, str]]:
    """The address of the page in each language: it differs only in what leads it, if at all."""
    home = request.build_absolute_uri("/")[:-1]
    other = next(code for code in SITE_LANGUAGES if code != language)
    in_other = translate_url(request.path, other)
    if in_other == request.path:
        return [(code, f"{home}{iri_to_uri(in_other)}") for code in SITE_LANGUAGES]
    bare = iri_to_uri(in_other.removeprefix(_prefix(other)))
    return [(code, f"{home}{_prefix(code)}{bare}") for code in SITE_LANGUAGES]


def _prefix(language: str) -> str:
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"
