"""The reference of an import: the same file, the same rules, the same rows, in the plainest Python.

    python -m tests.benchmarks.references.imports CONVENING FILE

Nothing of the portal's own engine is used: only its settings, for the database and for the words
that cells may hold in the seven languages. The file is parsed with the csv module, each row is
checked (name, lengths, entity by any of its names or codes, words of function, mode and presence,
yes and no, e-mail address, the order number, somebody twice in a delegation, the same person on
record, one head, limit of the room, unique short names), and people, participants and the history
of both are written with COPY or executemany, all in one transaction.
"""

import csv
import os
import re
import sys
import unicodedata
from collections import defaultdict
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uncac_portal.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from delegations.enums import AttendanceMode, Function, Presence  # noqa: E402
from tests.benchmarks.references.known import (  # noqa: E402
    known_person,
    name_key,
    names_of_entities,
    normal,
    people_on_record,
    rows_of,
    words_of,
)
from tests.benchmarks.sheets import HEAD  # noqa: E402

EMAIL = re.compile(
    r"[-!#$%&'*+/=?^`{}|~\w]+(\.[-!#$%&'*+/=?^`{}|~\w]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,63}"
)
SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\t\n\r\ufffe\uffff]+")
NO_SLUG = re.compile(r"[^a-z0-9]+")
YES = {"yes": True, "true": True, "1": True, "x": True}
YES |= {"no": False, "false": False, "0": False, "": False}
AT_ONCE = 10_000
WHEN = ["id", "created_at", "changed_at"]
PERSON = [*WHEN, "slug", "name", "name_en", "sort_name", "honorific", "email", "phone"]
PERSON += ["private_note"]
PARTICIPANT = [*WHEN, "delegation_id", "person_id", "function", "title", "title_en", "position"]
PARTICIPANT += ["mode", "presence", "listed"]
HISTORY = ["history_date", "history_type", "history_user_id", "journal_id"]


def main(slug, path):
    rows = csv.reader(Path(path).open(encoding="utf-8-sig", newline=""))  # noqa: SIM115
    with transaction.atomic(), connection.cursor() as cursor:
        Reference(cursor, slug).read(rows)


