"""Adds a whole invented convening to the record's database, or nothing of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError
from django.utils import translation

from meetings.enums import Format
from meetings.models import Body, Convening
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Record, Source
from uncac_portal.demo import agenda, papers, people, programme, words
from uncac_portal.demo.making import cite, demonstration, made, random_for

FIRST_YEAR, LAST_YEAR = 2031, 2099  # symbols have four digits of a year from this century
MONDAY = 0
CITIES = {
    "en": "Example City (invented)",
    "fr": "Ville-Exemple (inventée)",
    "es": "Ciudad Ejemplo (inventada)",
    "ar": "مدينة المثال (مُختلَقة)",
    "zh_hans": "示例市（虚构）",
    "ru": "Город Пример (вымышленный)",
    "vi": "Thành phố Ví Dụ (hư cấu)",
}


class DemonstrationError(Exception):
    """The example cannot be made; says why."""


@dataclass
class Outcome:
    """The example, and whether it was there already."""

    convening: Convening
    was_there: bool


def add_example(*, year: int, size: int, random_seed: int, progress: people.Progress) -> Outcome:
    """The example of the year with so many participants; one that is there is left as it is.

    The same numbers give the same records in every database, apart from keys and times of entry.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DemonstrationError(f"The year has to be one from {FIRST_YEAR} to {LAST_YEAR}.")
    if size < 1:
        raise DemonstrationError("An example needs at least one participant.")
    first_day = _first_day(year)
    slug = f"{first_day}-example"
    if found := Convening.objects.filter(slug=slug).first():
        return Outcome(found, was_there=True)
    bodies = _bodies()
    try:
        with editions.raised_once(), translation.override("en"):
            convening = _convening(slug, first_day)
            _fill(convening, bodies, size, random_seed, progress)
    except IntegrityError as error:
        raise DemonstrationError(f"The record has something in the way of it: {error}.") from error
    return Outcome(convening, was_there=False)


def _first_day(year: int) -> date:
    """The second Monday of June."""
    june = date(year, 6, 8)
    return june + timedelta(days=(MONDAY - june.weekday()) % 7)


def _bodies() -> dict[str, Body]:
    bodies = agenda.bodies_of_agendas()
    enough = len(people.entities_taking_part(random_for(0, "entities"))) == people.DELEGATIONS
    if len(bodies) < len(agenda.AGENDAS) or not enough:
        raise DemonstrationError(
            "It needs the bodies, topics, States and organizations of the record. "
            "Load them first, with manage.py seed."
        )
    return bodies


def _convening(slug: str, first_day: date) -> Convening:
    convening: Any = Convening(
        slug=slug,
        starts_on=first_day,
        ends_on=first_day + timedelta(days=4),
        venue="Example Conference Centre",
        time_zone="Europe/Vienna",
        format=Format.HYBRID,
        in_person_limit=2,
        note="Invented to show the portal. Nothing of it was or will be held.",
        status=Status.PUBLISHED,
        programme_status=Status.PUBLISHED,
        participants_status=Status.PUBLISHED,
        is_example=True,
    )
    for language, city in CITIES.items():
        setattr(convening, f"city_{language}", city)
    return made(convening)


def _fill(
    convening: Convening,
    bodies: dict[str, Body],
    size: int,
    random_seed: int,
    progress: people.Progress,
) -> None:
    """Everything that belongs to the convening; the files of its papers last."""

    def random(subject: str) -> Any:
        return random_for(random_seed, subject)

    source = demonstration()
    sessions = agenda.make_sessions(convening, bodies)
    items = agenda.make_agendas(sessions)
    sittings = programme.make_sittings(convening)
    entries = programme.make_entries(convening, sittings, items)
    changes = programme.make_changes(convening, sittings, entries)
    entities = people.entities_taking_part(random("entities"))
    delegations = people.make_delegations(convening, entities, random("delegations"))
    first_of = people.make_people(
        delegations, size, random("people"), source=source, progress=progress
    )
    documents = papers.make_papers(convening, items, random("papers"))
    room_papers = [d for d in documents.values() if d.kind == papers.ROOM]
    _cite_all(
        source,
        [convening],
        changes,
        sessions,
        items.values(),
        sittings,
        entries,
        delegations,
        people.make_officers(convening, delegations, first_of),
        people.make_figures(convening, size),
        documents.values(),
        words.make_statements(delegations, first_of, items, room_papers, random("statements")),
        words.make_submissions(delegations, room_papers, random("submissions")),
        words.make_panellists(entries, delegations, first_of, random("panellists")),
        papers.make_versions(convening, documents),
    )


def _cite_all(source: Source, *groups: Iterable[Record]) -> None:
    cite(source, [record for group in groups for record in group])
