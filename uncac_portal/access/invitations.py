"""Inviting somebody by e-mail. Who holds the link may make an account, once and for a week."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from meetings.records.access import reach_of
from meetings.records.enums import Level
from uncac_portal.access.models import Invitation, Role

VALID_FOR = timedelta(days=7)


class NoLongerOpen(Exception):
    """The invitation was accepted, revoked or sent anew meanwhile, or has expired."""


def send(request: HttpRequest, invitation: Invitation) -> bool:
    """Save the invitation with a new link, which replaces any former one; whether it was sent."""
    key = secrets.token_urlsafe(32)
    invitation.key_digest = digest_of(key)
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.revoked_at = None
    invitation.save()
    address = request.build_absolute_uri(reverse("access_invitation", args=[key]))
    context = {"invitation": invitation, "address": address, "inviter": request.user}
    return get_adapter().send_mail("access/email/invitation", invitation.email, context)


def revoke(invitation: Invitation) -> None:
    """Make the link useless, unless it was used already."""
    unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    unused.update(revoked_at=timezone.now())


def by_key(key: str) -> Invitation | None:
    """The open invitation with the link, if there is one."""
    found = Invitation.objects.open().filter(key_digest=digest_of(key)).first()
    return found if found and _is_backed(found) else None


@transaction.atomic
def accept(invitation: Invitation, user: Any) -> None:
    """Give the invited the role; whoever has no account yet gets the unsaved one.

    Raises NoLongerOpen, and IntegrityError where somebody else took the username meanwhile.
    """
    is_open = (
        Invitation.objects.open()
        .select_for_update()
        .filter(pk=invitation.pk, key_digest=invitation.key_digest)
    )
    if not is_open.exists() or not _is_backed(invitation):
        raise NoLongerOpen
    if user.pk is None:
        user.email = invitation.email
        user.save()
        EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    _give_role(invitation, user)
    is_open.update(accepted_at=timezone.now(), accepted_by=user)


def owner_of(email: str) -> Any:
    """The account whose verified address it is, if there is one."""
    address = EmailAddress.objects.filter(email=email.lower(), verified=True)
    found = address.select_related("user").first()
    return found.user if found else None


def digest_of(key: str) -> str:
    """What is kept of a link: nobody who reads the database can use it."""
    return hashlib.sha256(key.encode()).hexdigest()


def _is_backed(invitation: Invitation) -> bool:
    """Whether who sent it may still give the role: what they sent goes with their own role."""
    # Asked anew: their role may have been taken since the invitation was read.
    inviter = get_user_model().objects.filter(pk__in=[invitation.invited_by_id]).first()
    bodies = reach_of(inviter).bodies(Level.ADMINISTRATOR)
    return bodies is None or invitation.body_id in bodies


def _give_role(invitation: Invitation, user: Any) -> None:
    """The role of the invitation, where the account has not a higher one for the same body."""
    role, is_new = Role.objects.select_for_update().get_or_create(
        user=user,
        body=invitation.body,
        defaults={"level": invitation.level, "given_by": invitation.invited_by},
    )
    if not is_new and role.level < invitation.level:
        role.level, role.given_by = invitation.level, invitation.invited_by
        role.save()
