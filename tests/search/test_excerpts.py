"""The passage that answers a search, with what was found marked, whatever the text holds."""

import re

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from meetings.records.domain.languages import LocalText
from uncac_portal.search import excerpts
from uncac_portal.search.analyzer import tokens
from uncac_portal.search.excerpts import WIDTH, found_in, marked, passage, together
from uncac_portal.search.queries import parse

WORDS = "Lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod " * 10


def shown(text: str, query: str, language: str = "en") -> str:
    """The passage of the text that answers the query."""
    return passage(text, together(found_in(LocalText(text, language), parse(query).terms)))


def in_brackets(excerpt: str) -> str:
    """The excerpt with what is marked in brackets."""
    return excerpt.replace("<mark>", "[").replace("</mark>", "]")


@pytest.mark.parametrize(
    ("language", "text", "query", "expected"),
    [
        ("en", "Recoveries of assets", "asset recovery", "[Recoveries] of [assets]"),
        ("en", "Assets and asset-holders", '"asset"', "Assets and [asset]-holders"),
        ("en", "Recovery and recourse", "reco*", "[Recovery] and [recourse]"),
        (
            "en",
            "Technical assistance, technical",
            '"technical assistance"',
            "[Technical assistance], technical",
        ),
        ("en", "See CAC/COSP/WG.2/2018/3", "WG.2/2018", "See CAC/COSP/[WG.2/2018]/3"),
        ("en", "Bribery or fraud", "fraud OR bribery", "[Bribery] or [fraud]"),
        ("en", "Bribery, no fraud", "bribery -fraud", "[Bribery], no fraud"),
        ("vi", "Thu hồi tài sản", "tai san", "Thu hồi [tài] [sản]"),
        ("ru", "о возвращении активов", "возвращение", "о [возвращении] активов"),
        ("ar", "استرداد الأصول", "الاصول", "استرداد [الأصول]"),
        ("zh-hans", "联合国反腐败公约", "反腐败", "联合国[反腐败]公约"),
    ],
)
def test_what_was_found_is_marked_by_the_rules_of_the_search(language, text, query, expected):
    assert in_brackets(shown(text, query, language)) == expected


def test_a_long_text_is_cut_around_what_was_found_between_words():
    text = f"{WORDS}asset recovery {WORDS}"
    excerpt = shown(text, "asset recovery")
    plain = re.sub("</?mark>", "", excerpt)
    assert "<mark>asset</mark> <mark>recovery</mark>" in excerpt
    assert plain.startswith("… ")
    assert plain.endswith(" …")
    assert f" {plain.strip('… ')} " in text
    assert WIDTH - 20 <= len(plain) <= WIDTH + 30


def test_the_passage_with_most_of_what_was_found_is_shown():
    excerpt = shown(f"An asset. {WORDS}The recovery of assets.", "asset recovery")
    assert excerpt.endswith("The <mark>recovery</mark> of <mark>assets</mark>.")


def test_the_beginning_is_shown_where_nothing_was_found():
    assert shown(WORDS, "nothing").startswith("Lorem ipsum dolor")


def test_no_markup_of_text_or_query_is_markup_of_the_page():
    text = 'An <b onclick="x()">asset</b> & <mark>more</mark>'
    assert shown(text, "<b> asset </mark>") == (
        "An &lt;<mark>b</mark> onclick=&quot;x()&quot;&gt;<mark>asset</mark>&lt;/<mark>b</mark>&gt;"
        " &amp; &lt;<mark>mark</mark>&gt;more&lt;/<mark>mark</mark>&gt;"
    )


def test_a_text_is_read_once_however_much_is_looked_for(monkeypatch):
    read = []
    monkeypatch.setattr(excerpts, "tokens", lambda text: read.append(text) or tokens(text))
    found = found_in(LocalText(WORDS, "en"), parse("lorem ipsum dol* sit -amet elitr").terms)
    assert (list(map(len, found)), len(read)) == ([10, 10, 10, 10, 10], 1)


@given(text=st.text(), query=st.text(max_size=30))
def test_a_marked_text_is_the_text_whatever_is_looked_for(text, query):
    spans = together(found_in(LocalText(text, "en"), parse(query).terms))
    assert re.sub("</?mark>", "", marked(text, spans)) == escape(text)
