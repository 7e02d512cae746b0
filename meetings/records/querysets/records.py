"""What every record's queryset can do."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from meetings.records.enums import EVER_PUBLIC, Status
from meetings.records.querysets.reach import ReachQuerySet
from meetings.records.settling import one_change
from meetings.records.signals import records_changed


def revisions_of(model: Any, path: str) -> Combinable:
    """How often the record of the model at the path was changed since it was entered."""
    rows = model.history.filter(id=OuterRef(path)).order_by().values("id")
    written = Subquery(rows.annotate(times=Count("pk")).values("times"))
    return Coalesce(written, 1) - 1


def withdrawn_by(*paths: str) -> Q:
    """That all statuses at the paths are, or were, public, and one of them is withdrawn by now."""
    ever_public = Q(**{f"{path}__in": EVER_PUBLIC for path in paths})
    return ever_public & reduce(or_, (Q(**{path: Status.WITHDRAWN}) for path in paths))


class RecordQuerySet(ReachQuerySet):
    """Questions that every record answers. Writing in bulk raises the edition as `save()` does.

    `publication_path` leads to the status that decides over this kind of record; a kind without one
    (the articles of the Convention) is always public. `example_path` leads to whether the record is
    of an example, invented to show the portal; a kind without one never is.
    """

    publication_path: str | None = "status"
    example_path: str | None = None
    natural_key_fields: tuple[str, ...] = ("slug",)

    def get_by_natural_key(self, *values: Any) -> models.Model:
        """The record that a fixture names by what a person would call it."""
        return self.get(**dict(zip(self.natural_key_fields, values, strict=True)))

    def public(self) -> Self:
        """Records that anyone may see: the one definition, used by every page."""
        return self._with_status(Status.PUBLISHED)

    def of_the_record(self) -> Self:
        """Public records without examples: what every list and count across convenings shows."""
        return self.public().without_examples()

    def without_examples(self) -> Self:
        """Records that are of no example."""
        return self.filter(**{self.example_path: False}) if self.example_path else self

    def withdrawn(self) -> Self:
        """Records that were public once and answer "410 Gone"."""
        return self._with_status(Status.WITHDRAWN) if self.publication_path else self.none()

    def _with_status(self, status: Status) -> Self:
        if self.publication_path is None:
            return self.all()
        return self.filter(**{self.publication_path: status})

    def newest_changes(self, *parts: str, where: Q | None = None) -> Self:
        """The latest change first; each record with `updated`, when it or a part of it changed.

        `parts` are paths to records that change along with it, of which only those count that
        answer `where`.
        """
        own = F("changed_at")
        latest = [Coalesce(Max(f"{part}__changed_at", filter=where), own) for part in parts]
        return self.annotate(updated=Greatest(own, *latest) if latest else own).order_by(
            "-updated", "pk"
        )

    def with_revisions(self) -> Self:
        """Each record with `revisions`, how often it was changed since it was entered."""
        return self.annotate(revisions=revisions_of(self.model, "pk"))

    def update(self, **values: Any) -> int:
        with one_change(using=self.db):
            changed = super().update(**values)
            if changed:
                records_changed.send(sender=self.model, using=self.db)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **options: Any) -> list:
        with one_change(using=self.db):
            created = super().bulk_create(*args, **options)
            if created:
                records_changed.send(sender=self.model, using=self.db)
        return created

    def bulk_update(self, *args: Any, **options: Any) -> int:
        with one_change(using=self.db, savepoint=False):  # it calls `update` again and again
            return super().bulk_update(*args, **options)

    bulk_update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with one_change(using=self.db):  # with all that goes along; it may be refused
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
