"""Who of a spreadsheet is on record already.

Nobody is taken for the same person by the name alone. It is the same person who has the same name

1. and the same e-mail address; or
2. in the same delegation, of this convening; or
3. in an earlier or later delegation of the same State or organization, if only one person there has
   that name and no e-mail address says otherwise; the preview says so.

Everybody else is a new person. Names are the same whatever their case, diacritics and order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from delegations.models import Participant, Person
from meetings.imports.heads import normal

NAMES = [build_localized_fieldname("name", code) for code, _name in settings.LANGUAGES]


def key_of(name: str) -> int:
    """The same for names that are the same."""
    return hash(tuple(sorted(filter(None, map(normal, name.replace("-", " ").split())))))


@dataclass
class Place:
    """That somebody is in a delegation."""

    participant: int
    entity: int
    convening: int
    year: int


@dataclass
class Match:
    """Whom a row is about: somebody on record and in which place, or somebody new; and why."""

    person: Person | None = None
    participant: int | None = None
    notes: list[str] = field(default_factory=list)
    wrong: str = ""


class KnownPeople:
    """Finds people by their names: numbers of all of them at once, more of those in question."""

    def __init__(self, convening: Any) -> None:
        self.convening = convening.pk
        self._named: dict[int, tuple[int, ...]] = {}
        self._mailed: set[int] = set()
        people = Person.objects.filter(erased_at=None).order_by("pk")
        for pk, email, *names in people.values_list("pk", "email", *NAMES).iterator():
            for key in {key_of(name) for name in names if name}:
                self._named[key] = (*self._named.get(key, ()), pk)
            if email:
                self._mailed.add(hash(email.casefold()))
        self._keys: dict[str, int] = {}  # of the names in question
        self.people: dict[int, Person] = {}
        self.places: dict[int, list[Place]] = {}

    def prepare(self, names: Iterable[str]) -> None:
        """Fetch who has one of the names, and where they took part."""
        self._keys = {name: key_of(name) for name in names}
        wanted = {pk for key in self._keys.values() for pk in self._named.get(key, ())}
        self.people = Person.objects.in_bulk(wanted)
        self.places = defaultdict(list)
        rows = Participant.objects.filter(person__in=wanted).order_by("pk")
        columns = ("person", "pk", "delegation__entity", "delegation__convening")
        for person, key, entity, convening, day in rows.values_list(
            *columns, "delegation__convening__starts_on"
        ):
            self.places[person].append(Place(key, entity, convening, day.year))

    def match(self, name: str, email: str, entity: Any) -> Match:
        """Whom the name and the address in a row about the entity mean."""
        same = [self.people[pk] for pk in self._named.get(self._keys[name], ())]
        if not same:
            return self._unknown(email)
        here = {p.pk: place for p in same if (place := self._here(p, entity.pk))}
        by_mail = [p for p in same if email and p.email.casefold() == email.casefold()]
        if found := [p for p in by_mail if p.pk in here] or by_mail:
            return Match(found[0], getattr(here.get(found[0].pk), "participant", None))
        if len(here) > 1:
            words = _("Several people of this name are in the delegation: say which, by the id.")
            return Match(wrong=words)
        if here:
            [(pk, place)] = here.items()
            return Match(self.people[pk], place.participant)
        return self._elsewhere(same, email, entity)

    def _elsewhere(self, same: list[Person], email: str, entity: Any) -> Match:
        sent = [
            (p, place) for p in same for place in self.places[p.pk] if place.entity == entity.pk
        ]
        may_be = {p.pk: (p, place) for p, place in sent if not (email and p.email)}
        if len(may_be) == 1:
            [(person, place)] = may_be.values()
            words = _("Taken for the same person as in the delegation of %(entity)s in %(year)d.")
            return Match(person, notes=[words % {"entity": entity, "year": place.year}])
        words = _("A new person: somebody of the same name is on record, but nothing else agrees.")
        return Match(notes=[words])

    def _unknown(self, email: str) -> Match:
        if email and hash(email.casefold()) in self._mailed:
            words = _("A new person: somebody of another name has the same e-mail address.")
            return Match(notes=[words])
        return Match()

    def _here(self, person: Person, entity: int) -> Place | None:
        for place in self.places[person.pk]:
            if place.entity == entity and place.convening == self.convening:
                return place
        return None
