"""What a step of publication would make public, or take back: tried out, counted and undone."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet

from meetings.records.domain.publication import drafts_cited_by
from meetings.records.enums import Status
from meetings.records.models import Citation, Publishable, Record, Source

Remark = Callable[[Any, str, str], Iterator[str]]
_remarks: dict[str, list[Remark]] = defaultdict(list)


class Changed(NamedTuple):
    """How many records of a kind become public, or cease to be."""

    number: int
    kind: str


def remark(model: str) -> Callable[[Remark], Remark]:
    """Have a function say, in sentences, what else to know of a step: `(record, part, to)`."""

    def add(function: Remark) -> Remark:
        _remarks[model].append(function)
        return function

    return add


def remarks_on(record: Publishable, part: str, to: str) -> list[str]:
    """What else whoever takes the step should know."""
    found = _remarks[record._meta.label]
    return [sentence for function in found for sentence in function(record, part, to)]


def consequences_of(record: Publishable, part: str, to: str) -> list[Changed]:
    """How many records of which kinds the public sees more, or less, after the step."""
    before = _public_now()
    with transaction.atomic():
        # Past everything that follows from a change of the record, since it is none.
        sources = drafts_cited_by([record]) if to == Status.PUBLISHED else Source.objects.none()
        cited = list(sources.values_list("pk", flat=True))
        QuerySet(Source).filter(pk__in=cited).update(status=Status.PUBLISHED)
        QuerySet(type(record)).filter(pk=record.pk).update(**{part: to})
        after = _public_now()
        transaction.set_rollback(True)
    changed = {model: abs(after[model] - before[model]) for model in before}
    return [Changed(number, _name_of(model, number)) for model, number in changed.items() if number]


def _public_now() -> dict[type[Model], int]:
    kinds = [model for model in apps.get_models() if issubclass(model, Record)]
    return {
        model: model._default_manager.all().public().order_by().count()
        for model in kinds
        if model is not Citation
    }


def _name_of(model: type[Model], number: int) -> str:
    options = model._meta
    return str(options.verbose_name if number == 1 else options.verbose_name_plural)
