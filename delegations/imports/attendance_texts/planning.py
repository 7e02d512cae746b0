"""What pasting a paragraph on attendance would do to a convening, and doing just that."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from delegations.enums import AttendanceMode, Capacity
from delegations.imports.attendance_texts.headings import agrees
from delegations.imports.attendance_texts.names import Names
from delegations.imports.attendance_texts.reading import NamedInText, Reading
from delegations.models import Delegation, Entity
from meetings.domain.cited_sources import Support
from meetings.domain.naming import date_range
from meetings.models import Convening

Verb = Literal["add", "same", "choose", "out"]
OUT = "out"
MOST_WITH_CANDIDATES = 40


@dataclass
class Step:
    """What becomes of one name in the text."""

    found: NamedInText
    key: str
    verb: Verb
    entity: Entity | None = None
    chosen: str = ""
    is_choice: bool = False
    capacity: Capacity | None = None
    candidates: list[Entity] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """All that is going to be written; the same whether it is only shown or done."""

    convening: Convening
    steps: list[Step]
    on_record: dict[int, Delegation]
    kept: list[Delegation]
    mode: str
    support: Support | None

    @property
    def counts(self) -> Counter[str]:
        """How many names come to what."""
        return Counter(step.verb for step in self.steps)

    @property
    def choices(self) -> list[Step]:
        """Names that somebody has to decide upon, or has."""
        return [step for step in self.steps if step.is_choice]

    @property
    def is_undecided(self) -> bool:
        """Whether a name is neither matched nor left out."""
        return bool(self.counts["choose"])

    @property
    def added(self) -> list[Entity]:
        """Who gets a delegation, each once, in the order of the text."""
        entities = [step.entity for step in self.steps if step.verb == "add" and step.entity]
        return list(dict.fromkeys(entities))

    @property
    def uncited(self) -> list[Delegation]:
        """Delegations on record that the source does not support yet."""
        named = [step.entity.pk for step in self.steps if step.verb == "same" and step.entity]
        found = [self.on_record[pk] for pk in dict.fromkeys(named)]
        return [each for each in found if self.support and self.support.lacks(each, [])]

    @property
    def citations(self) -> int:
        """How many citations are going to be made."""
        return len(self.added) + len(self.uncited) if self.support else 0

    @property
    def does_nothing(self) -> bool:
        """Whether the record says all of it already."""
        return not (self.added or self.citations)

    @property
    def state(self) -> str:
        """Stands for the delegations as they are on record."""
        pairs = sorted((pk, each.changed_at.isoformat()) for pk, each in self.on_record.items())
        return _sha256(repr(pairs))

    @property
    def checksum(self) -> str:
        """Stands for all that is asked and all that is on record; only what was shown is saved."""
        support = self.support and (self.support.source.slug, self.support.locator)
        asked = [
            (step.found.text, step.verb, step.entity and step.entity.pk) for step in self.steps
        ]
        return _sha256(f"{asked!r}{self.mode}{support!r}{self.state}")


def plan(
    convening: Convening,
    reading: Reading,
    names: Names,
    *,
    chosen: Mapping[str, str],
    mode: str = AttendanceMode.NOT_RECORDED,
    support: Support | None = None,
) -> Plan:
    """Who would get a delegation; `chosen` says whom the unclear names mean, or “out”."""
    delegations = Delegation.objects.filter(convening=convening).select_related("entity")
    on_record = {each.entity_id: each for each in delegations.order_by("entity__name", "pk")}
    first_day = convening.starts_on
    capacities = dict(
        Entity.objects.with_capacity_on(first_day).order_by().values_list("pk", "capacity")
    )
    steps: list[Step] = []
    seen: dict[int, str] = {}
    for found in reading.names:
        step = _step(found, names, chosen, convening)
        if step.entity:
            step.verb = "same" if step.entity.pk in on_record else "add"
            step.capacity = Capacity(capacities[step.entity.pk])
            _judge(step, convening)
            if step.entity.pk in seen:
                step.notes.append(_("It is named twice in the text."))
            seen[step.entity.pk] = found.text
        steps.append(step)
    unclear = [step for step in steps if step.is_choice and not step.candidates]
    for step in unclear[:MOST_WITH_CANDIDATES]:
        step.candidates = names.like(step.found.text)
    kept = [each for pk, each in on_record.items() if pk not in seen]
    return Plan(convening, steps, on_record, kept, mode, support)


def apply(planned: Plan) -> None:
    """Write the plan; call it within one transaction, with the convening locked."""
    for entity in planned.added:
        delegation = Delegation(convening=planned.convening, entity=entity, mode=planned.mode)
        delegation.save()
        if planned.support:
            planned.support.cite(delegation, [])
    for delegation in planned.uncited:
        planned.support.cite(delegation, [])  # type: ignore[union-attr]


def key_of_choice(found: NamedInText) -> str:
    """The same name is decided upon once, and the decision outlives changes of the text."""
    return _sha256(" ".join(found.words))[:12]


def _step(
    found: NamedInText, names: Names, chosen: Mapping[str, str], convening: Convening
) -> Step:
    key = key_of_choice(found)
    who = sorted(found.entities)
    if len(who) > 1:
        used = [pk for pk in who if not names.use_on(found.words, pk, convening.starts_on)]
        who = used if len(used) == 1 else who
    if len(who) == 1:
        step = Step(found, key, "add", names.entities[who[0]])
        if len(found.entities) > 1:
            step.notes.append(_("Others bore this name at other times."))
        if years := names.use_on(found.words, who[0], convening.starts_on):
            step.notes.append(
                _("A name of another time (%(years)s): %(entity)s.")
                % {"years": years, "entity": names.entities[who[0]]}
            )
        return step
    step = Step(found, key, "choose", is_choice=True, chosen=chosen.get(key, ""))
    step.candidates = [names.entities[pk] for pk in who]
    if step.chosen == OUT:
        step.verb = "out"
    elif step.chosen.isdecimal() and len(step.chosen) < 19:
        step.entity = names.entities.get(int(step.chosen))
    return step


def _judge(step: Step, convening: Convening) -> None:
    """Whether the record says the same of the capacity on the first day."""
    if agrees(step.found.claim, str(step.capacity)) or step.capacity is None:
        return
    step.notes.append(
        _("The text says: %(claim)s. On record for %(day)s: %(capacity)s.")
        % {
            "claim": Capacity(step.found.claim).label,
            "day": date_range(convening.starts_on, None),
            "capacity": capfirst(step.capacity.label),
        }
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