class Reference:
    def __init__(self, cursor, slug):
        self.cursor = cursor
        [(self.convening, self.limit)] = rows_of(
            cursor, "SELECT id, in_person_limit FROM meetings_convening WHERE slug = %s", slug
        )
        self.now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
        if connection.vendor == "postgresql":
            self.now += "+00:00"
        cursor.execute(
            "INSERT INTO records_journalentry (made_at, way, detail, reason, written) "
            "VALUES (%s, 'import', %s, '', '{}') RETURNING id",
            [self.now, slug],
        )
        self.journal = cursor.fetchone()[0]
        self.entities = names_of_entities(cursor)
        self.states = {
            entity
            for (entity,) in rows_of(
                cursor, "SELECT id FROM delegations_entity WHERE kind = 'state'"
            )
        }
        self.people, self.places, self.slugs = people_on_record(cursor)
        self.delegations = dict(
            rows_of(
                cursor,
                "SELECT entity_id, id FROM delegations_delegation WHERE convening_id = %s",
                self.convening,
            )
        )
        self.positions, self.heads, self.room = defaultdict(int), set(), defaultdict(int)
        for entity, position, function, mode, presence in rows_of(
            cursor,
            "SELECT entity_id, position, function, p.mode, presence FROM delegations_participant p "
            "JOIN delegations_delegation d ON d.id = delegation_id WHERE convening_id = %s",
            self.convening,
        ):
            self.positions[entity] = max(self.positions[entity], position)
            if function == "head":
                self.heads.add(entity)
            if mode in ("in_person", "both") and presence != "did_not_attend":
                self.room[entity] += 1

    def read(self, rows):
        if next(rows) != HEAD:
            raise SystemExit("other columns")
        functions, modes, presences = map(words_of, (Function, AttendanceMode, Presence))
        new_people, people, participants, number = {}, [], [], 1
        person_key, participant_key = (
            self.numbers("delegations_person"),
            self.numbers("delegations_participant"),
        )
        for number, cells in enumerate(rows, 2):
            cells = [
                cell.strip() if cell.isprintable() else SIGNS.sub(" ", cell).strip()
                for cell in cells
            ]
            honorific, given, family, entity, title, function, email, mode, presence, listed = cells
            if not (given or family):
                raise SystemExit(f"row {number}: no name")
            if (
                len(honorific) > 40
                or len(given) > 100
                or len(family) > 100
                or len(title) > 250
                or len(email) > 254
                or len(entity) > 250
            ):
                raise SystemExit(f"row {number}: too long")
            if email and not EMAIL.fullmatch(email):
                raise SystemExit(f"row {number}: no e-mail address")
            try:
                function, mode, presence = (
                    functions[normal(function)],
                    modes[normal(mode)],
                    presences[normal(presence)],
                )
                listed = YES[listed.casefold()]
            except KeyError as word:
                raise SystemExit(f"row {number}: {word}") from None
            meant = self.entities.get(normal(entity), ())
            if len(meant) != 1:
                raise SystemExit(f"row {number}: {entity}")
            [entity] = meant
            name, address = f"{given} {family}".strip(), email.casefold()
            candidates = self.people.get(name_key(name), ())
            person, is_here = (
                known_person(candidates, self.places, address, entity, self.convening)
                if candidates
                else (None, False)
            )
            if is_here:
                raise SystemExit(f"row {number}: changes are not part of the reference")
            if person is None:
                key = hash((name.casefold(), address) if address else (name.casefold(), entity))
                if key in new_people:
                    raise SystemExit(f"row {number}: as row {new_people[key]}")
                new_people[key] = number
                person = next(person_key)
                people.append(
                    (
                        person,
                        self.now,
                        self.now,
                        self.slug(name),
                        name,
                        name,
                        f"{family} {given}".strip(),
                        honorific,
                        email,
                        "",
                        "",
                    )
                )
            if function == "head":
                if entity in self.heads:
                    raise SystemExit(f"row {number}: a second head")
                self.heads.add(entity)
            if (
                self.limit is not None
                and entity in self.states
                and mode in ("in_person", "both")
                and presence != "did_not_attend"
            ):
                self.room[entity] += 1
                if self.room[entity] > self.limit:
                    raise SystemExit(f"row {number}: the room is full")
            position = self.positions[entity] = min(self.positions[entity] + 1, 32_767)
            participants.append(
                (
                    *(
                        next(participant_key),
                        self.now,
                        self.now,
                        self.delegation(entity),
                        person,
                        function,
                    ),
                    *(title, title or None, position, mode, presence, listed),
                )
            )
            if len(participants) >= AT_ONCE:
                self.write(people, participants)
        self.write(people, participants)
        return number - 1

    def slug(self, name):
        text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = first = NO_SLUG.sub("-", text).strip("-")[:80] or "person"
        number = 1
        while slug in self.slugs:
            number += 1
            slug = f"{first}-{number}"
        self.slugs.add(slug)
        return slug

    def delegation(self, entity):
        if entity not in self.delegations:
            self.cursor.execute(
                "INSERT INTO delegations_delegation "
                "(created_at, changed_at, convening_id, entity_id, mode, note) "
                "VALUES (%s, %s, %s, %s, 'not_recorded', '') RETURNING id",
                [self.now, self.now, self.convening, entity],
            )
            self.delegations[entity] = self.cursor.fetchone()[0]
        return self.delegations[entity]

    def numbers(self, table):
        if connection.vendor == "postgresql":
            while True:
                yield from (
                    n
                    for (n,) in rows_of(
                        self.cursor,
                        f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) "
                        f"FROM generate_series(1, {AT_ONCE})",
                    )
                )
        [(last,)] = rows_of(self.cursor, f"SELECT max(id) FROM {table}")
        last = last or 0
        while True:
            last += 1
            yield last

    def write(self, people, participants):
        history = (self.now, "+", None, self.journal)
        for table, columns, rows in (
            ("person", PERSON, people),
            ("participant", PARTICIPANT, participants),
        ):
            self.load(f"delegations_{table}", columns, rows)
            kept = [(*row, *history) for row in rows]
            self.load(f"delegations_historical{table}", [*columns, *HISTORY], kept)
            rows.clear()

    def load(self, table, columns, rows):
        names = ", ".join(columns)
        if connection.vendor == "postgresql":
            text = StringIO("".join(["\t".join(map(copied, row)) + "\n" for row in rows]))
            self.cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", text)
        else:
            marks = ", ".join(["?"] * len(columns))
            self.cursor.cursor.connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", rows
            )


def copied(cell):
    return "\\N" if cell is None else str(cell).replace("\\", "\\\\")


if __name__ == "__main__":
    main(*sys.argv[1:])
