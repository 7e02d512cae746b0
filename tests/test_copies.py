"""CSV that the database writes by itself is, byte by byte, the one that is made of its records."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delegations.models import Delegation, Entity, EntityName, Participant, Person, Statement
from delegations.tables.delegations import DELEGATIONS, PARTICIPANTS
from delegations.tables.statements import STATEMENTS
from meetings.records.columns import with_page
from meetings.records.domain import editions
from meetings.records.downloads import write_csv
from meetings.records.enums import Status
from meetings.records.table_files.texts import as_csv
from meetings.records.tables import Table, languages_of_the_record
from tests.factories import (
    CitationFactory,
    DocumentFactory,
    EntityNameFactory,
    ParticipantFactory,
    SourceFactory,
    StatementFactory,
)
from tests.support.worlds import grow
from uncac_portal.languages import SITE_LANGUAGES
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

SIGNS = "'=+-@\t\r\n＝＋－＠;\\\",. aé\u202e\u062f中"
LETTERS = st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.just("") | st.just("not_recorded") | st.text(LETTERS, max_size=6)
TEXTS = st.fixed_dictionaries(
    {language: st.none() | WORDS for language in languages_of_the_record()}
)


@pytest.fixture(scope="module")
def spoken(django_db_setup, django_db_blocker):
    """What a participant of a renamed State said, with sources cited twice, hidden and none."""
    with django_db_blocker.unblock(), transaction.atomic():
        grow(2)
        with editions.raised_once():
            participant = ParticipantFactory()
            delegation = participant.delegation
            EntityNameFactory(entity=delegation.entity, valid_to=delegation.convening.starts_on)
            paper = DocumentFactory(status=Status.DRAFT)
            statement = StatementFactory(delegation=delegation, item=None, document=paper)
            ParticipantFactory(delegation=delegation)
            sources = SourceFactory.create_batch(2, status=Status.PUBLISHED)
            for source in (*sources, *sources, SourceFactory(status=Status.DRAFT)):
                CitationFactory(record=participant, source=source)
        yield statement
        transaction.set_rollback(True)


def rows_of(table: Table, records: Any) -> list[dict[str, Any]]:
    return list(map(table.row, table.load(records)))


def by_python(table: Table, rows: list[dict[str, Any]]) -> bytes:
    return "".join(as_csv([column.name for column in table.head()], rows)).encode()


def by_database(table: Table, records: Any) -> bytes:
    assert table.is_in_database(records)
    file = io.BytesIO()
    write_csv(file, table, records)
    return file.getvalue()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, former=TEXTS, title=TEXTS, word=WORDS, language=st.sampled_from(SITE_LANGUAGES))
def test_whatever_is_written_the_database_tells_it_as_its_records_do(
    name, former, title, word, language, spoken
):
    def in_languages(field: str, texts: dict[str, str | None]) -> dict[str, str | None]:
        return {f"{field}_{language}": text for language, text in texts.items()}

    moment = datetime(2026, 11, 22, 4, 30, 59, 999_999, tzinfo=UTC)
    # By Django's own way, after which nothing is counted or indexed anew.
    QuerySet(Person).update(**in_languages("name", name), honorific=word)
    QuerySet(Entity).update(**in_languages("name", name))
    QuerySet(EntityName).update(**in_languages("name", former))
    QuerySet(Participant).update(**in_languages("title", title), changed_at=moment)
    QuerySet(Delegation).update(**in_languages("note", title))
    QuerySet(Statement).update(**in_languages("summary", title), original_language=word[:1])
    statements = with_page(STATEMENTS, Statement, "http://testserver{}".format)
    tables = {PARTICIPANTS: Participant, DELEGATIONS: Delegation, statements: Statement}
    with translation.override(language):
        for table, model in tables.items():
            records = model.objects.public().order_by("pk")
            rows = rows_of(table, records)
            assert by_database(table, records) == by_python(table, rows)
            assert list(table.rows(records)) == rows


def test_every_table_that_the_database_tells_is_told_as_its_records_are(spoken):
    told = {n: c for n, c in COLLECTIONS.items() if c.table.is_in_database(c.records())}
    assert set(told) >= {"participants", "delegations", "statements", "former_names", "entities"}
    for collection in told.values():
        table, records = collection.table, collection.records()
        assert by_database(table, records) == by_python(table, rows_of(table, records))


def test_what_nothing_answers_is_a_head_alone(spoken):
    assert by_database(PARTICIPANTS, Participant.objects.none()).count(b"\r\n") == 1
