"""The spreadsheet of participants: who is meant, which delegation, and what is new about them.

How people are found is said in `known_people`, how they are written in `participants_writing`.
An empty cell empties what is on record only in rows that say their `id`, as downloads do; elsewhere
it says nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.domain.entity_names import EntityNames
from delegations.imports.known_people import KnownPeople, Match
from delegations.imports.participants_columns import (
    COLUMNS,
    INDICO,
    OF_THE_PARTICIPANT,
    OF_THE_PERSON,
)
from delegations.imports.participants_comparing import Comparing, Kept, Tellings
from delegations.imports.participants_reading import (
    base_of,
    entity_of,
    is_left_out,
    meant_in,
    name_of,
    said_of_person,
    said_of_place,
)
from delegations.imports.participants_rules import ABSENT, HeadsRule, Part, RoomRule
from delegations.imports.participants_writing import Planned, Writer, give_slugs
from delegations.models import (
    Delegation,
    Entity,
    EntityName,
    Participant,
    Person,
    RoomLimitException,
)
from meetings.enums import RowVerb
from meetings.imports.columns import NOT_RECORDED, Column
from meetings.imports.on_record import moment
from meetings.imports.sheets import Row, Sheet, sheet
from meetings.models import Convening

LAST_PLACE = 32_767


@sheet
class ParticipantSheet(Sheet):
    """Participants of one convening; delegations are made where there are none."""

    kind = "participants"
    title = gettext_lazy("Participants")
    about = gettext_lazy(
        "One row for each person; a registration export of Indico can be read as it comes."
    )
    rules = (
        gettext_lazy(
            "Whose delegation: the column “State or organization” decides. Without it, an "
            "affiliation that is an organization on record; else the State in “Country”, and the "
            "affiliation is added to the title. A delegation that is not there yet is made."
        ),
        gettext_lazy(
            "The same person: by the id; or by the same name together with the same e-mail "
            "address, or in the same delegation. Somebody of that name who was in a delegation of "
            "the same State or organization at another convening is taken for the same person if "
            "no e-mail address says otherwise, and the preview says so. Everybody else is new."
        ),
        gettext_lazy(
            "An empty cell empties what is on record only in a row with an id. Nobody is removed "
            "because a file does not name them."
        ),
        gettext_lazy(
            "Indico: a completed registration is “registered”, “checked in” is “attended”; "
            "registrations that are pending, rejected or withdrawn are left out."
        ),
    )
    model = Participant
    columns = COLUMNS
    dialects = (INDICO,)

    written_from_record = ("entity", "changed_at")

    @property
    def models(self) -> tuple[Any, ...]:
        return (Participant, Person)

    def on_record(self) -> Any:
        here = Participant.objects.filter(delegation__convening=self.convening)
        related = here.select_related("person", "delegation__entity")
        return related.order_by("delegation__entity__name", "position", "pk")

    def cell_on_record(self, record: Participant, column: Column) -> str:
        if column.name == "entity":
            return self.entities.name_for(record.delegation.entity)
        if column.name == "changed_at":
            return moment(record.changed_at)
        base = base_of(Person, column.name)
        owner = record.person if base in OF_THE_PERSON else record
        return super().cell_on_record(owner if column.name != "id" else record, column)

    def __init__(self, convening: Any, by: Any) -> None:
        super().__init__(convening, by)
        self.entities = EntityNames()
        self.names: dict[int, str] = {}  # of entities, as they are shown
        self.people = KnownPeople(convening)
        there = Delegation.objects.filter(convening=convening)
        self.delegations: dict[int, int] = dict(there.values_list("entity", "pk"))
        self.announced: set[int] = set()  # delegations that the preview has called new
        self.places = self._last_places()
        self.new_people: dict[int, int] = {}  # name and e-mail address → row that adds them
        self.named_again: set[int] = set()  # rows that add somebody whom later rows mean, too
        self.of_person = Comparing(Person, OF_THE_PERSON)
        self.of_place = Comparing(Participant, OF_THE_PARTICIPANT)
        self.tellings = Tellings()
        self.slugs: set[int] = set()  # of new people
        self.heads = HeadsRule(convening)
        self.room = RoomRule(convening)
        self.writer = Writer(convening, self.delegations, self.named_again)

    @classmethod
    def missing(cls, mapped: set[str]) -> list[str]:
        if "id" in mapped:
            return []
        wrong = []
        if not mapped & {"entity", "country", "affiliation"}:
            wrong.append(
                _("No column says whose delegation: “State or organization”, or “country”.")
            )
        named = any(name == "name" or name.startswith("name_") for name in mapped)
        if not named and not {"given_name", "family_name"} <= mapped:
            wrong.append(_("No column says the name, or the given and the family name."))
        return wrong

    def watched(self) -> Sequence[Any]:
        people = (Participant, Person, Delegation, RoomLimitException)
        return (*people, Entity, EntityName, Convening)

    def lock(self) -> None:
        self.room.lock()

    def plan(self, rows: Sequence[Row]) -> None:
        recorded = self._participants([row.values["id"] for row in rows if row.values.get("id")])
        names = {row.number: name_of(row) for row in rows}
        self.people.prepare(names.values())
        matched = [row for row in rows if not row.errors and not row.values.get("id")]
        found = {row.number: self._found(row, names[row.number]) for row in matched}
        keys = [match.participant for match in found.values() if match and match.participant]
        recorded |= self._participants(keys)
        for row in rows:
            if row.errors or row.left_out:
                self._tell_more(row)
            elif row.values.get("id"):
                self._plan_recorded(row, recorded.get(row.values["id"]))
            elif match := found[row.number]:
                there = recorded.get(match.participant or 0)
                self._plan_found(row, names[row.number], match, there)
        added = (row.kept for row in rows if row.verb == RowVerb.ADDED)
        give_slugs([kept.of_person for kept in added if kept.adds_person], self.slugs)

    def put_aside(self, row: Row) -> Any:
        kept = row.kept
        whom = (kept.entity, kept.person, kept.like_row)
        return (row.number, row.record, *whom, kept.of_person, kept.of_participant)

    def settle(self) -> Iterator[tuple[int, str, str]]:
        yield from self.heads.broken()
        yield from self.room.broken()

    def write(self, rows: Sequence[Any]) -> None:
        self.writer.before_first(self.heads.stepping_down)
        self.writer.write([Planned._make(row) for row in rows])

    # Which row is about whom

    def _participants(self, keys: Sequence[int]) -> dict[int, Participant]:
        here = Participant.objects.filter(delegation__convening=self.convening)
        return here.select_related("person", "delegation__entity").in_bulk(keys)

    def _found(self, row: Row, name: str) -> Match | None:
        """Whom the row is about; None: it says that it is about nobody, or what is wrong."""
        if is_left_out(row):
            return None
        if not name:
            column = "family_name" if "family_name" in row.values else "name"
            row.wrong(column, _("This row names nobody: enter the name."))
        entity = entity_of(self.entities, row)
        if row.errors or entity is None:
            return None
        match = self.people.match(name, row.values.get("email", ""), entity)
        if match.wrong:
            row.wrong("name" if "name" in row.values else "family_name", match.wrong)
            return None
        row.notes += match.notes
        row.kept = Kept(entity.pk, match.person.pk if match.person else None)
        row.label = f"{name} · {self._called(entity)}"
        return match

    def _called(self, entity: Entity) -> str:
        """Its name, which is asked for at every row."""
        if entity.pk not in self.names:
            self.names[entity.pk] = str(entity)
        return self.names[entity.pk]

    def _tell_more(self, row: Row) -> None:
        """Of a row that is wrong anyhow: whether its delegation is, too."""
        row.label = row.label or name_of(row)
        if not row.left_out and not row.values.get("id") and row.kept is None:
            entity_of(self.entities, row)

    # What it changes

    def _plan_recorded(self, row: Row, participant: Participant | None) -> None:
        if participant is None:
            words = _("No participant of this convening has the id %(id)d.")
            row.wrong("id", words % {"id": row.values["id"]})
            return
        entity = participant.delegation.entity
        if (
            row.values.get("entity")
            and meant_in(self.entities, row, "entity", row.values["entity"]) != entity
        ):
            words = _("The id is that of somebody in the delegation of %(entity)s.")
            row.wrong("entity", words % {"entity": entity})
        stamp = f"{participant.changed_at.replace(microsecond=0):%Y-%m-%d %H:%M:%S}"
        row.kept = Kept(entity.pk, participant.person_id)
        self._plan_change(row, participant)
        said = row.values.get("changed_at", "").replace("T", " ")[:19]
        if said and said != stamp and row.changes:
            row.wrong("changed_at", _("Somebody has changed this since the file was written."))

    def _plan_found(
        self, row: Row, name: str, match: Match, participant: Participant | None
    ) -> None:
        if participant is not None:
            self._plan_change(row, participant)
            return
        values = said_of_person(row, name)
        if match.person is None:
            self._add_person(row, name, values)
        else:
            self.say_once(row, (row.kept.entity, match.person.pk))
            row.kept.of_person = self.of_person.changed(row, values, match.person)
        values, place = said_of_place(row, NOT_RECORDED), self._next_place(row.kept.entity)
        new = self.of_place.filled_in(row, values, position=place)
        row.kept.of_participant = new
        if row.kept.entity not in self.delegations and row.kept.entity not in self.announced:
            self.announced.add(row.kept.entity)
            words = _("A new delegation: %(entity)s")
            row.notes.append(words % {"entity": self.entities.entities[row.kept.entity]})
        self._mind_rules(row, ABSENT, Part(*(new.get(name, NOT_RECORDED) for name in Part._fields)))

    def _add_person(self, row: Row, name: str, values: dict[str, Any]) -> None:
        """Somebody new; the same somebody where another row has the name and the address."""
        email = values.get("email", "").casefold()
        key = hash((name.casefold(), email) if email else (name.casefold(), row.kept.entity))
        first = self.new_people.setdefault(key, row.number)
        self.say_once(row, (row.kept.entity, "new", key))
        if first != row.number:
            row.kept.like_row = first
            row.notes.append(_("The same new person as in row %(row)d.") % {"row": first})
            self.named_again.add(first)
            return
        row.kept.of_person = fields = self.of_person.filled_in(row, values)
        family, given = values.get("family_name", ""), values.get("given_name", "")
        if family:
            fields.setdefault("sort_name", f"{family} {given}".strip())

    def _plan_change(self, row: Row, participant: Participant) -> None:
        row.record = participant.pk
        row.label = f"{participant.person} · {participant.delegation.entity}"
        self.say_once(row, (participant.delegation.entity_id, participant.person_id))
        kept, person, before = row.kept, participant.person, Part.of(participant)
        kept.of_person = self.of_person.changed(row, said_of_person(row, name_of(row)), person)
        said = said_of_place(row, participant.presence)
        kept.of_participant = self.of_place.changed(row, said, participant)
        self.tellings.take_in(row, person)
        self._mind_rules(row, before, Part.of(participant))

    def _mind_rules(self, row: Row, before: Part, after: Part) -> None:
        if row.errors:
            return
        self.heads.take_in(row, before, after)
        self.room.take_in(row, before, after, self.entities.entities[row.kept.entity])

    def _next_place(self, entity: int) -> int:
        self.places[entity] = min(self.places[entity] + 1, LAST_PLACE)
        return self.places[entity]

    def _last_places(self) -> dict[int, int]:
        there = Participant.objects.filter(delegation__convening=self.convening).order_by()
        last = there.values_list("delegation__entity").annotate(Max("position"))
        return defaultdict(int, dict(last))
