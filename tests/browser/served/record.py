"""What the browser finds: the fixtures, and what a page can show that they do not hold yet."""

from datetime import date, datetime, timedelta
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import make_aware

from delegations.enums import AttendanceMode
from delegations.models import Entity, Statement
from meetings.domain.files import hold
from meetings.enums import Availability, EntryKind, HoldingStatus
from meetings.models import Article, Body, Convening, Session, Topic
from meetings.records.domain.publication import withdraw
from meetings.records.models import Source
from tests import factories
from tests.support.uploads import pdf, upload

FULL_WEEK = "2004-05-03-vienna"
WITHDRAWN = "2004-06-07-vienna"
# German can say it in one word, and a page has to find room for that.
LONG_WORD = "Rechtsschutzversicherungsgesellschaften"


def build() -> None:
    """Fill the empty database."""
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0, stdout=StringIO())
    call_command("seed", "--demo", verbosity=0, stdout=StringIO())
    get_user_model().objects.create_superuser("secretary")
    add_full_week()
    withdraw([factories.ConveningFactory(slug=WITHDRAWN, starts_on=date(2004, 6, 7))])
    call_command("index_search", verbosity=0, stdout=StringIO())


def add_full_week() -> None:
    """A week with everything, in a year before the first one on record."""
    week = factories.ConveningFactory(slug=FULL_WEEK, starts_on=date(2004, 5, 3), format="hybrid")
    irg, wgar = (
        factories.SessionFactory(
            body=Body.objects.get(slug=slug), ordinal=90, convening=week, agenda_status="adopted"
        )
        for slug in ("irg", "wgar")
    )
    cite(week, irg, wgar)
    add_agenda(irg, wgar)
    add_sittings(week, irg, wgar)
    add_people(week)
    add_paper(irg)


def add_agenda(irg: Session, wgar: Session) -> None:
    """Numbered items, one with parts, one considered with an item of the other session."""
    opening = factories.AgendaItemFactory(session=irg, number="1", slug="1", position=1)
    recovery = factories.AgendaItemFactory(
        session=irg,
        number="2",
        slug="2",
        position=2,
        title=f"Return of assets under the {LONG_WORD}",
        title_ar="استرداد الموجودات",
        annotation="What was said of it. " * 20,
        topics=Topic.objects.all()[:6],
        articles=Article.objects.filter(chapter__number=5),
    )
    for letter in "ab":
        factories.AgendaItemFactory(
            session=irg, parent=recovery, number=f"2({letter})", slug=f"2{letter}", position=3
        )
    same = factories.AgendaItemFactory(
        session=wgar, number="3", slug="3", position=1, considered_with=[recovery]
    )
    cite(opening, recovery, same)


def add_sittings(week: Convening, *sessions: Session) -> None:
    """Morning and afternoon of three days, one of them cancelled."""
    items = [item for session in sessions for item in session.items.all()]
    for number in range(6):
        start = datetime(2004, 5, 3 + number // 2, 15 if number % 2 else 10)
        sitting = factories.SittingFactory(
            convening=week,
            ordinal=number + 1,
            starts_at=make_aware(start),
            ends_at=make_aware(start + timedelta(hours=3)),
            room=f"Boardroom {number}" if number % 2 else "",
            status=HoldingStatus.CANCELLED if number == 5 else HoldingStatus.HELD,
        )
        kind = EntryKind.OPENING if number == 0 else EntryKind.ITEMS
        factories.ProgrammeEntryFactory(
            convening=week, sitting=sitting, kind=kind, title=f"The {LONG_WORD}", items=items
        )
        cite(sitting)


def add_people(week: Convening) -> None:
    """Delegations with people in every mode, long statements, a chair and a figure."""
    for slug in ("vnm", "aut", "wco"):
        delegation = factories.DelegationFactory(
            convening=week, entity=Entity.objects.get(slug=slug), mode=AttendanceMode.BOTH
        )
        for mode in AttendanceMode.values:
            factories.ParticipantFactory(delegation=delegation, mode=mode, title="Ambassador")
        factories.StatementFactory(
            delegation=delegation,
            item=week.sessions.first().items.first(),
            summary=f"It spoke of the {LONG_WORD}. " * 10,
        )
        cite(delegation)
    factories.OfficerFactory(convening=week)
    cite(factories.ReportedFigureFactory(convening=week, value=120, qualifier="about"))


def add_paper(session: Session) -> None:
    """A paper in all official languages, with a symbol as long as they come."""
    paper = factories.DocumentFactory(
        symbol="CAC/COSP/IRG/2006/99/Add.1/Corr.1",
        title=f"Note on the {LONG_WORD}",
        sessions=[session],
        items=session.items.all(),
    )
    for language in ("ar", "en", "es", "fr", "ru", "zh-hans"):
        factories.DocumentFileFactory(
            document=paper, language=language, availability=Availability.ISSUED
        )
    for words in ("A first version", "A second version"):
        hold(paper.files.get(language="fr"), upload(pdf(words)))
    linked = {"availability": Availability.LINKED, "url": "https://example.org/paper.pdf"}
    paper.files.filter(language="es").update(**linked)
    cite(paper)


def cite(*records) -> None:
    """Every public fact has a source; these have four."""
    for record in records:
        for source in Source.objects.public()[:4]:
            factories.CitationFactory(
                record=record, source=source, standing="disputed", note="Why."
            )


def particulars() -> dict[str, str]:
    """What addresses need and nobody can know beforehand: numbers, and a cookie of staff."""
    said = Statement.objects.get(
        delegation__entity__slug="wco", item__session__slug="irg-12-resumed"
    )
    client = Client()
    client.force_login(get_user_model().objects.get())
    return {
        "statement": str(said.pk),
        "convening": str(Convening.objects.get(slug="2021-09-06-vienna").pk),
        "staff_cookie": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
