"""The page of sources: everything from which the record was made."""

from datetime import date

import pytest

from meetings.records.enums import SourceKind, Status
from tests.factories import CitationFactory, ConveningFactory, SourceFactory
from tests.support.html import read

pytestmark = pytest.mark.django_db


def test_sources_stand_by_publisher_as_they_were_read(client):
    customs = SourceFactory(
        slug="wco-2021-09-17",
        publisher="World Customs Organization",
        title="WCO participates",
        kind=SourceKind.NEWS,
        url="https://example.org/wco",
        note="Read in a mirror.",
    )
    inspectorate = SourceFactory(
        slug="thanhtra-2021",
        publisher="Government Inspectorate",
        title="Ba phiên họp",
        language="vi",
        author="Ngọc Vân",
        symbol="CAC/COSP/2021/3",
        published_on=date(2021, 9, 18),
    )
    SourceFactory(publisher="A draft", status=Status.DRAFT)
    for _ in range(2):
        CitationFactory(record=ConveningFactory(), source=customs)
    CitationFactory(record=ConveningFactory(), source=inspectorate)
    items = read(client, "/sources/").content.one("ul", class_="source-list").all("li")
    assert [(item["id"], item.text) for item in items] == [
        (
            "thanhtra-2021",
            "Ba phiên họp Government Inspectorate, Ngọc Vân · web page · Vietnamese · "
            "CAC/COSP/2021/3 · 18 September 2021 · address not recorded",
        ),
        (
            "wco-2021-09-17",
            "WCO participates World Customs Organization · news item · English · "
            "17 September 2021 Read in a mirror.",
        ),
    ]
    assert [item.addresses for item in items] == [[], ["https://example.org/wco"]]


def test_the_address_of_a_source_leads_to_its_place_on_the_page(client):
    source = SourceFactory(slug="wco-2021-09-17")
    path, _, place = source.get_absolute_url().partition("#")
    assert [item["id"] for item in read(client, path).content.all("li", id=place)] == [place]
