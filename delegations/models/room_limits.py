"""Exceptions from the number of representatives who may be in the room."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.models.delegations import Delegation
from delegations.querysets.room_limits import RoomLimitExceptionQuerySet


class RoomLimitException(models.Model):
    """That a delegation may have more representatives in the room than others, and why.

    Never public; who granted it and when stands in its history.
    """

    delegation = models.OneToOneField(
        Delegation,
        on_delete=models.CASCADE,
        related_name="room_limit_exception",
        verbose_name=_("delegation"),
    )
    allowed = models.PositiveSmallIntegerField(
        _("representatives in the room"), help_text=_("For this delegation, instead of the limit.")
    )
    reason = models.CharField(_("reason"), max_length=250, help_text=_("Who asked, and why."))

    objects = RoomLimitExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception from the room limit")
        verbose_name_plural = _("exceptions from the room limit")
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed__gte=1),
                name="exception_allows_at_least_one",
                violation_error_message=_("An exception allows at least one."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="exception_has_a_reason",
                violation_error_message=_("Say who asked, and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allowed}"
