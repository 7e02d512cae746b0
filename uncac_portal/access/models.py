"""Roles of the people who work on the record, and invitations to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Body
from meetings.records.enums import Level


class Role(models.Model):
    """What somebody may do with the records of one body, or of all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="roles",
        verbose_name=_("person"),
    )
    level = models.PositiveSmallIntegerField(
        _("role"), choices=Level, help_text=_("Each role includes those before it.")
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("body"),
        help_text=_("Empty: all bodies, and what belongs to none."),
    )
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "body"]
        constraints = [
            models.UniqueConstraint(fields=["user", "body"], name="one_role_per_body"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(body__isnull=True), name="one_role_for_all_bodies"
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open(self) -> "InvitationQuerySet":
        """Those whose link still opens."""
        return self.unused().filter(expires_at__gt=timezone.now())

    def expired(self) -> "InvitationQuerySet":
        """Those that nobody accepted in time."""
        return self.unused().filter(expires_at__lte=timezone.now())

    def unused(self) -> "InvitationQuerySet":
        """Those that were neither accepted nor revoked."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """That somebody may make an account, by a link sent by e-mail. There is no other way to one."""

    email = models.EmailField(_("e-mail"))
    level = models.PositiveSmallIntegerField(_("role"), choices=Level)
    body = models.ForeignKey(
        Body,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body"),
        help_text=_("Empty: all bodies, and what belongs to none."),
    )
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        self.email = self.email.lower()  # as allauth keeps addresses
