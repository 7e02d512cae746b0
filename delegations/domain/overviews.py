"""What staff see of one convening: all that is entered, with counts, and what is still lacking."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from delegations.domain.headcounts import Headcount, everyone_entered
from meetings.domain.checks import readings
from meetings.domain.naming import day_of_the_week, session_name
from meetings.domain.sessions import session_code
from meetings.models import Convening, Document, DocumentFile, Session, Sitting
from meetings.records.checks import Examined, Finding, Subject, findings_at
from meetings.records.enums import Status

MOST_EMPTY_DAYS = 31


@dataclass(frozen=True)
class SessionRow:
    """A session with the size of its agenda and of its list of papers."""

    session: Session
    code: str
    name: str
    items: int
    papers: int


@dataclass(frozen=True)
class SittingRow:
    """A sitting by the clock of the venue, with how much it takes up."""

    sitting: Sitting
    starts_at: datetime
    ends_at: datetime
    entries: int

    @property
    def hours(self) -> str:
        """“10:00–13:00”."""
        return f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


@dataclass(frozen=True)
class DayRow:
    """A day of the convening, or one on which a sitting begins, with its sittings."""

    date: date
    words: str
    sittings: list[SittingRow]


@dataclass(frozen=True)
class Papers:
    """The papers: in how many languages they exist, and how many are public."""

    total: int
    in_language: list[tuple[str, int]]
    not_public: int


@dataclass(frozen=True)
class Overview:
    """All of it."""

    sessions: list[SessionRow]
    days: list[DayRow]
    papers: Papers
    people: Headcount
    findings: list[Finding]

    @property
    def by_subject(self) -> list[tuple[Subject, list[Finding]]]:
        """What is to be mended or known, subject by subject, the gravest first in each."""
        ordered = sorted(self.findings, key=lambda finding: finding.rule.subject.position)
        grouped = groupby(ordered, key=lambda finding: finding.rule.subject)
        return [(subject, list(findings)) for subject, findings in grouped]


def overview_of(convening: Convening, today: date) -> Overview:
    """The convening as it stands, whatever of it is public."""
    examined = Examined([convening], today)
    papers = readings.papers(examined)[convening.pk]
    return Overview(
        sessions=[_session(agenda, papers) for agenda in readings.agendas(examined)],
        days=_days(convening, examined),
        papers=_papers(papers),
        people=everyone_entered(convening),
        findings=findings_at(examined)[convening.pk],
    )


def _session(agenda: readings.Agenda, papers: list[Document]) -> SessionRow:
    session = agenda.session
    issued = [paper for paper in papers if session in paper.sessions.all()]
    return SessionRow(
        session,
        session_code(session),
        session_name(session),
        len(agenda.items),
        len(issued),
    )


def _days(convening: Convening, examined: Examined) -> list[DayRow]:
    entries = readings.entries(examined)[convening.pk]
    rows: dict[date, list[SittingRow]] = {
        convening.starts_on + timedelta(days=number): []
        for number in range(min(convening.length_in_days or 1, MOST_EMPTY_DAYS))
    }
    for sitting in readings.sittings(examined)[convening.pk]:
        row = SittingRow(
            sitting,
            readings.local(sitting.starts_at, convening),
            readings.local(sitting.ends_at, convening),
            sum(entry.sitting_id == sitting.pk for entry in entries),
        )
        rows.setdefault(row.starts_at.date(), []).append(row)
    return [DayRow(day, day_of_the_week(day), rows[day]) for day in sorted(rows)]


def _papers(papers: list[Document]) -> Papers:
    issued = [f.language for paper in papers for f in paper.files.all() if f.is_issued]
    return Papers(
        total=len(papers),
        in_language=[(str(name), issued.count(code)) for code, name in DocumentFile.LANGUAGES],
        not_public=sum(paper.status in (Status.DRAFT, Status.IN_REVIEW) for paper in papers),
    )
