"""Text in the language of the page, or visibly in another."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Model
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from modeltranslation.utils import build_localized_fieldname

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


@dataclass(frozen=True)
class LocalText:
    """A text and the language that it is in."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, for the `dir` attribute."""
        return direction_of(self.language)


def direction_of(language: str) -> str:
    """In which direction the language is written: `rtl` or `ltr`."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def text_of(record: Model, field: str) -> LocalText:
    """The record's text in the language of the page, else in the first language that has it."""
    page_language = get_language() or settings.LANGUAGE_CODE
    for language, column in _columns(field, page_language):
        if text := getattr(record, column):
            return LocalText(text, language)
    return LocalText("", page_language)


@cache
def _columns(field: str, page_language: str) -> list[tuple[str, str]]:
    """Where to look for a text, in order: each language once, with its column."""
    languages = dict.fromkeys([page_language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES])
    return [(language, build_localized_fieldname(field, language)) for language in languages]


def marked_up(local: LocalText) -> SafeString:
    """The text, marked with its language and direction where that is not the page's."""
    if local.language == get_language():
        return conditional_escape(local.text)
    return format_html(
        '<span class="other-language" lang="{}" dir="{}">{}</span>',
        local.language,
        local.direction,
        local.text,
    )


def other_texts(record: Model, field: str) -> list[LocalText]:
    """The record's text in every other language that has it."""
    shown = text_of(record, field).language
    texts = (
        LocalText(getattr(record, column) or "", language)
        for language, column in _every_column(field)
        if language != shown
    )
    return [text for text in texts if text.text]


@cache
def _every_column(field: str) -> list[tuple[str, str]]:
    """Every language with the column of the text in it."""
    return [(code, build_localized_fieldname(field, code)) for code, _name in settings.LANGUAGES]


def language_name(code: str) -> str:
    """The language's name in the language of the page; the code itself if Django has no name."""
    names = dict(settings.LANGUAGES)
    if code in names:
        return str(names[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def alphabetical(text: str) -> str:
    """A key that sorts names as a reader expects: É beside E, Đ beside D, capitals no matter."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
