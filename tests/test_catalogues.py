"""Every sentence of the site is translated into every language that it is offered in."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

FOLDER = Path(settings.LOCALE_PATHS[0])
LANGUAGES = [to_locale(code) for code, _name in settings.LANGUAGES if code != "en"]
NAMED = re.compile(r"%\((\w+)\)[sd]")


def messages_of(language):
    with (FOLDER / language / "LC_MESSAGES" / "django.po").open("rb") as texts:
        return [message for message in read_po(texts, locale=language) if message.id]


def as_list(texts):
    return list(texts) if isinstance(texts, (list, tuple)) else [texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_or_in_doubt(language):
    unfinished = [
        message.id
        for message in messages_of(language)
        if message.fuzzy or not all(as_list(message.string))
    ]
    assert unfinished == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_asks_for_a_value_that_the_page_does_not_give(language):
    # A plural form that says the number in words, as Arabic does for two, may leave it out.
    invented = {
        message.id: text
        for message in messages_of(language)
        for text in as_list(message.string)
        if set(NAMED.findall(text)) - set(NAMED.findall("".join(as_list(message.id))))
    }
    assert invented == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_of_one_form_gives_every_value(language):
    lost = {
        message.id: message.string
        for message in messages_of(language)
        if isinstance(message.id, str)
        and set(NAMED.findall(message.id)) != set(NAMED.findall(message.string))
    }
    assert lost == {}


def test_the_catalogues_hold_the_same_messages():
    english = {(m.context, str(m.id)) for m in messages_of(LANGUAGES[0])}
    for language in LANGUAGES[1:]:
        assert {(m.context, str(m.id)) for m in messages_of(language)} == english
