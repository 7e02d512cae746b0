"""What pasting an agenda would do to a session."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from django.db.models import Model
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from meetings.domain.cited_sources import Support
from meetings.enums import AgendaStatus, Wording
from meetings.models import AgendaItem, Session
from meetings.records.domain.languages import LocalText, other_texts, text_of

Verb = Literal["add", "change", "same", "out"]
NUMBER = re.compile(r"[0-9]+(\([a-z]+\))*")
ITEM_FACTS = ["number", "title"]


@dataclass(frozen=True)
class Row:
    """An item as the person who pastes it wants it."""

    level: int
    number: str
    title: str
    is_left_out: bool = False


@dataclass(frozen=True)
class Change:
    """A field that gets another value, in words."""

    name: str
    before: str
    after: str


@dataclass
class Step:
    """What becomes of one row."""

    row: Row
    verb: Verb
    item: AgendaItem | None = None
    above: "Step | None" = None
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """All that is going to be written; the same whether it is only shown or done."""

    session: Session
    language: str
    steps: list[Step]
    kept: list[AgendaItem]
    order: list["Step | AgendaItem"]
    is_reordered: bool
    status: str
    support: Support | None
    state: str

    @property
    def errors(self) -> bool:
        """Whether something has to be mended first."""
        return any(step.errors for step in self.steps)

    @property
    def counts(self) -> Counter[str]:
        """How many rows come to what."""
        return Counter(step.verb for step in self.steps)

    @property
    def status_change(self) -> Change | None:
        """The agenda's new status, if it gets one."""
        if not self.status or self.status == self.session.agenda_status:
            return None
        words = dict(AgendaStatus.choices)
        before, after = words[self.session.agenda_status], words[self.status]
        return Change(_("agenda"), str(before), str(after))

    @property
    def citations(self) -> int:
        """How many citations are going to be made."""
        return sum(1 for _record, _facts in self.uncited())

    def uncited(self) -> Iterator[tuple[Model | None, list[str]]]:
        """What the source does not support yet; None for an item that is to be added."""
        if self.support is None:
            return
        for step in self.steps:
            if step.verb != "out" and (
                step.item is None or self.support.lacks(step.item, ITEM_FACTS)
            ):
                yield step.item, ITEM_FACTS
        if self.status and self.support.lacks(self.session, ["agenda_status"]):
            yield self.session, ["agenda_status"]

    @property
    def does_nothing(self) -> bool:
        """Whether the record says all of it already."""
        idle = not (self.counts["add"] or self.counts["change"] or self.is_reordered)
        return idle and self.status_change is None and not self.citations

    @property
    def checksum(self) -> str:
        """Stands for all that is asked and all that is on record; only what was shown is saved."""
        support = self.support and (self.support.source.slug, self.support.locator)
        asked = (self.language, self.status, support, [step.row for step in self.steps])
        return _sha256(f"{asked!r}{self.state}")


def plan(
    session: Session,
    rows: Sequence[Row],
    *,
    language: str,
    status: str = "",
    support: Support | None = None,
) -> Plan:
    """What the rows would add to the session's agenda and change in it."""
    items = list(session.items.in_agenda_order())
    title = build_localized_fieldname("title", language)
    steps = list(_steps(rows, items, title))
    for step in steps:
        if step.verb != "out":
            _judge(step, title, language)
    _judge_numbers(steps)
    taken = {step.item.pk for step in steps if step.item and step.verb != "out"}
    kept = [item for item in items if item.pk not in taken]
    order = _in_order(steps, items, taken)
    places = [entry.item if isinstance(entry, Step) else entry for entry in order]
    positions = [item.position if item else None for item in places]
    rising = None not in positions and all(
        first < second  # type: ignore[operator]
        for first, second in pairwise(positions)
    )
    return Plan(
        session=session,
        language=language,
        steps=steps,
        kept=kept,
        order=order,
        is_reordered=not rising and [i for i in places if i] != items,
        status=status,
        support=support,
        state=state_of(session, items),
    )


def state_of(session: Session, items: Iterable[AgendaItem]) -> str:
    """Stands for the agenda as it is on record, last changes included."""
    state = [
        (item.pk, item.changed_at.isoformat(), item.position, item.parent_id) for item in items
    ]
    return _sha256(f"{session.agenda_status}{state!r}")


