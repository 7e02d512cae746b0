"""Start from the last one: a new convening with the sessions, agendas and sittings of another.

`planned` puts together what is to be made, for the preview and for `make` alike. People, papers,
figures, citations, notes and what became of the past stay where they are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Model
from modeltranslation.utils import build_localized_fieldname

from meetings.domain.copies import (
    Copy,
    PlannedEntry,
    PlannedItem,
    PlannedSession,
    PlannedSitting,
    WantedSession,
    Wishes,
)
from meetings.domain.sessions import proposed_slug
from meetings.domain.sittings import NOT_TAKING_PLACE
from meetings.domain.zones import zone_of
from meetings.enums import AgendaStatus, EntryKind
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Session, Sitting
from meetings.records.domain import editions, history

A_YEAR = timedelta(weeks=52)
SPEAKS_FOR_ITSELF = (EntryKind.OPENING, EntryKind.CLOSING, EntryKind.BREAK)


def proposed_first_day(convening: Convening, today: date) -> date:
    """The same weekday of the same week in the first year to come that a calendar has."""
    day = convening.starts_on
    while (day <= today or day == convening.starts_on) and date.max - day > A_YEAR:
        day += A_YEAR
    return day


def next_ordinals(sessions: Iterable[Session]) -> dict[int, int]:
    """For each session, by its number, the next ordinal that its body has not used.

    Those of examples and of the record are counted each for themselves.
    """
    sessions = list(sessions)
    highest: dict[tuple[int, bool], int] = {
        (body, is_example): ordinal
        for body, is_example, ordinal in Session.objects.filter(
            body__in={session.body_id for session in sessions}
        )
        .order_by()
        .values_list("body", "convening__is_example")
        .annotate(Max("ordinal"))
    }
    proposed = {}
    for session in sessions:
        series = (session.body_id, session.convening.is_example)
        highest[series] = highest.get(series, 0) + 1
        proposed[session.pk] = highest[series]
    return proposed


def planned(source: Convening, wishes: Wishes) -> Copy:
    """What would be made: the same for a look beforehand as for the deed."""
    convening = _convening(source, wishes)
    sessions = [
        _session(convening, wanted, place) for place, wanted in enumerate(wishes.sessions, 1)
    ]
    made_of = {each.source.pk: each.item for session in sessions for each in session.items}
    clock = _Clock(source, convening)
    same_rooms = (source.city, source.venue) == (convening.city, convening.venue)
    taking_place = [s for s in _sittings(source) if s.status not in NOT_TAKING_PLACE]
    entries = _entries(source, convening, made_of, clock)
    sittings = [
        _sitting(sitting, number, clock, entries.pop(sitting.pk, []), same_rooms)
        for number, sitting in enumerate(taking_place, 1)
    ]
    loose = entries.pop(None, [])
    return Copy(
        convening=convening,
        sessions=sessions,
        sittings=sittings,
        loose_entries=loose,
        sittings_left_out=source.sittings.count() - len(sittings),
        entries_left_out=source.entries.count()
        - len(loose)
        - sum(len(sitting.entries) for sitting in sittings),
    )


def make(copy: Copy) -> Convening:
    """Save all of it as drafts, or nothing; IntegrityError where something is taken by now."""
    with editions.raised_once():
        copy.convening.save()
        for session in copy.sessions:
            session.session.save()
            _save_items(session.roots)
        made_of = {each.source.pk: each.item for each in copy.items}
        for each in copy.items:
            _relate(each, made_of)
        for sitting in copy.sittings:
            sitting.sitting.save()
        for entry in copy.entries:
            entry.entry.save()
            entry.entry.items.set(entry.items)
            history.join_rows(entry.entry, since=0)
    return copy.convening


@dataclass(frozen=True)
class _Clock:
    """Moves hours by days; what the clock of the old venue showed, that of the new one will."""

    source: Convening
    convening: Convening

    def moved(self, moment: datetime) -> datetime:
        """The moment at the new venue."""
        shown = moment.astimezone(zone_of(self.source)).replace(tzinfo=None)
        shown += self.convening.starts_on - self.source.starts_on
        return shown.replace(tzinfo=ZoneInfo(self.convening.time_zone))

    def span(self, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """Beginning and end; where clocks are changed in between, at least as long as before."""
        start, end = self.moved(starts_at), self.moved(ends_at)
        return (
            (start, end)
            if end.timestamp() > start.timestamp()
            else (start, start + (ends_at - starts_at))
        )


def _convening(source: Convening, wishes: Wishes) -> Convening:
    convening = Convening(
        slug=wishes.slug,
        starts_on=wishes.starts_on,
        ends_on=wishes.ends_on,
        country=wishes.country,
        time_zone=wishes.time_zone,
        is_example=source.is_example,
    )
    for name, text in (("city", wishes.city), ("venue", wishes.venue)):
        if text == getattr(source, _in_english(name)):
            _take_texts(convening, source, name)
        else:
            setattr(convening, _in_english(name), text)
    if wishes.with_format:
        convening.format = source.format
    if wishes.with_limit:
        convening.in_person_limit = source.in_person_limit
    return convening


def _session(convening: Convening, wanted: WantedSession, place: int) -> PlannedSession:
    source = wanted.source
    session = Session(
        body=source.body,
        ordinal=wanted.ordinal,
        part=wanted.part,
        convening=convening,
        slug=proposed_slug(source.body, wanted.ordinal, wanted.part),
        position=place,
    )
    found = source.items.in_agenda_order().prefetch_related("topics", "articles", "considered_with")
    items = [PlannedItem(_item(session, item), item) for item in found]
    by_source = {each.source.pk: each for each in items}
    roots = []
    for each in items:
        whole = by_source.get(each.source.parent_id or 0)
        if whole is None:
            roots.append(each)
        else:
            each.item.parent = whole.item
            whole.parts.append(each)
    if items:
        session.agenda_status = AgendaStatus.PROVISIONAL
    return PlannedSession(session, items, roots)


def _item(session: Session, source: AgendaItem) -> AgendaItem:
    item = AgendaItem(
        session=session,
        number=source.number,
        slug=source.slug,
        position=source.position,
        wording=source.wording,
    )
    _take_texts(item, source, "title")
    return item


def _sittings(source: Convening) -> list[Sitting]:
    return list(source.sittings.order_by("starts_at", "ordinal"))


def _sitting(
    source: Sitting, number: int, clock: _Clock, entries: list[PlannedEntry], same_rooms: bool
) -> PlannedSitting:
    starts_at, ends_at = clock.span(source.starts_at, source.ends_at)
    sitting = Sitting(
        convening=clock.convening, ordinal=number, starts_at=starts_at, ends_at=ends_at
    )
    if same_rooms:
        _take_texts(sitting, source, "room")
    for entry in entries:
        entry.entry.sitting = sitting
    return PlannedSitting(sitting, starts_at, ends_at, entries)


def _entries(
    source: Convening, convening: Convening, made_of: dict[int, AgendaItem], clock: _Clock
) -> dict[int | None, list[PlannedEntry]]:
    """What takes place, by the number of its sitting; nothing whose items all stay behind."""
    entries = defaultdict(list)
    for old in source.entries.in_programme_order().prefetch_related("items"):
        taken_up = list(old.items.all())
        items = [made_of[item.pk] for item in taken_up if item.pk in made_of]
        stays = taken_up and not items and old.kind not in SPEAKS_FOR_ITSELF
        if stays or old.status in NOT_TAKING_PLACE:
            continue
        entry = ProgrammeEntry(convening=convening, position=old.position, kind=old.kind)
        _take_texts(entry, old, "title")
        if old.starts_at and old.ends_at:
            entry.starts_at, entry.ends_at = clock.span(old.starts_at, old.ends_at)
        elif old.starts_at:
            entry.starts_at = clock.moved(old.starts_at)
        entries[old.sitting_id].append(PlannedEntry(entry, items))
    return entries


def _save_items(items: Iterable[PlannedItem]) -> None:
    """Each before its parts, which point to it."""
    for each in items:
        each.item.save()
        _save_items(each.parts)


def _relate(each: PlannedItem, made_of: dict[int, AgendaItem]) -> None:
    each.item.topics.set(each.source.topics.all())
    each.item.articles.set(each.source.articles.all())
    others = [made_of[o.pk] for o in each.source.considered_with.all() if o.pk in made_of]
    each.item.considered_with.set(others)
    history.join_rows(each.item, since=0)


def _take_texts(record: Model, source: Model, name: str) -> None:
    """The text in every language that has it."""
    for language, _name in settings.LANGUAGES:
        column = build_localized_fieldname(name, language)
        setattr(record, column, getattr(source, column))


def _in_english(name: str) -> str:
    return build_localized_fieldname(name, "en")
