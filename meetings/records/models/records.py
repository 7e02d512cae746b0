"""What every record has."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, router
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from meetings.records.enums import Status
from meetings.records.querysets.records import RecordQuerySet
from meetings.records.settling import one_change


class Record(models.Model):
    """Something the portal states. It has citations, a history, and one definition of public."""

    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    citations = GenericRelation(
        "records.Citation", content_type_field="record_type", object_id_field="record_id"
    )

    # Whether the portal itself writes these when other records change: undoing leaves them alone.
    is_note = False

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        # Django writes through this manager where `convening.sessions.add()` moves a session.
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        """Together with what follows from it: history, what is noted of the change, the edition."""
        using = options.get("using") or router.db_for_write(type(self), instance=self)
        with one_change(using=using, savepoint=False):
            super().save(*args, **options)

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        """Together with what goes with it, and what follows from it."""
        using = using or router.db_for_write(type(self), instance=self)
        with one_change(using=using):  # which may be refused, and then undoes nothing else
            return super().delete(using, keep_parents)

    def _get_FIELD_display(self, field: models.Field) -> Any:
        # Django's own translates every choice to name one, which a page of people does 150 times.
        value = getattr(self, field.attname)
        labels = (label for known, label in field.flatchoices if known == value)
        return force_str(next(labels, value), strings_only=True)


class Publishable(Record):
    """A record with a status of its own, and perhaps further ones for parts of it.

    `status_of_parts` names their fields, with what each decides over.
    """

    status_of_parts: ClassVar[dict[str, Any]] = {}

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_(
            "Only published records are public. A withdrawn record says so at its address."
        ),
    )

    class Meta:
        abstract = True

    # The statuses as they were read or written last, by field.
    statuses_on_record: dict[str, str] | None = None

    @classmethod
    def statuses(cls) -> dict[str, Any]:
        """The fields that hold a status, with what each decides over."""
        return {"status": cls._meta.verbose_name, **cls.status_of_parts}

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **more: Any) -> Self:
        record = super().from_db(db, field_names, values, **more)
        record.remember_statuses()
        return record

    def refresh_from_db(
        self, using: Any = None, fields: Any = None, *more: Any, **options: Any
    ) -> None:
        super().refresh_from_db(using, fields, *more, **options)
        self.remember_statuses(fields)

    def remember_statuses(self, fields: Iterable[str] | None = None) -> None:
        """Take the statuses, or those of these fields, as those on record."""
        held, known = self.__dict__, self.statuses_on_record or {}
        names = ("status", *self.status_of_parts)
        now = {name: held[name] for name in names if name in held}
        if fields is not None:
            now = known | {name: now[name] for name in set(fields) & now.keys()}
        self.statuses_on_record = now

    @property
    def is_public(self) -> bool:
        """Whether the record's own status is published."""
        return self.status == Status.PUBLISHED
