"""What every record's queryset can do."""

from typing import Any, Self

from django.db import models, transaction

from meetings.records.enums import Status
from meetings.records.signals import records_changed


class RecordQuerySet(models.QuerySet[Any]):
    """Questions that every record answers. Writing in bulk raises the edition as `save()` does.

    `publication_path` leads to the status that decides over this kind of record; a kind without one
    (the articles of the Convention) is always public.
    """

    publication_path: str | None = "status"
    natural_key_fields: tuple[str, ...] = ("slug",)

    def get_by_natural_key(self, *values: Any) -> models.Model:
        """The record that a fixture names by what a person would call it."""
        return self.get(**dict(zip(self.natural_key_fields, values, strict=True)))

    def public(self) -> Self:
        """Records that anyone may see: the one definition, used by every page."""
        return self._with_status(Status.PUBLISHED)

    def withdrawn(self) -> Self:
        """Records that were public once and answer "410 Gone"."""
        return self._with_status(Status.WITHDRAWN) if self.publication_path else self.none()

    def _with_status(self, status: Status) -> Self:
        if self.publication_path is None:
            return self.all()
        return self.filter(**{self.publication_path: status})

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            changed = super().update(**values)
            if changed:
                records_changed.send(sender=self.model, using=self.db)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **options: Any) -> list:
        with transaction.atomic(using=self.db):
            created = super().bulk_create(*args, **options)
            if created:
                records_changed.send(sender=self.model, using=self.db)
        return created
