"""Publishing and withdrawing: one transaction, one row of history a record, one edition."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.records.access import may, may_in_all
from meetings.records.domain import editions, entries, journal
from meetings.records.enums import Level, Status, Way
from meetings.records.models import Citation, Publishable, Record, ScheduledMove, Source, StatusMove

NOT_YET_PUBLISHED = (Status.DRAFT, Status.IN_REVIEW)
# The steps that there are, and who may take them. What was published never is a draft again.
STEPS: dict[tuple[str, str], Level] = {
    (Status.DRAFT, Status.IN_REVIEW): Level.EDITOR,
    (Status.IN_REVIEW, Status.DRAFT): Level.EDITOR,
    (Status.DRAFT, Status.PUBLISHED): Level.PUBLISHER,
    (Status.IN_REVIEW, Status.PUBLISHED): Level.PUBLISHER,
    (Status.PUBLISHED, Status.WITHDRAWN): Level.PUBLISHER,
    (Status.WITHDRAWN, Status.PUBLISHED): Level.PUBLISHER,
}


class Refused(Exception):
    """A step that cannot be taken; it says why in words."""


@dataclass
class Outcome:
    """The records whose status changed, and the sources that became public with them."""

    records: list[Any] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def move(
    records: Publishable | Iterable[Publishable],
    part: str,
    to: str,
    *,
    by: Any = None,
    reason: str = "",
    way: Way = Way.PUBLICATION,
    was_allowed: bool = False,
) -> Outcome:
    """Take a status of a record, or of all these records, one step on: all of them or none.

    What is published makes public the sources that it and its parts cite. The right of `by` is not
    asked if it `was_allowed` before, nor where `by` is nobody (a command). Raises Refused if a
    record cannot take the step or `by` may not take it.
    """
    wanted = [records] if isinstance(records, Publishable) else list(records)
    detail = _in_words(wanted, part, to)
    with journal.made(way, by=by, detail=detail, reason=reason), editions.raised_once():
        found = locked(wanted)
        if len(found) < sum(map(len, _keys_of(wanted).values())):
            raise Refused(_("A record is no longer there. Nothing was changed."))
        for record in found:
            if why := why_not(record, part, to, None if was_allowed else by):
                raise Refused(why)
        _set_status(found, part, to, by=by, reason=reason)
        for record in wanted:  # or saving what the caller has would take the step back
            setattr(record, part, to)
            record.remember_statuses([part])
        sources = publish_sources_of(found, by=by) if to == Status.PUBLISHED else []
        return Outcome(found, sources)


def publish(records: Iterable[Publishable], *, by: Any = None, reason: str = "") -> Outcome:
    """Make public those of the records that are not, and every source cited by any of them.

    Raises Refused if `by` may not.
    """
    wanted = list(records)
    with journal.made(Way.PUBLICATION, by=by, reason=reason), editions.raised_once():
        drafts = [r for r in _up_to_date(wanted) if r.status != Status.PUBLISHED]
        outcome = move(drafts, "status", Status.PUBLISHED, by=by, reason=reason)
        outcome.sources += publish_sources_of(wanted, by=by)
        return outcome


def withdraw(records: Iterable[Publishable], *, by: Any = None, reason: str = "") -> Outcome:
    """Take back those of the records that are public; their addresses say so.

    Raises Refused if `by` may not.
    """
    with journal.made(Way.PUBLICATION, by=by, reason=reason), editions.raised_once():
        public = [r for r in _up_to_date(list(records)) if r.status == Status.PUBLISHED]
        return move(public, "status", Status.WITHDRAWN, by=by, reason=reason)


def why_not(record: Publishable, part: str, to: str, by: Any = None) -> str:
    """Why somebody cannot take the step, in a sentence; empty if it can be taken."""
    if part not in record.statuses():
        return _("There is no such status.")
    now = getattr(record, part)
    if now == to:
        return _("It is %(status)s already.") % {"status": Status(to).label}
    level = STEPS.get((now, to))
    if level is None and now in (Status.PUBLISHED, Status.WITHDRAWN):
        return _("What was published does not become a draft again: it is withdrawn.")
    if level is None:
        return _("Only what is published can be withdrawn.")
    if by is not None and not _reaches(by, level, record):
        return _needs(level)
    return ""


def steps_for(record: Publishable, part: str, by: Any) -> list[str]:
    """The statuses to which somebody may take the record from where it is."""
    now = getattr(record, part)
    return [to for before, to in STEPS if before == now and not why_not(record, part, to, by)]


def publish_sources_of(records: Sequence[Publishable], *, by: Any = None) -> list[Source]:
    """Publish the sources that the records and their parts cite; withdrawn ones stay withdrawn."""
    with editions.raised_once():
        sources = locked(drafts_cited_by(records))
        reason = _("Published with a record that cites it")
        _set_status(sources, "status", Status.PUBLISHED, by=by, reason=reason)
        return sources


def drafts_cited_by(records: Sequence[Publishable]) -> QuerySet[Source]:
    """The sources that the records and their parts cite and that were never published."""
    cited = Source.objects.filter(cited_in__in=_citations_of(records), status__in=NOT_YET_PUBLISHED)
    return Source.objects.filter(pk__in=cited.values("pk"))


def parts_of(records: Sequence[Model]) -> Iterator[QuerySet]:
    """What becomes public along with the records: kinds whose publication path leads to theirs."""
    for kind in {type(record) for record in records}:
        keys = [record.pk for record in records if type(record) is kind]
        for model in apps.get_models():
            way = _way_to_status(model) if issubclass(model, Record) else []
            if way and _end_of(model, way) is kind:
                yield model._default_manager.filter(**{f"{'__'.join(way)}__in": keys})


def open_moves_of(records: Iterable[Model]) -> QuerySet[ScheduledMove]:
    """What is set to be done to the records at a time to come, the next first."""
    return ScheduledMove.objects.filter(about(records), settled_at=None)


def about(records: Iterable[Model]) -> Q:
    """That a row names one of the records by kind and number."""
    named = Q(pk__in=[])
    for kind, keys in _keys_of(records).items():
        named |= Q(record_type=ContentType.objects.get_for_model(kind), record_id__in=keys)
    return named


def watch_statuses() -> None:
    """Note it when a status changes in any other way; called once, when Django starts."""
    post_save.connect(_saved, dispatch_uid="records.publication")


def _saved(sender: Any, instance: Any, created: bool, raw: bool, **_signal: Any) -> None:
    if not isinstance(instance, Publishable):
        return
    before = {} if created or raw else instance.statuses_on_record or {}
    instance.remember_statuses()
    now = instance.statuses_on_record or {}
    if moved := {
        part: status for part, status in before.items() if now.get(part, status) != status
    }:
        by = getattr(instance, "_history_user", None) or entries.origin().by
        reason = getattr(instance, "_change_reason", None) or ""
        _note([(instance, part, status) for part, status in moved.items()], by, reason)


def _set_status(records: list[Any], part: str, to: str, *, by: Any, reason: str) -> None:
    before = [(record, part, getattr(record, part)) for record in records]
    for record in records:
        setattr(record, part, to)
        record.remember_statuses()  # it is noted below
        record._change_reason = reason or _done(to)
        if by is not None:
            record._history_user = by
        record.save(update_fields=[part, "changed_at"])
    _note(before, by, reason)
    if to in (Status.PUBLISHED, Status.WITHDRAWN):
        overtaken = _("Called off: it was %(status)s by hand before.") % {
            "status": Status(to).label
        }
        moot = open_moves_of(records).filter(part=part) if records else ScheduledMove.objects.none()
        moot.update(settled_at=timezone.now(), outcome=overtaken)


def _note(before: list[tuple[Any, str, str]], by: Any, reason: str) -> None:
    StatusMove.objects.bulk_create(
        StatusMove(
            record=record,
            part=part,
            before=status,
            after=getattr(record, part),
            by=by,
            reason=reason[:100],
        )
        for record, part, status in before
    )


def _done(to: str) -> str:
    """What history says of the step where nobody gave a reason."""
    words = {
        Status.DRAFT: _("Taken back to draft"),
        Status.IN_REVIEW: _("Sent to review"),
        Status.PUBLISHED: _("Published"),
        Status.WITHDRAWN: _("Withdrawn"),
    }
    return words[Status(to)]


def _reaches(by: Any, level: Level, record: Model) -> bool:
    return (may_in_all if level >= Level.PUBLISHER else may)(by, level, record)


def _needs(level: Level) -> str:
    if level == Level.EDITOR:
        return _("Only an editor of its body can do that.")
    return _("Only a publisher of every body that takes part in it can do that.")


def _in_words(records: Sequence[Publishable], part: str, to: str) -> str:
    """“Status of the programme: published”, for the journal."""
    if not records or part not in records[0].statuses():
        return ""
    status: Any = records[0]._meta.get_field(part)
    return f"{capfirst(status.verbose_name)}: {Status(to).label}"


def _citations_of(records: Sequence[Model]) -> QuerySet[Citation]:
    citing = Q(pk__in=Citation.objects.of(list(records)).values("pk"))
    for parts in parts_of(records):
        kind = ContentType.objects.get_for_model(parts.model)
        citing |= Q(record_type=kind, record_id__in=parts.values("pk"))
    return Citation.objects.filter(citing)


def _way_to_status(model: type[Record]) -> list[str]:
    """The relations that lead to the record whose status decides; none for its own status."""
    path = model._default_manager.get_queryset().publication_path or "status"  # type: ignore[attr-defined]
    return path.split("__")[:-1]


def _end_of(model: type[Model], way: list[str]) -> type[Model]:
    for name in way:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model


def locked(records: Iterable[Any]) -> list[Any]:
    """The records as the database has them now, kept from others until the transaction ends."""
    return [
        record
        for model, keys in _keys_of(records).items()
        for record in model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    ]


def _up_to_date(records: Sequence[Publishable]) -> list[Publishable]:
    """Those of the caller's records that are still there, locked, each with its status of now."""
    now = {(type(record), record.pk): record.status for record in locked(records)}
    there = [record for record in records if (type(record), record.pk) in now]
    for record in there:
        record.status = now[type(record), record.pk]
        record.remember_statuses(["status"])
    return there


def _keys_of(records: Iterable[Model]) -> dict[type[Model], set[Any]]:
    keys_of: dict[type[Model], set[Any]] = {}
    for record in records:
        keys_of.setdefault(type(record), set()).add(record.pk)
    return keys_of
