"""What the rules about meetings read, each once for all convenings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from meetings.domain.sittings import NOT_TAKING_PLACE
from meetings.domain.zones import zone_of
from meetings.enums import HoldingStatus
from meetings.models import AgendaItem, Convening, Document, ProgrammeEntry, Session, Sitting
from meetings.records.checks import Examined, shared


@dataclass(frozen=True)
class Agenda:
    """A session with its items in their order."""

    session: Session
    items: list[AgendaItem]


@shared
def sessions(examined: Examined) -> list[Session]:
    """Every session, as its convening lists them."""
    found = Session.objects.filter(convening__in=examined.ids)
    return list(found.in_convening_order())


@shared
def agendas(examined: Examined) -> list[Agenda]:
    """Every session with its items."""
    items_of: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.filter(session__convening__in=examined.ids).in_agenda_order():
        items_of[item.session_id].append(item)
    return [Agenda(session, items_of[session.pk]) for session in sessions(examined)]


@shared
def sittings(examined: Examined) -> dict[int, list[Sitting]]:
    """The sittings of each convening, in the order of time."""
    found: dict[int, list[Sitting]] = {convening.pk: [] for convening in examined}
    for sitting in Sitting.objects.filter(convening__in=examined.ids).order_by("starts_at", "pk"):
        found[sitting.convening_id].append(sitting)
    return found


@shared
def entries(examined: Examined) -> dict[int, list[ProgrammeEntry]]:
    """The programme of each convening, entry by entry, in the order of entering."""
    found: dict[int, list[ProgrammeEntry]] = {convening.pk: [] for convening in examined}
    for entry in ProgrammeEntry.objects.filter(convening__in=examined.ids).order_by("pk"):
        found[entry.convening_id].append(entry)
    return found


@shared
def items_of_entries(examined: Examined) -> dict[int, set[int]]:
    """The numbers of the items that each entry takes up."""
    found: dict[int, set[int]] = defaultdict(set)
    through = ProgrammeEntry.items.through.objects
    taken_up = through.filter(programmeentry__convening__in=examined.ids)
    for entry, item in taken_up.values_list("programmeentry", "agendaitem"):
        found[entry].add(item)
    return dict(found)


@shared
def papers(examined: Examined) -> dict[int, list[Document]]:
    """The documents of each convening with sessions, items and language versions, by symbol."""
    found: dict[int, list[Document]] = {convening.pk: [] for convening in examined}
    issued = Document.objects.filter(sessions__convening__in=examined.ids).distinct().in_order()
    for document in issued.prefetch_related("sessions__body", "items", "files"):
        for convening in {session.convening_id for session in document.sessions.all()}:
            if convening in found:
                found[convening].append(document)
    return found


def local(moment: datetime, convening: Convening) -> datetime:
    """The moment by the clock of the venue."""
    return moment.astimezone(zone_of(convening))


def day_of(sitting: Sitting, convening: Convening) -> date:
    """The day on which the sitting begins, at the venue."""
    return local(sitting.starts_at, convening).date()


def is_off(status: str) -> bool:
    """Whether what has the status does not take place."""
    return HoldingStatus(status) in NOT_TAKING_PLACE
