"""What was published when, and what is to be published at a set time."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.records.enums import Status


class StatusMove(models.Model):
    """That a status of a record went from one to another; `part` is the name of its field."""

    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    part = models.CharField(_("what"), max_length=30)
    before = models.CharField(_("before"), max_length=10, choices=Status)
    after = models.CharField(_("after"), max_length=10, choices=Status)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("step of publication")
        verbose_name_plural = _("steps of publication")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["record_type", "record_id", "part"])]

    def __str__(self) -> str:
        return f"{self.part}: {self.before} → {self.after}"


class ScheduledMove(models.Model):
    """That a status of a record is to change at a set time. At most one is open per status."""

    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    part = models.CharField(_("what"), max_length=30)
    after = models.CharField(_("to become"), max_length=10, choices=Status)
    due_at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=100, blank=True)
    set_at = models.DateTimeField(_("set"), auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=200, blank=True, help_text=_("Empty: it was done.")
    )

    class Meta:
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "part"],
                condition=Q(settled_at__isnull=True),
                name="one_open_move_per_status",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} → {self.after}"
