"""A record of a million of everything, made by the database itself within a minute."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    Officer,
    OfficerTitle,
    Panellist,
    Participant,
    Person,
    ReportedFigure,
    Statement,
)
from meetings.models import (
    AgendaItem,
    Body,
    Convening,
    Document,
    DocumentFile,
    ProgrammeEntry,
    Session,
    Sitting,
    Topic,
)
from meetings.records.models import Citation, Source

MILLION = 1_000_000
BODIES, STATES, TOPICS = 10, 200, 20
PARTS = "ARRAY['regular', 'first_part', 'resumed', 'first_resumed', 'second_resumed']"
DAY = "date '1990-01-01' + n % 12000"
SECONDARY_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND tablename ~ '^(meetings|delegations|records)_'
AND tablename !~ 'historical'
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexname::regclass)
"""


def big_tables() -> set[str]:
    """The tables that hold a million rows or more, as far as the database knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE reltuples >= %s", [MILLION // 2])
        return {table for (table,) in cursor.fetchall()}


def fill() -> None:
    """Copy the last record of each kind a million times, each beside its own of the other kinds.

    Bodies, States, topics and articles are few by nature: there are ten bodies and two hundred
    States, and the topics and articles are those of the records copied. No index is left out; those
    that hold no constraint are made when the rows are there, which takes a tenth of the time.
    """
    with connection.cursor() as cursor, _indexes_made_afterwards(cursor):
        copies = Copies(cursor)
        copies.of_what_was_convened()
        copies.of_who_took_part()
        copies.of_sources()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def middle_of(model: Any) -> int:
    """The number of the record in the middle."""
    found = model._base_manager.aggregate(first=Min("pk"), last=Max("pk"))
    return (found["first"] + found["last"]) // 2


class Copies:
    """Copies of records, numbered alike: the tenth session is that of the tenth convening."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.last: dict[Any, int] = {}

    def of_what_was_convened(self) -> None:
        """Convenings, sessions, agendas, programmes and papers."""
        self.copy(Topic, TOPICS, slug="'copy-' || n")
        self.copy(Body, BODIES, code="'COPY' || n", slug="'copy-' || n", parent_id="NULL")
        self.copy(Convening, slug="'copy-' || n", starts_on=DAY, ends_on="NULL")
        self.copy(
            Session,
            slug="'copy-' || n",
            convening_id=self.own(Convening),
            body_id=self.one_of(Body, BODIES),
            ordinal=f"n / {5 * BODIES} + 1",
            part=f"({PARTS})[n / {BODIES} % 5 + 1]",
        )
        self.copy(AgendaItem, session_id=self.own(Session), parent_id="NULL")
        topic = {"topic_id": self.one_of(Topic, TOPICS)}
        self.copy(AgendaItem.topics.through, agendaitem_id=self.own(AgendaItem), **topic)
        self.copy(Sitting, convening_id=self.own(Convening), status="'held'", moved_to_id="NULL")
        self.copy(ProgrammeEntry, convening_id=self.own(Convening), sitting_id=self.own(Sitting))
        symbol = {"symbol": "'CAC/' || n", "lookup_key": "'CAC/' || n", "parent_id": "NULL"}
        self.copy(Document, **symbol, sort_key="'CAC/' || lpad(n::text, 7, '0')")
        through, document = Document.sessions.through, self.own(Document)
        self.copy(through, document_id=document, session_id=self.own(Session))
        self.copy(Document.topics.through, document_id=document, **topic)
        self.copy(DocumentFile, document_id=document)

    def of_who_took_part(self) -> None:
        """Delegations, people, offices, panels, statements and submissions."""
        state = {"slug": "'copy-' || n", "kind": "'state'", "iso2": "''", "iso3": "n"}
        self.copy(Entity, STATES, **state)
        self.copy(Person, slug="'copy-' || n")
        convening, session = self.own(Convening), self.own(Session)
        of_state = {"entity_id": self.one_of(Entity, STATES)}
        delegation = {"delegation_id": self.own(Delegation)}
        self.copy(Delegation, convening_id=convening, **of_state)
        self.copy(Participant, person_id=self.own(Person), **delegation)
        self.copy(Officer, convening_id=convening, session_id=session, **of_state)
        self.copy(OfficerTitle, officer_id=self.own(Officer))
        self.copy(Panellist, entry_id=self.own(ProgrammeEntry), **of_state)
        self.copy(Statement, item_id=self.own(AgendaItem), **delegation)
        topic = {"topic_id": self.one_of(Topic, TOPICS)}
        self.copy(Statement.topics.through, statement_id=self.own(Statement), **topic)
        self.copy(DocumentSubmission, document_id=self.own(Document), **of_state)
        self.copy(ReportedFigure, convening_id=convening, session_id="NULL")

    def of_sources(self) -> None:
        """Sources of a thousand publishers, and a citation of each."""
        publisher = "'Publisher ' || n % 1000"
        self.copy(Source, slug="'copy-' || n", publisher=publisher, published_on=DAY)
        self.copy(Citation, source_id=self.own(Source), record_id=self.own(Statement))

    def copy(self, model: Any, number: int = MILLION, **changed: str) -> None:
        """Copy the last record so often, each column the same but for these, told by `n`."""
        key, table = model._meta.pk.column, model._meta.db_table
        changed[key] = self.own(model)
        columns = [field.column for field in model._meta.concrete_fields]
        values = ", ".join(changed.get(column, f'last."{column}"') for column in columns)
        self.cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} last, "
            f"generate_series(1, {number}) n WHERE last.{key} = {self.last[model]}"
        )

    def own(self, model: Any) -> str:
        """The key of the copy of the model with the same number."""
        if model not in self.last:
            found = model._base_manager.aggregate(last=Max("pk"))
            self.last[model] = found["last"]
        return f"{self.last[model]} + n"

    def one_of(self, model: Any, number: int) -> str:
        """The key of a copy of the model, of which there are so many, in turn."""
        return f"{self.last[model]} + 1 + n % {number}"


@contextmanager
def _indexes_made_afterwards(cursor: Any) -> Iterator[None]:
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    cursor.execute(SECONDARY_INDEXES)
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
