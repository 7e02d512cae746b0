"""What a convening still lacks: the one list of rules, for the workbench, publishing and a command.

A rule is a function that looks at many convenings at once and yields what it found; `@rule` puts
it on the list. It asks no clock: the day is given. What several rules read is read once (`shared`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.db.models import IntegerChoices, Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

Read = TypeVar("Read")


class Gravity(IntegerChoices):
    """How much a finding matters."""

    INFORMATION = 1, _("for information")
    SHOULD = 2, _("should be mended")
    GRAVE = 3, _("to be mended before publication")


@dataclass(frozen=True)
class Subject:
    """What findings are about; the lowest position comes first."""

    name: str
    label: Any
    position: int


class Found(NamedTuple):
    """What a rule found at one convening, in words, and where in the administration it is mended.

    Without a gravity it has that of its rule.
    """

    convening_id: int
    words: str
    url: str
    gravity: Gravity | None = None


@dataclass(frozen=True)
class Rule:
    """A check with its subject and how much its findings matter."""

    name: str
    subject: Subject
    gravity: Gravity
    check: Callable[["Examined"], Iterable[Found]]


@dataclass(frozen=True)
class Finding:
    """Something at a convening that is to be mended, or to be known."""

    convening_id: int
    rule: Rule
    words: str
    url: str
    gravity: Gravity

    @property
    def is_grave(self) -> bool:
        """Whether it is to be mended before anything is published."""
        return self.gravity == Gravity.GRAVE


@dataclass
class Examined:
    """The convenings that are looked at, on which day, and what was read of them so far."""

    convenings: list[Any]
    today: date
    _read: dict[Any, Any] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.convenings)

    @property
    def ids(self) -> list[int]:
        """The numbers of the convenings."""
        return [convening.pk for convening in self.convenings]

    def over(self, convening: Any) -> bool:
        """Whether the last day is past; of a convening without one, the first."""
        return (convening.ends_on or convening.starts_on) < self.today


_rules: dict[str, Rule] = {}


def rule(
    subject: Subject, gravity: Gravity
) -> Callable[[Callable[[Examined], Iterable[Found]]], Callable[[Examined], Iterable[Found]]]:
    """Put a check on the list, under the name of its function."""

    def add(check: Callable[[Examined], Iterable[Found]]) -> Callable[..., Iterable[Found]]:
        _rules[check.__name__] = Rule(check.__name__, subject, gravity, check)
        return check

    return add


def rules() -> list[Rule]:
    """Every rule, by subject."""
    return sorted(_rules.values(), key=lambda each: each.subject.position)


def shared(reader: Callable[[Examined], Read]) -> Callable[[Examined], Read]:
    """Let several rules have what was read once."""

    @wraps(reader)
    def read_once(examined: Examined) -> Read:
        if reader not in examined._read:
            examined._read[reader] = reader(examined)
        return examined._read[reader]

    return read_once


def findings_of(convenings: Iterable[Any], today: date) -> dict[int, list[Finding]]:
    """What every rule finds at each convening, by its number, the gravest first.

    The number of queries does not depend on how many convenings there are.
    """
    return findings_at(Examined(list(convenings), today))


def findings_at(examined: Examined) -> dict[int, list[Finding]]:
    """The same of convenings of which something may have been read already."""
    found: dict[int, list[Finding]] = {convening.pk: [] for convening in examined}
    for each in rules() if examined.convenings else []:
        for convening_id, words, url, gravity in each.check(examined):
            finding = Finding(convening_id, each, words, url, gravity or each.gravity)
            found[convening_id].append(finding)
    return {
        number: sorted(findings, key=lambda finding: -finding.gravity)
        for number, findings in found.items()
    }


def open_findings(convening: Any, today: date) -> list[Finding]:
    """What every rule finds at one convening, the gravest first."""
    return findings_of([convening], today)[convening.pk]


def form_of(record: Model, anchor: str = "") -> str:
    """The address of the record's form, or of a place in it."""
    return f"{form_at(type(record), record.pk)}{'#' + anchor if anchor else ''}"


def form_at(model: type[Model], number: int) -> str:
    """The address of the form of the record of this number."""
    return reverse(f"admin:{_name_of(model)}_change", args=[number])


def page_at(model: type[Model], number: int, page: str) -> str:
    """The address of a further page of the record of this number."""
    return reverse(f"admin:{_name_of(model)}_{page}", args=[number])


def list_of(model: type[Model], **filters: Any) -> str:
    """The address of the list of the kind of record, with filters."""
    address = reverse(f"admin:{_name_of(model)}_changelist")
    return f"{address}?{urlencode(filters)}" if filters else address


def place_of(model: type[Model], numbers: Iterable[int], **filters: Any) -> str:
    """Where the records of these numbers are mended: one in its form, more in a list of them.

    As many as a list shows; what is mended makes room for the next.
    """
    ordered = sorted(numbers)
    if len(ordered) == 1:
        return form_at(model, ordered[0])
    return list_of(model, **filters, id__in=",".join(map(str, ordered[:100])))


def add_to(model: type[Model], **filled: Any) -> str:
    """The address of the empty form of the kind of record, with fields filled in."""
    address = reverse(f"admin:{_name_of(model)}_add")
    return f"{address}?{urlencode(filled)}" if filled else address


def _name_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"
