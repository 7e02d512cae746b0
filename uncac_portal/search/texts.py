"""The texts of records in all their languages."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.db.models import Choices, Model
from django.utils import translation
from django.utils.translation import to_locale
from modeltranslation.utils import build_localized_fieldname

from uncac_portal.search.analyzer import Text

LANGUAGES = [language for language, _name in settings.LANGUAGES]


def nothing(_record: Any) -> Iterator[Text]:
    """No texts."""
    return iter(())


def no_day(_record: Any) -> None:
    """No day."""


def plain(*texts: str) -> Iterator[Text]:
    """Texts that are the same in every language: codes, symbols, short names."""
    return (Text(text) for text in texts if text)


def written(record: Model, *fields: str) -> Iterator[Text]:
    """The record's own texts, in every language that has them."""
    for field in fields:
        for language, column in _columns(field):
            if text := getattr(record, column):
                yield Text(text, language)


@cache
def _columns(field: str) -> list[tuple[str, str]]:
    """Each language and the column in which the field is in it."""
    return [(language, build_localized_fieldname(field, language)) for language in LANGUAGES]


def said(words: Callable[[], str]) -> Iterator[Text]:
    """Words of the portal itself, as each language says them; English once where they are not."""
    english = ""
    for language in LANGUAGES:
        with translation.override(language):
            text = words()
        english = english or text
        if language == settings.LANGUAGE_CODE or text != english:
            yield Text(text, language)


@lru_cache(maxsize=200)
def label(choice: Choices) -> tuple[Text, ...]:
    """What a value is called, in every language."""
    return tuple(said(lambda: str(choice.label)))


@lru_cache(maxsize=300)
def everyday_names(country: str) -> tuple[Text, ...]:
    """What people call a country that the record calls otherwise: Vietnam, Russia, Laos."""
    locales = ((language, Locale.parse(to_locale(language))) for language in LANGUAGES)
    names = ((locale.territories.get(country), language) for language, locale in locales)
    return tuple(Text(name, language) for name, language in names if name)
