"""What of a text is compared with what of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncac_portal.search.analyzer import END_OF_TEXT, Text, analyse, forms, key_of, tokens, words
from uncac_portal.search.folding import fold

FOLDED = {
    "Tài sản": "tai san",
    "Đánh giá": "danh gia",
    "ĐÁNH": "danh",
    "e\u0301tat": "etat",
    "Œuvre, Łódź, Ærø": "oeuvre, lodz, aero",
    "Straße": "strasse",
    "İstanbul": "istanbul",
    "Ёлка": "елка",
    "и\u0306од": "йод",
    "أإآٱا": "ااااا",
    "اتفاقية": "اتفاقيه",
    "مُكَافَحَة": "مكافحه",
    "مـــوجودات": "موجودات",
    "مستوى": "مستوي",
    "مسؤول": "مسوول",
    "٢٠٢١": "2021",
    "ＣＡＣ／ＣＯＳＰ": "cac/cosp",
    "co\u00adoperation": "cooperation",
}


@pytest.mark.parametrize("text", FOLDED)
def test_letters_are_compared_without_their_dress(text):
    assert fold(text) == FOLDED[text]


def test_a_symbol_is_found_by_its_parts():
    assert words("CAC/COSP/WG.2/2018/2") == ["cac", "cosp", "wg", "2", "2018", "2"]


@pytest.mark.parametrize(
    ("written", "word"),
    [(text, "12") for text in ["12th", "12TH", "12e", "12ème", "12º", "12ª", "12"]]
    + [("1st", "1"), ("2nd", "2"), ("3rd", "3"), ("1er", "1"), ("1re", "1")]
    + [("4a", "4a"), ("12o", "12o"), ("2021e", "2021e"), ("th", "th")],
)
def test_an_ordinal_in_figures_is_its_number(written, word):
    assert words(f"the {written} session") == ["the", word, "session"]


def test_chinese_comes_by_two_characters_and_the_last_alone():
    assert words("资产追回，2021") == ["资产", "产追", "追回", "回", "2021"]


def test_each_word_knows_where_it_stood():
    text = "L’État des Réunions 资产"
    found = [(token.word, text[token.start : token.end]) for token in tokens(text)]
    assert found == [
        ("l", "L"),
        ("etat", "État"),
        ("des", "des"),
        ("reunions", "Réunions"),
        ("资产", "资产"),
        ("产", "产"),
    ]


ALIKE = {
    "en": [("meetings", "meeting"), ("assets", "asset"), ("parties", "party")],
    "fr": [("réunions", "réunion"), ("états", "etat"), ("recouvrements", "recouvrement")],
    "es": [("reuniones", "reunion"), ("activos", "activo"), ("recuperaciones", "recuperacion")],
    "ru": [("активов", "активы"), ("конвенции", "конвенция"), ("возвращению", "возвращение")],
    "ar": [("الاتفاقية", "اتفاقيه"), ("الموجودات", "الموجود"), ("المسؤولية", "مسوولية")],
}


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [(language, *pair) for language, pairs in ALIKE.items() for pair in pairs],
)
def test_endings_do_not_matter(language, written, asked):
    [indexed, _end] = analyse([Text(written, language)])
    assert set(indexed.stems) & set(forms(fold(asked), asked))


def test_no_phrase_runs_from_one_text_into_the_next():
    analysed = analyse([Text("asset"), Text("recovery", "en"), Text("asset")])
    assert [place.word for place in analysed] == ["asset", "", "recovery", ""]
    assert analysed[1] is END_OF_TEXT


def test_a_name_is_compared_by_its_words():
    assert key_of("  The “Asset-Recovery” Initiative ") == "the asset recovery initiative"


@given(st.text())
def test_whatever_is_written_words_stand_where_they_say(text):
    places = [(token.start, token.end) for token in tokens(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert all("_" not in word and " " not in word and word for word in words(text))
