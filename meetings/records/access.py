"""Who may do what with which records: the one place that decides, for every way into the record.

A backend of django.contrib.auth says what reach somebody has (`reach_of`); querysets say which body
a record belongs to (`body_path`) and which convening (`convening_path`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_backends
from django.db.models import Field, Model, QuerySet

from meetings.records.enums import Level
from meetings.records.models import Citation
from meetings.records.querysets.reach import ReachQuerySet, model_at

NOTHING = 0


@dataclass(frozen=True)
class Reach:
    """The level that somebody has for the records of all bodies, and of single ones by number."""

    everywhere: int = NOTHING
    by_body: dict[int, int] = field(default_factory=dict)

    @property
    def highest(self) -> int:
        """The highest level that is reached for any records."""
        return max(self.everywhere, *self.by_body.values(), NOTHING)

    def anywhere(self, level: Level) -> bool:
        """Whether there are records for which the level is reached."""
        return self.highest >= level

    def bodies(self, level: Level) -> set[int] | None:
        """The bodies for whose records the level is reached; None: all."""
        if self.everywhere >= level:
            return None
        return {body for body, have in self.by_body.items() if have >= level}

    def among(self, bodies: Iterable[int], *, in_all: bool = False) -> int:
        """The highest level reached for one of the bodies; `in_all`: for each of them."""
        levels = [max(self.everywhere, self.by_body.get(body, NOTHING)) for body in bodies]
        return (min if in_all else max)(levels, default=self.everywhere)


def reach_of(user: Any) -> Reach:
    """How far somebody reaches; nowhere unless signed in as staff. Asked once per request."""
    if user is None:
        return Reach()
    if (known := getattr(user, "_reach", None)) is not None:
        return known
    for backend in get_backends():
        if hasattr(backend, "reach_of"):
            user._reach = backend.reach_of(user)
            return user._reach
    return Reach()


def forget_reach(user: Any) -> None:
    """Ask for somebody's roles anew, since they may have changed."""
    user._reach = None


def within_reach(
    records: QuerySet, user: Any, level: Level, *, in_all: bool = False
) -> QuerySet[Any]:
    """The records with which somebody may do what the level allows.

    `in_all` asks for the level in every body that shares a record, as publishing and deleting do.
    """
    bodies = reach_of(user).bodies(level)
    if bodies is None:
        return records
    if not isinstance(records, ReachQuerySet):
        return records.none()
    return records.reached(bodies, level, in_all=in_all)


def level_of(user: Any, record: Model, *, in_all: bool = False) -> int:
    """What somebody may do with the record: as it is on record, or as it will be if it is new."""
    reach = reach_of(user)
    if not any(level > reach.everywhere for level in reach.by_body.values()):
        return reach.everywhere
    return max(reach.everywhere, _level(reach, record, in_all))


def may(user: Any, level: Level, record: Model) -> bool:
    """Whether somebody may do what the level allows with the record."""
    return level_of(user, record) >= level


def may_in_all(user: Any, level: Level, record: Model) -> bool:
    """Whether somebody has the level in every body that shares the record."""
    return level_of(user, record, in_all=True) >= level


def may_somewhere(user: Any, level: Level, model: type[Model]) -> bool:
    """Whether there can be records of the kind with which somebody may do what the level allows.

    What is no record and of no convening is bookkeeping, for administrators of all bodies.
    """
    reach = reach_of(user)
    if not _has_reach(model._default_manager.all()):
        return reach.everywhere >= Level.ADMINISTRATOR
    if level > Level.VIEWER and is_reference(model):
        return reach.everywhere >= level
    return reach.anywhere(level)


def is_reference(model: type[Model]) -> bool:
    """Whether records of the kind are of no body: only a role for all bodies changes them."""
    questions = model._default_manager.all()
    if model is Citation or not isinstance(questions, ReachQuerySet) or questions.is_common:
        return False
    return questions.body_path is None and questions.convening_path is None


def decides_reach(field: Field) -> bool:
    """Whether the field of a record says whose the record is."""
    questions = field.model._default_manager.all()
    if not isinstance(questions, ReachQuerySet):
        return False
    paths = (questions.body_path, questions.convening_path)
    return field.name in [path.partition("__")[0] for path in paths if path]


def choosable(records: QuerySet, field: Field, user: Any) -> QuerySet:
    """The records that somebody may choose in the field of a record.

    What says whose the record is has to be one's own to change; other records need only be seen.
    """
    if not decides_reach(field):
        return within_reach(records, user, Level.VIEWER) if _has_reach(records) else records
    if field.name == field.model._default_manager.all().body_path:  # type: ignore[attr-defined]
        bodies = reach_of(user).bodies(Level.EDITOR)
        return records if bodies is None else records.filter(pk__in=bodies)
    return within_reach(records, user, Level.EDITOR)


def _has_reach(records: QuerySet) -> bool:
    return isinstance(records, ReachQuerySet)


def _level(reach: Reach, record: Model, in_all: bool) -> int:
    if isinstance(record, Citation):
        return _level(reach, record.record, in_all) if record.record else NOTHING
    questions = type(record)._default_manager.all()
    if not isinstance(questions, ReachQuerySet):
        return NOTHING
    if questions.is_common:
        return reach.highest
    own = _at(record, questions.body_path)
    level = reach.among(own, in_all=in_all) if own else NOTHING
    if questions.convening_path is None:
        return max(level, min(reach.highest, Level.VIEWER))
    if level >= Level.VIEWER and not in_all:
        return level
    shared = _level_at_convening(reach, record, questions, in_all)
    return max(level, min(shared, Level.VIEWER)) if own else shared


def _level_at_convening(reach: Reach, record: Model, questions: Any, in_all: bool) -> int:
    """What somebody may do with all that the bodies of the record's convening share."""
    convening = model_at(type(record), questions.convening_path)
    is_new_convening = questions.convening_path == "pk" and _is_new(record)
    found = [] if is_new_convening else _at(record, questions.convening_path)
    if not found and not is_new_convening:  # of no convening: reference, which all see
        return min(reach.highest, Level.VIEWER)
    path = str(convening._default_manager.all().body_path)
    rows = convening._default_manager.filter(pk__in=found, **{f"{path}__isnull": False})
    bodies = set(rows.order_by().values_list(path, flat=True))
    if not bodies:
        return min(reach.highest, Level.EDITOR)
    seen = min(reach.among(bodies), Level.VIEWER)
    return max(seen, reach.among(bodies, in_all=in_all))


def _is_new(record: Model) -> bool:
    """Whether it is not on record: an earlier state of one that is belongs to whom that belongs."""
    if not record._state.adding:
        return False
    return record.pk is None or not type(record)._base_manager.filter(pk=record.pk).exists()


def _at(record: Model, path: str | None) -> set[int]:
    """Numbers of the records at the path; a new record's path starts at what it names."""
    if path is None:
        return set()
    model: Any = type(record)
    number = record.pk
    if _is_new(record):
        first, _, path = path.partition("__")
        relation = model._meta.get_field(first)
        if not relation.many_to_one or getattr(record, relation.attname) is None:
            return set()
        model, number = relation.related_model, getattr(record, relation.attname)
    if not path:
        return {number}
    rows = model._base_manager.filter(pk=number, **{f"{path}__isnull": False})
    return set(rows.order_by().values_list(path, flat=True))
