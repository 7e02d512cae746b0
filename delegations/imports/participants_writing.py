"""Participants of a spreadsheet written by the thousand, with their history."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.text import slugify
from modeltranslation.utils import build_localized_fieldname

from delegations.enums import Function
from delegations.models import Delegation, Participant, Person
from meetings.imports.prepared import LANGUAGES, Blank, write_prepared
from meetings.records.domain import journal

LONGEST_SLUG = 80
NAMES = [build_localized_fieldname("name", code) for code in LANGUAGES]
LETTERS = str.maketrans("đĐłŁøØ", "dDlLoO")  # that do not come apart into a letter and a mark


class Planned(NamedTuple):
    """A row of the plan: which it is, what it changes, whom it is about, and what is to be set."""

    number: int
    record: int | None
    entity: int
    person: int | None
    like_row: int | None
    of_person: dict[str, Any]
    of_participant: dict[str, Any]


class Writer:
    """Writes the planned rows of one convening, chunk by chunk, in the caller's transaction."""

    def __init__(
        self, convening: Any, delegations: dict[int, int], named_again: Collection[int]
    ) -> None:
        self.convening = convening
        self.delegations = dict(delegations)  # by entity
        self.named_again = named_again  # rows that add somebody whom later rows mean, too
        self.made: dict[int, int] = {}  # those people by the row
        self.has_begun = False

    def before_first(self, stepping_down: Collection[int]) -> None:
        """Let heads step down first, since no delegation may have two, even for a moment."""
        if not self.has_begun and stepping_down:
            heads = Participant.objects.filter(pk__in=stepping_down)
            heads.update(function=Function.NOT_RECORDED)
        self.has_begun = True
        self.person, self.participant = Blank(Person), Blank(Participant)

    def write(self, rows: Sequence[Planned]) -> None:
        """Write delegations, then people, then their places."""
        added = [row for row in rows if row.record is None]
        self._add_delegations({row.entity for row in added} - self.delegations.keys())
        new = self._add_people([r for r in added if r.person is None and r.like_row is None])
        _change(Person, {row.person: row.of_person for row in rows if row.person})
        self._add_participants(added, new)
        _change(Participant, {row.record: row.of_participant for row in rows if row.record})

    def _add_delegations(self, entities: Iterable[int]) -> None:
        new = [Delegation(convening=self.convening, entity_id=key) for key in sorted(entities)]
        if new:
            journal.bulk_created(new)
        self.delegations |= {delegation.entity_id: delegation.pk for delegation in new}

    def _add_people(self, rows: Sequence[Planned]) -> dict[int, int]:
        """Gives the number of each, by the row."""
        keys = write_prepared(Person, [self.person.filled_in(row.of_person) for row in rows])
        new = {row.number: key for row, key in zip(rows, keys, strict=True)}
        self.made |= {number: new[number] for number in new.keys() & self.named_again}
        return new

    def _add_participants(self, rows: Sequence[Planned], new: dict[int, int]) -> None:
        for row in rows:
            person = row.person or new.get(row.number) or self.made[row.like_row or 0]
            row.of_participant["person_id"] = person
            row.of_participant["delegation_id"] = self.delegations[row.entity]
        filled_in = [self.participant.filled_in(row.of_participant) for row in rows]
        write_prepared(Participant, filled_in)


def _change(model: Any, said: dict[int, dict[str, Any]]) -> None:
    """Write the fields of the records, by number, and their history."""
    fields = {key: values for key, values in said.items() if values}
    # What a colleague saves meanwhile in other fields stays.
    records = model.objects.select_for_update(no_key=True).order_by("pk").in_bulk(fields)
    names: set[str] = set()
    for key, record in records.items():
        for name, value in fields[key].items():
            setattr(record, name, value)
            names.add(name)
    if records:
        journal.bulk_changed(list(records.values()), names)


def give_slugs(people: Sequence[dict[str, Any]], given: set[int]) -> None:
    """Give each of these new people a short name that nobody has: the name, and a number.

    The people are their fields. `given` are those that new people before them got, by their hashes.
    """
    left, tries = list(people), 0
    while left:
        tries += 1
        proposed = [_numbered(_slug(person), tries) for person in left]
        taken = Person.objects.filter(slug__in=set(proposed)).values_list("slug", flat=True)
        on_record, again = set(taken), []
        for person, slug in zip(left, proposed, strict=True):
            if slug in on_record or hash(slug) in given:
                again.append(person)
            else:
                person["slug"] = slug
                given.add(hash(slug))
        left = again


def _slug(person: dict[str, Any]) -> str:
    name = next((person[name] for name in NAMES if person.get(name)), "")
    return slugify(name.translate(LETTERS))[:LONGEST_SLUG]


def _numbered(slug: str, tries: int) -> str:
    if not slug or tries > 3:  # a name in other letters, or a frequent one
        return f"{slug or 'person'}-{secrets.token_hex(4)}"
    return slug if tries == 1 else f"{slug}-{tries}"
