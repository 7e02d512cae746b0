"""Changes of published programmes: noted when they are written, told when they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname

from meetings.domain.differences import Places, differences, touched
from meetings.domain.programme import Programme
from meetings.domain.wording import at_the_venue, in_words
from meetings.enums import ChangeKind, EntryKind
from meetings.models import (
    AgendaItem,
    Convening,
    ProgrammeChange,
    ProgrammeEntry,
    ProgrammeState,
    Session,
    Sitting,
)
from meetings.records.domain import editions
from meetings.records.enums import Status

Written = tuple[list[Sitting], list[ProgrammeEntry]]
ORDER_OF_ITEMS = ("session__position", "session__body__position", "position", "id")


@dataclass(frozen=True)
class Change:
    """A change as a reader is told of it; `made_at` is by the clock of the venue."""

    record: ProgrammeChange
    made_at: datetime
    words: str


# Noting


def note_settled(records: Sequence[Any], **_signal: Any) -> None:
    """Note the changes of every programme that the records of one change belong to.

    `QuerySet.update` and `bulk_create` name no records: what they changed is noted along with the
    next change of the same programme.
    """
    convenings = {key for record in records if (key := _convening_of(record))}
    sessions = {record.session_id for record in records if isinstance(record, AgendaItem)}
    if convenings or sessions:
        concerned = Q(pk__in=convenings) | Q(sessions__in=sessions)
        for convening in Convening.objects.public().filter(concerned).distinct().order_by("pk"):
            note_changes(convening)


def note_changes(convening: Convening) -> list[ProgrammeChange]:
    """Note what changed since the programme was last seen public; the first time, nothing.

    It counts up how often each place was changed, and remembers the programme as it is now.
    """
    if not convening.is_public or convening.programme_status != Status.PUBLISHED:
        return []
    with editions.raised_once():
        # One at a time for each convening, before anything is read; without refusing the rows that
        # others insert for it meanwhile.
        Convening.objects.select_for_update(no_key=True).get(pk=convening.pk)
        written = _written(convening)
        places = places_of(*written)
        state = ProgrammeState.objects.filter(convening=convening).first()
        if state is None:
            if places:
                ProgrammeState.objects.create(convening=convening, places=places)
            return []
        before, state.places = state.places, places
        now = timezone.now()
        _count_up(written, before, places, now)
        state.save(update_fields=["places"])
        return [
            ProgrammeChange.objects.create(convening=convening, made_at=now, **asdict(difference))
            for difference in differences(before, places)
        ]


def place_of(record: Sitting | ProgrammeEntry) -> str:
    """What changes call it: `sitting-3`, `entry-12`."""
    return f"{'sitting' if isinstance(record, Sitting) else 'entry'}-{record.pk}"


def places_of(all_sittings: Sequence[Sitting], all_entries: Sequence[ProgrammeEntry]) -> Places:
    """The programme as it is remembered; entries that wait for their items are left out."""
    sittings = {sitting.pk: sitting for sitting in all_sittings}
    entries = [e for e in all_entries if e.kind != EntryKind.ITEMS or e.items.all()]
    places: Places = {}
    for sitting in all_sittings:
        items = [item for e in entries if e.sitting_id == sitting.pk for item in e.items.all()]
        subject = {"kind": "sitting", "ordinal": sitting.ordinal, "titles": {}}
        places[place_of(sitting)] = _state(sitting, sitting) | {
            "moved_to": f"sitting-{sitting.moved_to_id}" if sitting.moved_to_id else None,
            "subject": subject | {"items": _items(items)},
        }
    for entry in entries:
        items = list(entry.items.all())
        within = sittings.get(entry.sitting_id or 0)
        titles = _texts(entry, "title") or _titles_of(items)
        places[place_of(entry)] = _state(entry, within) | {
            "sitting": place_of(within) if within else None,
            "subject": {"kind": entry.kind, "items": _items(items), "titles": titles},
        }
    return places


def _written(convening: Convening) -> Written:
    """The whole programme, with items of bodies that are not public too.

    That a body comes or goes is no change of the programme; `told` keeps what names it to itself.
    """
    items = AgendaItem.objects.for_page().order_by(*ORDER_OF_ITEMS)
    entries = ProgrammeEntry.objects.of_convening(convening)
    sittings = Sitting.objects.filter(convening=convening).order_by("starts_at", "ordinal")
    return list(sittings), list(entries.prefetch_related(Prefetch("items", queryset=items)))


def _convening_of(record: Any) -> int | None:
    if isinstance(record, Convening):
        return record.pk
    in_programme = isinstance(record, Session | Sitting | ProgrammeEntry)
    return record.convening_id if in_programme else None


def _state(record: Any, sitting: Sitting | None) -> dict[str, Any]:
    """Its own hours, else those of its sitting."""
    timed = record if record.starts_at else sitting
    return {
        "starts_at": _moment(timed.starts_at) if timed else None,
        "ends_at": _moment(timed.ends_at) if timed else None,
        "room": _texts(sitting, "room") if sitting else {},
        "status": record.status,
        "sequence": record.sequence,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _texts(record: Any, field: str) -> dict[str, str]:
    """The record's text in each language that has it."""
    columns = {code: build_localized_fieldname(field, code) for code, _name in settings.LANGUAGES}
    return {code: text for code, column in columns.items() if (text := getattr(record, column))}


