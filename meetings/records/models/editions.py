"""The edition: the number that goes up whenever anything public changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """The one row that holds the number of the record's present edition."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(_("number"), default=1)
    raised_at = models.DateTimeField(_("raised"), auto_now=True)
    next_due_at = models.DateTimeField(
        _("next publication due"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the next scheduled publication is due. Empty: none is."),
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("edition")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_edition_only")]

    def __str__(self) -> str:
        return str(self.number)
