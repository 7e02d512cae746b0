"""Puts together what two people made of the same record, field by field and row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# What a form sends for one field: a list of texts for each of its inputs, as a rule of one text.
Value = list[list[str]]
Row = dict[str, Value]

RECORD = ""  # the table and the row that stand for the record itself


class Side(StrEnum):
    """Whose version of a field, or of a row, is to stand."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True)
class Place:
    """A field of a row of a table in a form; without a field, the row as a whole."""

    table: str
    row: str
    field: str = ""

    @property
    def key(self) -> str:
        """Its name among the choices of a page."""
        return f"choice:{self.table}:{self.row}:{self.field}"


@dataclass
class State:
    """What a form holds: the rows of its tables by their numbers, and which are to be deleted."""

    tables: dict[str, dict[str, Row]] = field(default_factory=dict)
    deleted: set[tuple[str, str]] = field(default_factory=set)

    def row(self, table: str, key: str) -> Row | None:
        """One row, unless there is none or it is to be deleted."""
        if (table, key) in self.deleted:
            return None
        return self.tables.get(table, {}).get(key)


@dataclass(frozen=True)
class Difference:
    """A place where something changed. Without a side to take, somebody has to choose one.

    A version is None where there is no such row.
    """

    place: Place
    opened: Value | Row | None
    theirs: Value | Row | None
    mine: Value | Row | None
    side: Side | None
    opened_is_known: bool = True


def differences(opened: State | None, theirs: State, mine: State) -> Iterator[Difference]:
    """Where the record on file and the one typed differ from each other, in the form's order.

    With `opened` unknown, nobody can tell who changed what: every difference is to be chosen.
    A row that both added is one.
    """
    for table in theirs.tables | mine.tables:
        on_file, typed = theirs.tables.get(table, {}), mine.tables.get(table, {})
        before = opened.tables.get(table, {}) if opened else {}
        added = [row for key, row in on_file.items() if key not in before]
        for key in on_file | typed:
            is_new = key not in on_file and key not in before
            if not (is_new and typed[key] in added):
                yield from _differences_of_row(table, key, opened, theirs, mine)


def merged(theirs: State, mine: State, sides: Mapping[Place, Side]) -> State:
    """What is on file, with what was typed wherever its side is taken."""
    tables = {
        table: {key: dict(row) for key, row in rows.items()}
        for table, rows in theirs.tables.items()
    }
    result = State(tables)
    for place, side in sides.items():
        if side is not Side.MINE:
            continue
        typed = mine.row(place.table, place.row)
        rows = tables.setdefault(place.table, {})
        if typed is None:
            result.deleted.add((place.table, place.row))
        elif place.field:
            rows[place.row][place.field] = typed[place.field]
        else:
            rows[place.row] = dict(typed)
    return result


def _differences_of_row(
    table: str, key: str, opened: State | None, theirs: State, mine: State
) -> Iterator[Difference]:
    before = opened.row(table, key) if opened else None
    now, typed = theirs.row(table, key), mine.row(table, key)
    known = opened is not None
    if now is not None and typed is not None:
        for name in now | typed:
            then = before.get(name, []) if before else None
            here, there = now.get(name, []), typed.get(name, [])
            if here != there:
                side = _side(then, here, there, known=known)
                yield Difference(Place(table, key, name), then, here, there, side, known)
    elif now is not None or typed is not None:
        side = _side_of_row(before, now, typed, known=known, deleted=(table, key) in mine.deleted)
        if side is not Side.THEIRS or before is None or now is None:
            yield Difference(Place(table, key), before, now, typed, side, known)


def _side_of_row(
    before: Row | None, now: Row | None, typed: Row | None, *, known: bool, deleted: bool
) -> Side | None:
    """The side to take where only one of the two has the row."""
    if now is None and before is None:
        return Side.MINE  # a new one
    if typed is None and not deleted:
        return Side.THEIRS  # one that the form did not have
    return _side(before, now, typed, known=known)


def _side(opened: object, theirs: object, mine: object, *, known: bool) -> Side | None:
    """The side of whoever alone changed something."""
    if known and opened == theirs:
        return Side.MINE
    if known and opened == mine:
        return Side.THEIRS
    return None