def _items(items: Iterable[AgendaItem]) -> list[dict[str, str]]:
    named = [
        {
            "code": item.session.body.code,
            "number": item.number,
            "session": item.session.slug,
            "item": item.slug,
        }
        for item in items
    ]
    return [item for place, item in enumerate(named) if item not in named[:place]]


def _titles_of(items: list[AgendaItem]) -> dict[str, str]:
    """The titles of items that cannot all be called by number, where a language has every one."""
    texts = [_texts(item, "title") for item in items]
    if all(item.number for item in items):
        return {}
    languages = [code for code, _name in settings.LANGUAGES if all(code in t for t in texts)]
    return {code: "; ".join(text[code] for text in texts) for code in languages}


def _count_up(written: Written, before: Places, places: Places, now: datetime) -> None:
    """Count the changes of each place, also where a save brought an older count back."""
    changed = touched(before, places)
    sittings, entries = written
    records: list[Any] = [*sittings, *entries]
    for record in records:
        if (place := place_of(record)) not in places:
            continue
        counted = before.get(place, {}).get("sequence", 0)
        sequence = max(record.sequence, counted) + (place in changed)
        places[place]["sequence"] = sequence
        if sequence != record.sequence:
            # Not saved: this is no change by a person, and makes no row of history.
            same = type(record).objects.filter(pk=record.pk)
            same.update(sequence=sequence, changed_at=now)


# Reading


def changes_of(convening: Convening) -> list[Change]:
    """Changes of the public programme, the latest first, for the page."""
    changes = ProgrammeChange.objects.public().filter(convening=convening)
    return told(changes.select_related("convening").newest_first())


def told(records: Iterable[ProgrammeChange]) -> list[Change]:
    """The changes in words, but for those that name a session that is not public now."""
    changes = list(records)
    named = {slug for change in changes for slug in sessions_named(change)}
    public = set(Session.objects.public().filter(slug__in=named).values_list("slug", flat=True))
    return [
        Change(change, at_the_venue(change, change.made_at), in_words(change))
        for change in changes
        if sessions_named(change) <= public
    ]


def sessions_named(change: ProgrammeChange) -> set[str]:
    """The short names of the sessions whose items were to be taken up there."""
    return {item["session"] for item in change.subject.get("items", [])}


def moves_of(programme: Programme) -> dict[str, datetime]:
    """When each place that was moved had been before its latest move, by the clock of the venue.

    A sitting that stands in for one that was moved has the former hour of that one.
    """
    changes = ProgrammeChange.objects.public().filter(
        convening=programme.convening, kind=ChangeKind.MOVED
    )
    return {
        change.after.get("place", change.place): datetime.fromisoformat(start).astimezone(
            programme.zone
        )
        for change in changes.order_by("made_at", "id")
        if (start := change.before.get("starts_at"))
        and ("place" in change.after or change.after.get("starts_at"))
    }
