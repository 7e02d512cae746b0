"""Which records are whose: what somebody may do with them follows from roles for bodies."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model, Q

from meetings.records.enums import Level


class ReachQuerySet(models.QuerySet[Any]):
    """Records of one kind, and whose they are.

    `body_path` leads to the bodies whose records they are. A record without a body of its own is
    shared by the bodies of the convening to which `convening_path` leads ("pk": it is one itself).
    Whoever has a role in one of these sees all of the convening. Common records (people, sources)
    are everybody's. What is none of these is reference: all see it, and only those whose role is
    for all bodies change it. `least_level` is what changing a record takes.
    """

    body_path: str | None = None
    convening_path: str | None = None
    is_common = False
    least_level = Level.EDITOR

    def reached(self, bodies: set[int], level: Level, *, in_all: bool = False) -> Self:
        """The records that belong to one of the bodies, for somebody with the level in these.

        With `in_all` only those that belong to no other body.
        """
        if self.is_common or not bodies:
            return self if bodies else self.none()
        if level == Level.VIEWER:
            return self._where(self._seen_by(bodies))
        records = self._where(self._owned_by(bodies, level, in_all))
        if in_all and self.body_path:
            return records.exclude(self._matching(self._of_others(bodies)))
        return records

    def _seen_by(self, bodies: set[int]) -> Q:
        if self.convening_path is None:
            return Q()
        path = self.convening_path
        seen = model_at(self.model, path)._default_manager.all().shared_by(bodies, Level.VIEWER)
        # What is of no convening (a document of no session) is reference.
        return Q(**{f"{path}__in": seen.values("pk")}) | Q(**{path: None})

    def _owned_by(self, bodies: set[int], level: Level, in_all: bool) -> Q:
        owned, without_own = Q(pk__in=[]), Q()
        if self.body_path:
            owned = Q(**{f"{self.body_path}__in": bodies})
            without_own = Q(**{self.body_path: None})
        if self.convening_path:
            above = model_at(self.model, self.convening_path)._default_manager.all()
            shared = above.shared_by(bodies, level, in_all=in_all).values("pk")
            owned |= without_own & Q(**{f"{self.convening_path}__in": shared})
        return owned

    def shared_by(self, bodies: set[int], level: Level, *, in_all: bool = False) -> Self:
        """Convenings that belong to one of the bodies, and for an editor those of none yet."""
        shared = Q(**{f"{self.body_path}__in": bodies})
        if level <= Level.EDITOR:
            shared |= Q(**{str(self.body_path): None})
        convenings = self.filter(self._matching(shared))
        return convenings.exclude(self._matching(self._of_others(bodies))) if in_all else convenings

    def _of_others(self, bodies: set[int]) -> Q:
        every_body = model_at(self.model, str(self.body_path))._default_manager.all()
        return Q(**{f"{self.body_path}__in": every_body.exclude(pk__in=bodies).values("pk")})

    def _where(self, condition: Q) -> Self:
        return self.filter(self._matching(condition) if self._has_several() else condition)

    def _matching(self, condition: Q) -> Q:
        """The condition, asked so that a record of two bodies does not come twice."""
        return Q(pk__in=self.model._default_manager.filter(condition).order_by().values("pk"))

    def _has_several(self) -> bool:
        return any(
            field.one_to_many or field.many_to_many
            for path in (self.body_path, self.convening_path)
            for field in _fields_on(self.model, path)
        )


class CitingQuerySet(ReachQuerySet):
    """Citations: they belong to whom the cited record belongs."""

    def reached(self, bodies: set[int], level: Level, *, in_all: bool = False) -> Self:
        reached = Q(pk__in=[])
        for kind in ContentType.objects.filter(pk__in=self._kinds()):
            model: Any = kind.model_class()
            if model is not None:
                records = model._default_manager.reached(bodies, level, in_all=in_all)
                reached |= Q(record_type=kind, record_id__in=records.order_by().values("pk"))
        return self.filter(reached)

    def _kinds(self) -> models.QuerySet:
        return self.model._default_manager.order_by().values("record_type").distinct()


def model_at(model: type[Model], path: str) -> Any:
    """The model to which the path leads."""
    last = list(_fields_on(model, path))[-1:]
    return last[0].related_model if last else model


def _fields_on(model: Any, path: str | None) -> Iterable[Any]:
    for name in path.split("__") if path and path != "pk" else []:
        field = model._meta.get_field(name)
        model = field.related_model
        yield field
