"""Participants of a spreadsheet written by the thousand, with their history."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.text import slugify

from delegations.enums import Function
from delegations.models import Delegation, Participant, Person
from meetings.enums import RowVerb
from meetings.imports.prepared import columns_of, write_prepared
from meetings.imports.sheets import Row
from meetings.records.domain import journal
from meetings.records.domain.languages import text_of

LONGEST_SLUG = 80
DELEGATION = columns_of(Participant).index("delegation_id")
PERSON = columns_of(Participant).index("person_id")
LETTERS = str.maketrans("đĐłŁøØ", "dDlLoO")  # that do not come apart into a letter and a mark


class Writer:
    """Writes the planned rows of one convening, chunk by chunk, in the caller's transaction."""

    def __init__(self, convening: Any, delegations: dict[int, int]) -> None:
        self.convening = convening
        self.delegations = dict(delegations)  # by entity
        self.made: dict[int, int] = {}  # people by the row that adds them
        self.has_begun = False

    def before_first(self, stepping_down: Collection[int]) -> None:
        """Let heads step down first, since no delegation may have two, even for a moment."""
        if not self.has_begun and stepping_down:
            heads = Participant.objects.filter(pk__in=stepping_down)
            heads.update(function=Function.NOT_RECORDED)
        self.has_begun = True

    def write(self, rows: Sequence[Row]) -> None:
        """Write delegations, then people, then their places."""
        added = [row for row in rows if row.verb == RowVerb.ADDED]
        self._add_delegations({row.kept.entity for row in added} - self.delegations.keys())
        self._add_people([row for row in added if row.kept.new_person is not None])
        changed = {row.kept.person: row.kept.of_person for row in rows if row.kept.person}
        _change(Person, {key: fields for key, fields in changed.items() if fields})
        self._add_participants(added)
        kept = {row.record: row.kept.of_participant for row in rows if row.record}
        _change(Participant, {key: fields for key, fields in kept.items() if fields})

    def _add_delegations(self, entities: Iterable[int]) -> None:
        new = [Delegation(convening=self.convening, entity_id=key) for key in sorted(entities)]
        if new:
            journal.bulk_created(new)
        self.delegations |= {delegation.entity_id: delegation.pk for delegation in new}

    def _add_people(self, rows: Sequence[Row]) -> None:
        keys = write_prepared(Person, [row.kept.new_person for row in rows])
        self.made |= dict(zip((row.number for row in rows), keys, strict=True))

    def _add_participants(self, rows: Sequence[Row]) -> None:
        for row in rows:
            values, kept = row.kept.new_participant, row.kept
            values[DELEGATION] = self.delegations[kept.entity]
            values[PERSON] = kept.person or self.made[kept.like_row or row.number]
        write_prepared(Participant, [row.kept.new_participant for row in rows])


def _change(model: Any, fields: dict[int, dict[str, Any]]) -> None:
    """Write the fields of the records, by number, and their history."""
    # What a colleague saves meanwhile in other fields stays.
    records = model.objects.select_for_update(no_key=True).order_by("pk").in_bulk(fields)
    names: set[str] = set()
    for key, record in records.items():
        for name, value in fields[key].items():
            setattr(record, name, value)
            names.add(name)
    if records:
        journal.bulk_changed(list(records.values()), names)


def give_slugs(people: Sequence[Person], given: set[int]) -> None:
    """Give each of these new people a short name that nobody has: the name, and a number.

    `given` are those that new people before them got, by their hashes.
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
                person.slug = slug
                given.add(hash(slug))
        left = again


def _slug(person: Person) -> str:
    return slugify(text_of(person, "name").text.translate(LETTERS))[:LONGEST_SLUG]


def _numbered(slug: str, tries: int) -> str:
    if not slug or tries > 3:  # a name in other letters, or a frequent one
        return f"{slug or 'person'}-{secrets.token_hex(4)}"
    return slug if tries == 1 else f"{slug}-{tries}"
