"""Four lists as files, whole: what a program that reads them may rely on."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from delegations.enums import AttendanceMode, Function
from meetings.enums import DocumentKind
from meetings.records.columns import with_page
from meetings.records.domain import editions
from meetings.records.models import Edition
from meetings.records.table_files.cells import members_of, plain
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    EntityNameFactory,
    ParticipantFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.golden import check_golden
from tests.support.papers import sheets_of
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    """One joint item, a paper, a delegation of two and a statement, all with awkward words."""
    with editions.raised_once():
        week = ConveningFactory(slug="2021-09-06-vienna", starts_on=date(2021, 9, 6))
        items = [
            AgendaItemFactory(
                session=SessionFactory(
                    slug=f"{code.lower()}-12", body__code=code, convening=week, position=n
                ),
                number="4",
                slug="4",
                position=1,
                title='Technical assistance: "=1+1"',
                title_vi="Hỗ trợ kỹ thuật",
            )
            for n, code in enumerate(["IRG", "WGAR"])
        ]
        items[0].considered_with.set(items[1:])
        article = ArticleFactory(number=60, chapter__number=6)
        topics = [TopicFactory(slug=slug) for slug in ("technical-assistance", "training")]
        items[0].topics.set(topics)
        items[0].articles.add(article)
        paper = DocumentFactory(
            symbol="CAC/COSP/IRG/2021/7",
            kind=DocumentKind.BACKGROUND,
            title="",
            title_fr="Assistance technique",
            issued_on=date(2021, 8, 2),
            sessions=[items[0].session],
            items=items[:1],
            topics=topics[:1],
        )
        state = EntityFactory(iso3="SWZ", name="Eswatini")
        EntityNameFactory(entity=state, name="Swaziland", valid_to=date(2022, 1, 1), position=0)
        delegation = DelegationFactory(convening=week, entity=state)
        head = {"function": Function.HEAD, "mode": AttendanceMode.ONLINE, "title": ""}
        other = {"title": "@Adviser; first\nclass"}
        for pk, name, more in [(701, "A", head), (702, "-B", other)]:
            ParticipantFactory(pk=pk, person__name=name, delegation=delegation, position=pk, **more)
        statement = StatementFactory(
            pk=31,
            delegation=delegation,
            item=items[0],
            summary="=Called for “training”;\nthanked Vienna.",
            summary_ar="دعت إلى التدريب",
            delivered_on=date(2021, 9, 7),
            topics=topics,
            articles=[article],
            document=paper,
        )
        cited = (*items, paper, *delegation.participants.all(), statement)
        for number, record in enumerate(cited):
            CitationFactory(record=record, source__slug=f"source-{number}")
            type(record).objects.filter(pk=record.pk).update(
                changed_at=datetime(2026, 11, 22, 4, 30, 15, 999, tzinfo=UTC)
            )
    Edition.objects.update(number=12, raised_at=datetime(2026, 11, 22, 4, 30, 15, tzinfo=UTC))
    return week


GOLDEN = {
    "statements": "/statements/",
    "documents": "/documents/",
    "participants": "/meetings/2021-09-06-vienna/participants/",
    "items": "/sessions/irg-12/",
}


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
@pytest.mark.parametrize("name", GOLDEN)
def test_a_file_is_what_it_was(name, form, week, client):
    check_golden(f"{name}.{form}", client.get(f"{GOLDEN[name]}?format={form}").getvalue())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_workbook_tells_cell_by_cell_what_json_tells(name, week, client):
    rows = json.loads(client.get(f"{GOLDEN[name]}?format=json").getvalue())["rows"]
    [head, *lines] = sheets_of(client.get(f"{GOLDEN[name]}?format=xlsx").getvalue())[name]
    table = with_page(COLLECTIONS[name].table, COLLECTIONS[name].model, absolute=str)
    columns = {column.name: column for column in table.head()}
    told = [
        {name: from_cell(columns[name], cell) for name, cell in zip(head, line, strict=True)}
        for line in lines
    ]
    assert told == [
        {name: list(map(str, v)) if columns[name].many else v for name, v in row.items()}
        for row in rows
    ]


def from_cell(column: Any, cell: Any) -> Any:
    """What JSON has for the cell of a workbook."""
    if column.many:
        return members_of(cell or "")
    if isinstance(cell, datetime):
        return plain(cell.date() if column.type == "date" else cell.replace(tzinfo=UTC))
    return cell