def _steps(rows: Sequence[Row], items: list[AgendaItem], title: str) -> Iterator[Step]:
    """Each row with the item that it means: of its number, or else of its very title."""
    by_number = {item.number: item for item in items if item.number}
    by_title: dict[str, list[AgendaItem]] = {}
    for each in items:
        if not each.number:
            by_title.setdefault(_folded(getattr(each, title) or ""), []).append(each)
    above: list[Step] = []
    for row in rows:
        if row.is_left_out:
            yield Step(row, "out")
            continue
        item: AgendaItem | None = by_number.get(row.number) if row.number else None
        by_number.pop(row.number, None)
        alike = by_title.get(_folded(row.title), []) if row.title else []
        if item is None and len(alike) == 1:
            item = alike.pop()
        above = [step for step in above if step.row.level < row.level]
        step = Step(row, "same" if item else "add", item, above[-1] if above else None)
        above.append(step)
        yield step


def _judge(step: Step, title: str, language: str) -> None:
    """Say what changes, what has to be mended and what is worth a look."""
    row, item = step.row, step.item
    _judge_texts(step)
    if row.level > 1 and step.above is None:
        step.notes.append(_("Nothing stands above it: it will be at the top."))
    if item is None:
        return
    if row.number != item.number:
        step.changes.append(Change(_("number"), item.number, row.number))
    before = getattr(item, title) or ""
    if row.title != before:
        step.changes.append(Change(_("title"), before, row.title))
    parent = step.above.item if step.above else None
    if (step.above and parent is None) or (parent and parent.pk) != item.parent_id:
        was = str(item.parent) if item.parent else ""
        now = f"{step.above.row.number} {step.above.row.title}".strip() if step.above else ""
        step.changes.append(Change(_("part of item"), was, now))
    if item.wording != Wording.OFFICIAL:
        _judge_wording(step, item, language)
    step.verb = "change" if step.changes else "same"


def _judge_texts(step: Step) -> None:
    row = step.row
    if not row.title:
        step.errors.append(_("It has no title."))
    if len(row.title) > 500:
        step.errors.append(
            _("The title has %(length)s characters; at most 500 fit.") % {"length": len(row.title)}
        )
    if not row.number:
        step.notes.append(_("Its number is not recorded."))
    elif not NUMBER.fullmatch(row.number) or len(row.number) > 12:
        step.errors.append(_("Write the number like 4 or 4(a)."))
    elif step.above and not row.number.startswith(f"{step.above.row.number}("):
        step.notes.append(
            _("%(number)s stands under %(above)s.")
            % {"number": row.number, "above": step.above.row.number or step.above.row.title}
        )
    elif step.above is None and "(" in row.number:
        step.notes.append(_("%(number)s stands at the top.") % {"number": row.number})


def _judge_wording(step: Step, item: AgendaItem, language: str) -> None:
    """A title as reported gives way to the agenda's own, unless another language still has it."""
    words = dict(Wording.choices)
    others = [text for text in _titles(item) if text.language != language]
    if others:
        step.notes.append(
            _("Titles in other languages are as reported, so the wording stays “%(wording)s”.")
            % {"wording": words[item.wording]}
        )
        return
    before, after = str(words[item.wording]), str(words[Wording.OFFICIAL])
    step.changes.append(Change(_("wording of the title"), before, after))


def _titles(item: AgendaItem) -> list[LocalText]:
    return [text_of(item, "title"), *other_texts(item, "title")]


def _judge_numbers(steps: list[Step]) -> None:
    standing = [step for step in steps if step.verb != "out" and step.row.number]
    counted = Counter(step.row.number for step in standing)
    for step in standing:
        if counted[step.row.number] > 1:
            step.errors.append(
                _("The number %(number)s stands here twice.") % {"number": step.row.number}
            )


def _in_order(
    steps: list[Step], items: list[AgendaItem], taken: set[int]
) -> list[Step | AgendaItem]:
    """The rows in their order; each item that is kept stays after the one before it on record."""
    order: list[Step | AgendaItem] = [step for step in steps if step.verb != "out"]
    places = {entry.item.pk: entry for entry in order if isinstance(entry, Step) and entry.item}
    before: Step | AgendaItem | None = None
    for item in items:
        if item.pk in taken:
            before = places[item.pk]
            continue
        order.insert(order.index(before) + 1 if before else 0, item)
        before = item
    return order


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
