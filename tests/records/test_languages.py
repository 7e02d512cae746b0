"""Text in the language of the page, or visibly in another."""

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from meetings.records.domain.languages import (
    LocalText,
    alphabetical,
    direction_of,
    language_name,
    marked_up,
    other_texts,
    text_of,
)
from tests.factories import ConveningFactory, SessionFactory
from tests.support.html import parse, read

SIX = {
    "city_en": "Vienna",
    "city_fr": "Vienne",
    "city_es": "Viena",
    "city_ar": "فيينا",
    "city_zh_hans": "维也纳",
    "city_ru": "Вена",
}


def city(**texts):
    with override("en"):
        return ConveningFactory.build(**{"city": texts.get("city_en", ""), **texts})


def printed(convening, field, language):
    with override(language):
        template = Template("{% load records %}{% text record field %}")
        return template.render(Context({"record": convening, "field": field}))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Vienna"),
        ("fr", "Vienne"),
        ("es", "Viena"),
        ("ar", "فيينا"),
        ("zh-hans", "维也纳"),
        ("ru", "Вена"),
    ],
)
def test_a_text_is_said_in_the_language_of_the_page(language, said):
    with override(language):
        assert text_of(city(**SIX), "city") == LocalText(said, language)
    assert printed(city(**SIX), "city", language) == said


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"city_en": "Vienna", "city_fr": "Vienne"}, LocalText("Vienna", "en")),
        ({"city_fr": "Vienne", "city_ar": "فيينا"}, LocalText("Vienne", "fr")),
        ({"city_ar": "فيينا", "city_zh_hans": "维也纳"}, LocalText("فيينا", "ar")),
        ({"city_en": "", "city_zh_hans": "维也纳"}, LocalText("维也纳", "zh-hans")),
    ],
)
def test_what_the_language_of_the_page_lacks_is_said_in_another(texts, found):
    with override("vi"):
        assert text_of(city(**texts), "city") == found


def test_what_no_language_has_is_empty_and_in_the_language_of_the_page():
    with override("ru"):
        assert text_of(city(), "city") == LocalText("", "ru")
    assert printed(city(), "city", "ru") == ""


def test_a_text_in_another_language_says_in_which_and_which_way_it_runs():
    arabic = city(city_ar="فيينا")
    span = parse(printed(arabic, "city", "fr")).one("span")
    assert (span["lang"], span["dir"], span.text) == ("ar", "rtl", "فيينا")
    english = city(city_en="Vienna")
    span = parse(printed(english, "city", "ar")).one("span")
    assert (span["lang"], span["dir"], span.text) == ("en", "ltr", "Vienna")


def test_a_text_is_never_markup():
    evil = LocalText("<b>Vienna</b> & more", "en")
    assert marked_up(evil) == "&lt;b&gt;Vienna&lt;/b&gt; &amp; more"
    with override("fr"):
        assert parse(marked_up(evil)).one("span").text == "<b>Vienna</b> & more"


def test_the_texts_in_other_languages_are_listed_without_the_one_that_is_shown():
    with override("fr"):
        others = other_texts(city(**SIX), "city")
    assert [other.language for other in others] == ["en", "es", "ar", "zh-hans", "ru"]
    with override("vi"):  # English stands in for it
        assert other_texts(city(city_en="Vienna", city_fr="Vienne"), "city") == [
            LocalText("Vienne", "fr")
        ]
    assert other_texts(city(city_en="Vienna"), "city") == []


@pytest.mark.parametrize(
    ("code", "direction"),
    [
        ("ar", "rtl"),
        ("ar-eg", "rtl"),
        ("he", "rtl"),
        ("en", "ltr"),
        ("zh-hans", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_runs_its_way(code, direction):
    assert direction_of(code) == direction


def test_a_language_has_a_name_and_an_unknown_one_its_code():
    names = [language_name(code) for code in ("en", "zh-hans", "de", "xx-unknown")]
    assert names == ["English", "Chinese", "German", "xx-unknown"]


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["Zambia", "Éthiopie", "Estonie", "Đan Mạch", "Cuba"], ["Cuba", "Đan Mạch"]),
        (["vanuatu", "Uganda", "Türkiye", "Turks"], ["Türkiye", "Turks", "Uganda", "vanuatu"]),
    ],
)
def test_names_are_sorted_as_a_reader_expects(names, first):
    assert sorted(names, key=alphabetical)[: len(first)] == first


@given(text=st.text())
def test_any_name_can_be_sorted_and_case_does_not_matter(text):
    assert alphabetical(text) == alphabetical(text.casefold())


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["/fr", "/ar", "/vi"])
def test_a_page_marks_every_text_that_is_not_in_its_language(prefix, client):
    session = SessionFactory(
        convening__venue="Vienna International Centre",
        convening__venue_ru="Венский международный центр",
        convening__note_ar="ملاحظة",
        convening__note_en="",
    )
    page = read(client, prefix + session.convening.get_absolute_url())
    spans = page.content.all("span", class_="other-language")
    marked = {(span.text, span["lang"], span["dir"]) for span in spans}
    assert ("Vienna International Centre", "en", "ltr") in marked
    note = ("ملاحظة", "ar", "rtl")
    assert (note in marked) is (prefix != "/ar")
    assert "ملاحظة" in page.content.text
