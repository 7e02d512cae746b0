"""Feeds of whatever is written: they stay XML."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from hypothesis import example, given
from hypothesis import strategies as st

from meetings.records.characters import on_one_line, readable
from meetings.records.feeds import Entry, feed_response
from tests.support.feeds import ATOM

MOMENT = datetime(2021, 9, 1, 12, tzinfo=UTC)
EVERY_SIGN = "".join(map(chr, range(0x110000)))


def read(title, summary):
    """Title of the feed, and what its one entry says."""
    entry = Entry("document 1", f"a{title}", "/documents/1/", MOMENT, f"a{summary}")
    request = RequestFactory().get("/documents/changes.atom")
    response = feed_response(request, title=title, page="/documents/", entries=[entry])
    root = ElementTree.fromstring(response.content)
    paths = (f"{ATOM}title", f"{ATOM}entry/{ATOM}title", f"{ATOM}entry/{ATOM}summary")
    return [root.findtext(path) for path in paths]


@given(st.text(), st.text())
@example("A\x0bform\x1ffeed\r\nhere", "\x00\x85\ud800\ufffe\uffff")
@example(EVERY_SIGN, "]]>&<")
def test_a_feed_can_be_read_whatever_a_text_says(title, summary):
    assert read(title, summary) == [
        f"Changes: {on_one_line(title)}",
        on_one_line(f"a{title}"),
        on_one_line(f"a{summary}"),
    ]


@pytest.mark.parametrize(
    ("text", "read", "line"),
    [
        ("", "", ""),
        ("one\r\n\ttwo", "one\r\n\ttwo", "one two"),
        ("one\x0b\x00two\ufffe", "one  two ", "one two "),
        ("«\u00a0Ж\u202f»\u200f\U0010ffff", "«\u00a0Ж\u202f»\u200f\U0010ffff", None),
    ],
)
def test_signs_that_are_no_letters_become_spaces(text, read, line):
    assert readable(text) == read
    assert on_one_line(text) == (read if line is None else line)
