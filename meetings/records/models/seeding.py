"""What the fixtures brought in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeededRecord(models.Model):
    """That a fixture entry became a record, and which text of the entry it was.

    It lets seeding tell a record that staff changed or deleted from one that it may update.
    """

    model = models.CharField(_("kind of record"), max_length=100)
    key = models.CharField(_("identity in the fixtures"), max_length=300)
    digest = models.CharField(_("digest of the entry"), max_length=64)
    record_id = models.PositiveBigIntegerField(_("record"))
    seeded_at = models.DateTimeField(_("seeded"), auto_now=True)

    class Meta:
        verbose_name = _("seeded record")
        verbose_name_plural = _("seeded records")
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="seeded_once_per_key")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
