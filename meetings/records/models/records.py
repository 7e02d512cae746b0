"""What every record has."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, router, transaction
from django.utils.translation import gettext_lazy as _

from meetings.records.enums import Status
from meetings.records.querysets.records import RecordQuerySet


class Record(models.Model):
    """Something the portal states. It has citations, a history, and one definition of public."""

    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    citations = GenericRelation(
        "records.Citation", content_type_field="record_type", object_id_field="record_id"
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        # Django writes through this manager where `convening.sessions.add()` moves a session.
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        """Together with what follows from it: history, what is noted of the change, the edition."""
        using = options.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using, savepoint=False):
            super().save(*args, **options)


class Publishable(Record):
    """A record with a status of its own."""

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

    @property
    def is_public(self) -> bool:
        """Whether the record's own status is published."""
        return self.status == Status.PUBLISHED
