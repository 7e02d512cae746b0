"""What the rows of a file would do, all compared with the record as it is before the first one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.records.columns import CHANGED_AT, ID
from meetings.records.imports.fields import Cell, KeysCell, Saying
from meetings.records.imports.problems import messages
from meetings.records.table_files.cells import members_of, text_cell
from meetings.records.tables import Column, Table

Row = Mapping[str, str]
Fact = tuple[type, Any, str]  # the kind of a record, its primary key and its field


@dataclass
class Plan:
    """What one row would do: to which record, what it says that is new, and what is wrong."""

    number: int
    row: Row
    record: Any = None
    said: list[Saying] = field(default_factory=list)
    new: list[Saying] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def planned(
    table: Table, records: Any, cells: Sequence[Cell], rows: Iterable[Row], *, force: bool
) -> list[Plan]:
    """What each row would do to the records; with `force` even to one that was changed since."""
    plans = [Plan(number, row) for number, row in enumerate(rows, 1)]
    for plan in plans:
        _find(plan, table, records)
        if plan.record:
            _read(plan, cells)
    sound = [plan for plan in plans if plan.record]
    _refuse_contradictions(sound)
    _refuse_fixed(sound, table, records, {cell.column_name for cell in cells}, force=force)
    return plans


def _find(plan: Plan, table: Table, records: Any) -> None:
    key = plan.row[ID]
    try:
        plan.record = table.with_id(records, key).first()
    except ValueError:  # what no database can hold
        plan.record = None
    if plan.record is None:
        plan.wrong.append(_("No record here has the id “%(id)s”.") % {"id": key})


def _read(plan: Plan, cells: Sequence[Cell]) -> None:
    """Note what the cells say, or that they make no sense."""
    for cell in cells:
        try:
            saying = cell.saying(plan.record, plan.row)
            plan.said.append(saying)
            if cell.differs(plan.record, saying):
                plan.new.append(saying)
        except (ValidationError, ValueError, OverflowError) as error:
            plan.wrong.append(f"{cell.column_name}: {' '.join(messages(error))}")


def _refuse_contradictions(plans: Sequence[Plan]) -> None:
    """Refuse rows that do not say the same of a fact that they share."""
    first: dict[Fact, tuple[Plan, Any]] = {}
    by_key = {plan.record.pk: plan for plan in plans}
    for plan in plans:
        for saying in plan.said:
            name, owner = saying.cell.column_name, saying.cell.owner(plan.record)
            fact = (type(owner), owner.pk, saying.field)
            if saying.cell.of and first.setdefault(fact, (plan, saying.value))[1] != saying.value:
                _contradict(plan, first[fact][0], name)
            for other in _named_one_sidedly(plan, saying, by_key):
                _contradict(plan, other, name)


def _named_one_sidedly(plan: Plan, saying: Saying, by_key: Mapping[Any, Plan]) -> list[Plan]:
    """The rows of records that this one names in a mutual list, and that do not name it."""
    cell = saying.cell
    if not isinstance(cell, KeysCell) or not cell.is_mutual(plan.record):
        return []
    named = [by_key[record.pk] for record in saying.value if record.pk in by_key]
    return [
        other
        for other in named
        if any(said.cell is cell and plan.record not in said.value for said in other.said)
    ]


def _contradict(plan: Plan, other: Plan, name: str) -> None:
    for here, there in [(plan, other), (other, plan)]:
        words = _("Row %(row)d says otherwise.") % {"row": there.number}
        if f"{name}: {words}" not in here.wrong:
            here.wrong.append(f"{name}: {words}")


def _refuse_fixed(
    plans: Sequence[Plan], table: Table, records: Any, changeable: set[str], *, force: bool
) -> None:
    """Refuse what columns say that cannot be changed, and what was said of an older state."""
    fixed = [column for column in table.columns if column.name not in {*changeable, ID}]
    keys = [plan.record.pk for plan in plans]
    recorded = {record.pk: record for record in table.load(records.filter(pk__in=keys))}
    for plan in plans:
        record = recorded[plan.record.pk]
        for column in fixed:
            if column.name not in plan.row or _agrees(column, record, plan.row):
                continue
            if column.name != CHANGED_AT.name:
                plan.wrong.append(f"{column.name}: {_('This cannot be changed here.')}")
            elif plan.new and not force:
                plan.wrong.append(_("The record was changed since this file was written."))


def _agrees(column: Column, record: Any, row: Row) -> bool:
    """Whether a cell that cannot be changed says what is so; a text, in any language."""
    said = row[column.name]
    if column.many:
        return sorted(members_of(said)) == sorted(members_of(text_cell(column.value(record))))
    if not column.text:
        return said == text_cell(column.value(record))
    texts = column.texts(record, all_languages=True)
    shown = column.texts(record, all_languages=False)
    if not said or not shown[column.name]:
        return said == text_cell(shown[column.name])
    language = row[f"{column.name}_language"].replace("-", "_")
    return said == texts.get(f"{column.name}_{language}")
