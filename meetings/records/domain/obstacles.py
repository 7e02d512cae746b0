"""What stands in the way of taking a change back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.records.access import within_reach
from meetings.records.domain.promises import is_promised
from meetings.records.domain.states import State, is_worked_out, kept_links
from meetings.records.enums import EVER_PUBLIC, Level, Status
from meetings.records.models import Citation, JournalEntry, Publishable

SHOWN_OF_EACH = 20


@dataclass(frozen=True)
class Obstacle:
    """A record that stands in the way, why, and the latest row of its history."""

    record: Any
    words: str
    row: Any = None


class Refused(Exception):
    """The change cannot be taken back; `obstacles` says why, and nothing was written."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        self.obstacles = obstacles
        super().__init__(" ".join(obstacle.words for obstacle in obstacles))


def because(record: Any, words: str) -> Obstacle:
    """The obstacle, with who changed the record last."""
    if record is None or record.pk is None or not hasattr(type(record), "history"):
        return Obstacle(record, words)
    rows = type(record).history.filter(id=record.pk).select_related("history_user")
    return Obstacle(record, words, rows.order_by("-history_id").first())


def changed_since(record: Any, names: Collection[str]) -> Obstacle:
    """That somebody changed these fields of the record since."""
    fields = ", ".join(str(capfirst(record._meta.get_field(name).verbose_name)) for name in names)
    return because(record, _("It was changed since: %(fields)s.") % {"fields": fields})


def status_names(kind: type[Model]) -> set[str]:
    """The fields of the kind that say how far something is on its way to the public."""
    return {f.name for f in kind._meta.concrete_fields if f.choices == list(Status.choices)}


def was_public(record: Any) -> bool:
    """Whether the record has a status of its own that is, or was, public."""
    return isinstance(record, Publishable) and record.status in EVER_PUBLIC


def published_since(record: Any, entry: JournalEntry) -> bool:
    """Whether the record is or was public, but was not yet when the entry was made."""
    if not is_promised(record):
        return False
    *way, part = type(record)._default_manager.all().publication_path.split("__")
    decides = reduce(getattr, way, record)
    before = type(decides).history.filter(id=decides.pk, history_date__lte=entry.made_at)
    return not before.filter(**{f"{part}__in": EVER_PUBLIC}).exists()


def out_of_reach(kind: type[Model], keys: Collection[int], by: Any) -> Iterator[Obstacle]:
    """The records that somebody may not change, or not while they are public."""
    if by is None:
        return
    every: Any = kind._default_manager.filter(pk__in=keys)
    least = getattr(every, "least_level", Level.EDITOR)
    for records, level in ((every, least), (_ever_public(every), Level.PUBLISHER)):
        mine = within_reach(records, by, level).values("pk")
        words = _("It takes the role of %(level)s to change this.") % {"level": level.label}
        for record in records.exclude(pk__in=mine)[:SHOWN_OF_EACH]:
            yield Obstacle(record, words)


def not_deleted_by(kind: type[Model], keys: Collection[int], by: Any) -> Iterator[Obstacle]:
    """What several bodies publish together, and somebody may not delete for all of them."""
    if by is None or not keys or not issubclass(kind, Publishable):
        return
    every: Any = kind._base_manager.filter(pk__in=keys)
    mine = within_reach(every, by, Level.EDITOR, in_all=True).values("pk")
    words = _("It is shared with a body whose records you do not edit.")
    for record in every.exclude(pk__in=mine)[:SHOWN_OF_EACH]:
        yield Obstacle(record, words)


def missing(kind: type[Model], states: Collection[State], among: Any) -> Iterator[Obstacle]:
    """What the states lead to and is no more; `among(kind)` gives numbers that come back, too."""
    for column in [f for f in kind._meta.concrete_fields if f.is_relation]:
        named = {getattr(state.record, column.attname): state for state in states}
        yield from _missing(column, named, among)
    for link in kept_links(kind):
        yield from _missing(link, {key: s for s in states for key in s.many[link.name]}, among)


def _missing(field: Any, named: dict[Any, State], among: Any) -> Iterator[Obstacle]:
    kind = field.related_model
    keys = set(named) - {None}
    if keys:
        keys -= set(kind._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    for key in sorted(keys - among(kind)) if keys else ():
        words = _("What it belongs to or refers to is no more: %(field)s (number %(number)s).")
        values = {"field": field.verbose_name, "number": key}
        yield Obstacle(named[key].record, words % values)


def hanging_on(kind: type[Model], entry: JournalEntry) -> Iterator[Obstacle]:
    """What others entered since and hangs on what the entry created."""
    rows: Any = kind.history.filter(journal=entry, history_type="+")  # type: ignore[attr-defined]
    created = rows.order_by().values("id")
    for records in [*_pointing_to(kind, created), _citing(kind, created)]:
        model = records.model
        if hasattr(model, "history"):
            own = model.history.filter(journal=entry).order_by().values("id")
            records = records.exclude(pk__in=own)
        for record in records.order_by("pk")[:SHOWN_OF_EACH]:
            yield because(record, _("It was entered since and hangs on what would be deleted."))


def _pointing_to(kind: type[Model], created: QuerySet) -> Iterator[QuerySet]:
    relations: Any = kind._meta.get_fields(include_hidden=True)
    for relation in relations:
        model: Any = relation.related_model
        if not (relation.auto_created and not relation.concrete and relation.is_relation):
            continue
        if hasattr(model, "instance_type"):  # a row of history leads to it, and stays
            continue
        if is_worked_out(model):
            continue
        name = relation.field.name
        if relation.many_to_many:
            if relation.field in model._meta.many_to_many:
                yield model._base_manager.filter(**{f"{name}__in": created}).distinct()
        elif not model._meta.auto_created:
            yield model._base_manager.filter(**{f"{name}__in": created})


def _citing(kind: type[Model], created: QuerySet) -> QuerySet:
    kept = ContentType.objects.get_for_model(kind)
    return Citation.objects.filter(record_type=kept, record_id__in=created)


def _ever_public(records: Any) -> QuerySet:
    path = getattr(records, "publication_path", None)
    return records.filter(**{f"{path}__in": EVER_PUBLIC}) if path else records.none()
