"""Sources and what they support."""

import pytest
from django.db.models import ProtectedError

from meetings.records.enums import Standing, Status
from meetings.records.models import Citation, Source
from tests.factories import CitationFactory, ConveningFactory, SessionFactory, SourceFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_two_sources_cannot_have_one_short_name():
    SourceFactory(slug="wco-2021-09-17")
    source = SourceFactory(slug="unodc-2021-09-10")
    source.slug = "wco-2021-09-17"
    assert refusals(source) == {"slug": ["Source with this Short name already exists."]}
    assert refused_by(source) == "slug"


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_only_published_sources_are_public_and_their_citations_with_them(status):
    convening = ConveningFactory()
    shown = CitationFactory(record=convening, source__status=Status.PUBLISHED)
    CitationFactory(record=convening, source__status=status)
    assert list(Source.objects.public()) == [shown.source]
    assert list(Citation.objects.public()) == [shown]


def test_only_withdrawn_sources_are_withdrawn_and_their_citations_with_them():
    convening = ConveningFactory()
    for status in Status:
        CitationFactory(record=convening, source__status=status)
    [withdrawn] = Citation.objects.filter(source__status=Status.WITHDRAWN)
    assert list(Citation.objects.withdrawn()) == [withdrawn]
    assert list(Source.objects.withdrawn()) == [withdrawn.source]


def test_a_source_is_a_draft_unless_said_otherwise():
    assert Source().status == Status.DRAFT


def test_a_citation_states_a_fact_of_the_whole_record_unless_said_otherwise():
    citation = CitationFactory(record=ConveningFactory())
    assert (citation.standing, citation.fields) == (Standing.STATED, [])
    assert refusals(citation) == {}


def test_a_citation_supports_the_fields_that_it_names():
    citation = CitationFactory(record=ConveningFactory(), fields=["starts_on", "city"])
    assert [citation.supports(field) for field in ("starts_on", "city", "venue")] == [
        True,
        True,
        False,
    ]


def test_citations_of_many_records_of_many_kinds_take_one_query(django_assert_num_queries):
    session = SessionFactory()
    convening, body = session.convening, session.body
    cited = [CitationFactory(record=record) for record in (convening, body, session, convening)]
    CitationFactory(record=SessionFactory())
    Citation.objects.of([convening, body, session]).count()  # Django learns the kinds once
    with django_assert_num_queries(1):
        found = list(Citation.objects.of([convening, body, session]))
    assert found == cited
    assert list(Citation.objects.of([])) == []


def test_records_that_share_a_number_do_not_share_citations():
    session = SessionFactory()
    namesake = ConveningFactory(pk=session.pk + 1000)
    citation = CitationFactory(record=namesake)
    CitationFactory(record=SessionFactory(pk=namesake.pk))
    assert list(Citation.objects.of([namesake])) == [citation]
    assert list(namesake.citations.all()) == [citation]


def test_a_source_that_is_cited_cannot_be_deleted():
    citation = CitationFactory(record=ConveningFactory())
    with pytest.raises(ProtectedError):
        citation.source.delete()
    assert list(Source.objects.all()) == [citation.source]


def test_citations_go_with_the_record_that_they_support():
    convening = ConveningFactory()
    CitationFactory(record=convening)
    kept = CitationFactory(record=ConveningFactory())
    convening.delete()
    assert list(Citation.objects.all()) == [kept]


def test_sources_tell_how_many_facts_cite_them():
    cited, uncited = SourceFactory(), SourceFactory()
    CitationFactory(record=ConveningFactory(), source=cited)
    CitationFactory(record=SessionFactory(), source=cited)
    counted = Source.objects.with_citation_counts().order_by("pk")
    assert [(source, source.citation_count) for source in counted] == [(cited, 2), (uncited, 0)]


def test_sources_stand_by_publisher_each_with_its_newest_first():
    second = SourceFactory(publisher="UNODC", published_on="2021-09-06")
    first = SourceFactory(publisher="UNODC", published_on="2021-09-10")
    third = SourceFactory(publisher="WCO", published_on="2021-09-17")
    assert list(Source.objects.by_publisher()) == [first, second, third]


def test_a_source_has_its_place_on_the_page_of_sources():
    source = SourceFactory.build(slug="wco-2021-09-17")
    assert source.get_absolute_url() == "/sources/#wco-2021-09-17"
