"""The records that are measured: an example, made part of the record and multiplied."""

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import transaction
from django.db.models import Min

from delegations.domain.tallies import count_everyone
from delegations.models import Participant, Person
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Sitting
from meetings.records.enums import Status
from meetings.records.models import Citation
from tests.benchmarks.multiplying import beyond, go_on_after, moved_on, multiply

YEAR = 2031
SLUG = "2031-06-09-example"
PEOPLE = 1_000
SESSION = "irg-931"
ITEM = "3"
CALENDAR = "2019-05-27-vienna"
ENTRIES, ITEMS, SITTINGS = 300, 60, 300


def fill(participants: int) -> None:
    """An empty database with the record, and a convening with so many thousand participants."""
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    call_command("seed", demo=True, year=YEAR, size=PEOPLE, verbosity=0)
    # What spans convenings leaves examples out, and would measure nothing.
    Convening.objects.filter(slug=SLUG).update(is_example=False)
    with transaction.atomic():
        lengthen_programme()
        fill_calendar()
        lengthen_agenda()
        add_participants(participants // PEOPLE - 1)
        count_everyone()


def lengthen_programme() -> None:
    """The sittings of the convening have 300 entries, each with an item at least."""
    entries = ProgrammeEntry.objects.filter(convening__slug=SLUG, sitting__isnull=False)
    times = ENTRIES // entries.count() - 1
    shift = beyond(ProgrammeEntry)
    links = ProgrammeEntry.items.through
    of_entries = links.objects.filter(programmeentry__in=entries)
    first = of_entries.values("programmeentry").annotate(first=Min("pk")).values("first")
    moved = {"programmeentry_id": moved_on("programmeentry_id", shift)}
    multiply(links.objects.filter(pk__in=first), times, shift=beyond(links), changes=moved)
    multiply(entries, times, shift=shift, changes={"position": "o.position + i * 100"})
    go_on_after(ProgrammeEntry, links)


def fill_calendar() -> None:
    """Another convening has 300 sittings."""
    other = Convening.objects.exclude(slug=SLUG).filter(slug=CALENDAR)
    other.update(programme_status=Status.PUBLISHED)
    sittings = Sitting.objects.filter(convening__slug=SLUG)
    multiply(
        sittings.filter(ordinal__lte=SITTINGS // 30),
        30,
        shift=beyond(Sitting),
        changes={
            "convening_id": str(other.get().pk),
            "ordinal": "o.ordinal + i * 10",
            "moved_to_id": "NULL",
            "status": "'scheduled'",
        },
    )
    go_on_after(Sitting)


def lengthen_agenda() -> None:
    """One of its sessions has 60 items."""
    items = AgendaItem.objects.filter(session__slug=SESSION)
    multiply(
        items.filter(slug="2"),
        ITEMS - items.count(),
        shift=beyond(AgendaItem),
        changes={
            "number": "CAST(100 + i AS text)",
            "slug": "CAST(100 + i AS text)",
            "position": "o.position + 100 + i",
        },
    )
    go_on_after(AgendaItem)


def add_participants(times: int) -> None:
    """Each person of the convening so many times again, in the same delegation, with the source."""
    if times < 1:
        return
    people = Person.objects.filter(slug__startswith=f"example-{YEAR}-")
    places = Participant.objects.filter(delegation__convening__slug=SLUG)
    shift = beyond(Person, Participant)
    multiply(
        people,
        times,
        shift=shift,
        changes={"slug": "o.slug || '-' || i", "name": "o.name || ' ' || i"},
    )
    multiply(
        places,
        times,
        shift=shift,
        changes={
            "person_id": moved_on("person_id", shift),
            "position": "o.position + i * 30",
            "function": "CASE o.function WHEN 'head' THEN 'representative' ELSE o.function END",
        },
    )
    kind = ContentType.objects.get_for_model(Participant)
    multiply(
        Citation.objects.filter(record_type=kind, record_id__in=places.filter(pk__lt=shift)),
        times,
        shift=beyond(Citation),
        changes={"record_id": moved_on("record_id", shift)},
    )
    go_on_after(Person, Participant, Citation)
