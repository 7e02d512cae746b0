"""Publishing and withdrawing: one transaction, one row of history a record, one edition."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Citation, Publishable, Record, Source

NOT_YET_PUBLISHED = (Status.DRAFT, Status.IN_REVIEW)


@dataclass
class Outcome:
    """The records whose status changed, and the sources that became public with them."""

    records: list[Any] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def publish(records: Iterable[Publishable], *, by: AbstractBaseUser | None = None) -> Outcome:
    """Make the records public, and every source cited by them or by what is public with them."""
    with editions.raised_once():
        wanted = _locked(records)
        changed = [record for record in wanted if record.status != Status.PUBLISHED]
        _set_status(changed, Status.PUBLISHED, by=by, reason=_("Published"))
        return Outcome(changed, publish_sources_of(wanted, by=by))


def withdraw(records: Iterable[Publishable], *, by: AbstractBaseUser | None = None) -> Outcome:
    """Take back records that are public; their addresses say so. What is not public stays as is."""
    with editions.raised_once():
        changed = [record for record in _locked(records) if record.status == Status.PUBLISHED]
        _set_status(changed, Status.WITHDRAWN, by=by, reason=_("Withdrawn"))
        return Outcome(changed)


def publish_sources_of(
    records: Sequence[Publishable], *, by: AbstractBaseUser | None = None
) -> list[Source]:
    """Publish the sources that the records and their parts cite; withdrawn ones stay withdrawn."""
    with editions.raised_once():
        cited = Source.objects.filter(
            cited_in__in=_citations_of(records), status__in=NOT_YET_PUBLISHED
        )
        sources = _locked(Source.objects.filter(pk__in=cited.values("pk")))
        _set_status(
            sources, Status.PUBLISHED, by=by, reason=_("Published with a record that cites it")
        )
        return sources


def parts_of(records: Sequence[Model]) -> Iterator[QuerySet]:
    """What becomes public along with the records: kinds whose publication path leads to theirs."""
    for kind in {type(record) for record in records}:
        keys = [record.pk for record in records if type(record) is kind]
        for model in apps.get_models():
            way = _way_to_status(model) if issubclass(model, Record) else []
            if way and _end_of(model, way) is kind:
                yield model._default_manager.filter(**{f"{'__'.join(way)}__in": keys})


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


def _locked(records: Iterable[Any]) -> list[Any]:
    """The records as the database has them now, kept from others until the transaction ends."""
    keys_of: dict[type[Model], list[Any]] = {}
    for record in records:
        keys_of.setdefault(type(record), []).append(record.pk)
    return [
        record
        for model, keys in keys_of.items()
        for record in model._default_manager.select_for_update().filter(pk__in=keys)
    ]


def _set_status(
    records: list[Any], status: Status, *, by: AbstractBaseUser | None, reason: str
) -> None:
    for record in records:
        record.status = status
        record._change_reason = reason
        if by is not None:
            record._history_user = by
        record.save(update_fields=["status", "changed_at"])
