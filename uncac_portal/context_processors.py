"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
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
        "in_languages": lambda: [
            (code, request.build_absolute_uri(translate_url(request.path, code)))
            for code in SITE_LANGUAGES
        ],
        "address_query": asked,  # so that a list in another language keeps its filters and its page
        "footnotes": Footnotes(),
    }
