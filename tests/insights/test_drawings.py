"""Drawings are plain SVG without script or style, the same each time, whole in every language."""

import re
import struct
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from meetings.records.models import Edition
from tests.insights.worlds import ChartWorld
from tests.support.golden import check_golden
from uncac_portal.insights.kit.bars import Bar, Part, bars
from uncac_portal.insights.kit.drawing import Canvas
from uncac_portal.insights.kit.texts import lines_of, width_of
from uncac_portal.insights.registry import CHARTS

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "a", "title", "desc", "defs", "pattern", "linearGradient", "stop"}
DRAWN |= {"rect", "circle", "line", "polygon", "text"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield ChartWorld(convenings=4)
        transaction.set_rollback(True)


@pytest.mark.parametrize("language", ["", "/ar"], ids=["en", "ar"])
@pytest.mark.parametrize("slug", CHARTS)
def test_a_file_is_plain_svg_and_says_where_it_is_from(slug, language, world, client):
    address = f"{language}/insights/{slug}/"
    response = client.get(f"{address}chart.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(response.content)
    elements = list(root.iter())
    assert {e.tag.removeprefix(SVG) for e in elements} <= DRAWN
    assert {n for e in elements for n in e.attrib if n.startswith("on") or n == "style"} == set()
    assert "var(" not in response.content.decode()
    assert all(e.get("href").startswith("http://testserver/") for e in root.iter(f"{SVG}a"))
    said = [e.text for e in elements if e.tag == f"{SVG}text"]
    assert any(f"http://testserver{address}" in text for text in said)
    assert client.get(f"{address}chart.svg").content == response.content


@pytest.mark.parametrize("slug", CHARTS)
def test_the_drawing_on_a_page_takes_its_colours_from_the_page(slug, world, client):
    html = client.get(f"/insights/{slug}/").content.decode()
    if not (drawings := re.findall("<svg.*?</svg>", html, re.DOTALL)):
        assert slug == "participation"  # whose page draws with a table
        return
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert {e.tag for e in root.iter()} <= DRAWN
        colours = {e.get(name) for e in root.iter() for name in ("fill", "stroke")} - {None, "none"}
        assert all(re.fullmatch(r"var\(--[a-z]+\)|url\(#[a-z-]+\)", colour) for colour in colours)
        used = {colour[5:-1] for colour in colours if colour.startswith("url")}
        assert used <= {e.get("id") for e in root.iter()}


@pytest.mark.parametrize("slug", ["topics", "statements"])
def test_a_picture_is_two_pixels_to_a_unit_and_the_same_each_time(slug, world, client):
    svg = ElementTree.fromstring(client.get(f"/insights/{slug}/chart.svg").content)
    response = client.get(f"/insights/{slug}/chart.png")
    assert response.headers["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG\r\n\x1a\n")
    size = struct.unpack(">II", response.content[16:24])
    expected = [2 * float(svg.get(name)) for name in ("width", "height")]
    assert size == pytest.approx(expected, abs=2)
    assert client.get(f"/insights/{slug}/chart.png").content == response.content


def test_nothing_hidden_and_no_example_is_drawn_or_counted(world, client):
    for slug in CHARTS:
        for address in (f"/insights/{slug}/", f"/insights/{slug}/chart.svg"):
            html = client.get(address).content.decode()
            assert "SECRET" not in html
            assert "2031" not in html
            assert "9999" not in html


def test_every_chart_says_so_where_nothing_is_found(world, client):
    for slug in CHARTS:
        response = client.get(f"/insights/{slug}/?from=2100")
        assert response.status_code == 200
        for kind in ("svg", "png"):
            assert client.get(f"/insights/{slug}/chart.{kind}?from=2100").status_code == 200


@pytest.mark.parametrize("sign", ["%01", "%1b", "%7f", "%EF%BF%BE", "%EF%BF%BF", "%0B"])
def test_signs_that_are_no_letters_break_no_drawing(sign, world, client):
    for slug in ("languages", "issuing"):
        address = f"/insights/{slug}/chart"
        response = client.get(f"{address}.svg?q=a{sign}b")
        assert ElementTree.fromstring(response.content).find(f"{SVG}title") is not None
    assert client.get(f"{address}.png?q=a{sign}b").status_code == 200


def test_a_chart_stays_the_same(world, client):
    Edition.objects.update(number=7, raised_at=datetime(2026, 11, 22, 12, tzinfo=UTC))
    svg = client.get("/insights/calendar/chart.svg?from=2019").content
    check_golden("chart.svg", svg)


def test_what_is_no_chart_is_not_found(world, client):
    for address in ("nope/", "nope/chart.svg", "topics/chart.gif"):
        assert client.get(f"/insights/{address}").status_code == 404


# The kit


def boxes(drawing):
    return [dict(e.items()) for e in drawing.marks.iter("rect")]


def test_a_page_read_from_right_to_left_mirrors_its_drawings():
    def drawn():
        canvas = Canvas(100)
        canvas.box(10, 0, 30, 5, "filled")
        canvas.words(10, 0, "Words")
        return canvas.drawing("x", 5)

    left = drawn()
    with override("ar"):
        right = drawn()
    assert [box["x"] for box in boxes(left)] == ["10"]
    assert [box["x"] for box in boxes(right)] == ["60"]
    [words] = right.marks.iter("text")
    assert (words.get("x"), words.get("text-anchor")) == ("90", "end")


def test_the_longest_bar_is_as_wide_as_the_drawing_and_its_parts_come_to_it():
    parts = [Part(3, "filled"), Part(1, "hatched")]
    drawing = bars("x", [Bar("Long", parts, "4"), Bar("Short", [Part(1, "filled")], "1")])
    widths = [b["width"] for b in boxes(drawing) if b["fill"] in ("accent", "hatch")]
    assert widths == ["75%", "25%", "25%"]


def test_words_from_the_record_cannot_be_taken_for_markup():
    canvas = Canvas(100)
    with canvas.link('/?a="1"&b=2', "<script>alert(1)</script>"):
        canvas.words(0, 0, "</text><script>")
    svg = canvas.drawing("x", 5).inline()
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).find(".//a").get("href") == '/?a="1"&b=2'


@given(text=st.text(alphabet="ab cdé中国م ", max_size=60), width=st.integers(20, 200))
def test_lines_fit_and_lose_no_word(text, width):
    lines = lines_of(text, 14, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 14) <= width for line in lines)
