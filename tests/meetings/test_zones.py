"""Time zones by the names that readers give them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from meetings.domain.zones import utc_offset, zone_city, zone_in_words, zone_named


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
        ("asia/ho_chi_minh", "Asia/Ho_Chi_Minh"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
        (" vienna ", "Europe/Vienna"),
        ("UTC", "UTC"),
        ("Atlantis", None),
        ("localtime", None),
        ("Factory", None),
        ("posix/Europe/Vienna", None),
        ("", None),
        ("../../etc/passwd", None),
        ("Europe/Vienna\x00", None),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text, zone):
    assert zone_named(text) == (ZoneInfo(zone) if zone else None)


@given(st.text())
def test_whatever_a_reader_types_is_a_zone_or_none(text):
    found = zone_named(text)
    assert found is None or isinstance(found, ZoneInfo)


@pytest.mark.parametrize(
    ("language", "city"),
    [("en", "Vienna"), ("fr", "Vienne"), ("ru", "Вена"), ("zh-hans", "维也纳")],
)
def test_a_zone_is_called_by_its_city_in_the_language_of_the_page(language, city):
    with override(language):
        assert zone_city(ZoneInfo("Europe/Vienna")) == city


@pytest.mark.parametrize(
    ("zone", "month", "offset"),
    [
        ("Europe/Vienna", 7, "UTC+2"),
        ("Europe/Vienna", 1, "UTC+1"),
        ("Asia/Kathmandu", 1, "UTC+5:45"),
        ("America/St_Johns", 1, "UTC−3:30"),
        ("UTC", 1, "UTC"),
    ],
)
def test_the_offset_from_utc_is_the_one_of_the_moment(zone, month, offset):
    moment = datetime(2021, month, 6, 12, tzinfo=UTC)
    assert utc_offset(moment.astimezone(ZoneInfo(zone))) == offset


def test_where_the_clocks_are_changed_meanwhile_no_offset_is_given():
    vienna = ZoneInfo("Europe/Vienna")
    saturday, monday = (datetime(2027, 3, day, 12, tzinfo=UTC) for day in (27, 29))
    assert zone_in_words(vienna, [saturday]) == "Vienna (UTC+1)"
    assert zone_in_words(vienna, [monday]) == "Vienna (UTC+2)"
    assert zone_in_words(vienna, [saturday, monday]) == "Vienna"
