"""Whether somebody needs a second factor to work on the record, and has one."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

# Recovery codes stand in for one that is lost; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors_of(user: Any) -> QuerySet[Authenticator]:
    """The authenticator app and the passkeys that somebody has set up."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)


def is_required_of(user: Any) -> bool:
    """Whether somebody may work on the record with a second factor only."""
    return settings.SECOND_FACTOR and user.is_staff


def is_lacking(request: HttpRequest) -> bool:
    """Whether whoever asks has yet to set one up. The sign-in has asked for one that is set up."""
    if not is_required_of(request.user) or factors_of(request.user).exists():
        return False
    return not (settings.OIDC_IS_SECOND_FACTOR and _came_from_the_institution(request))


def is_the_last(authenticator: Authenticator) -> bool:
    """Whether somebody who needs a second factor would have none without it."""
    if authenticator.type not in FACTORS or not is_required_of(authenticator.user):
        return False
    return not factors_of(authenticator.user).exclude(pk=authenticator.pk).exists()


def _came_from_the_institution(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "socialaccount" for record in records)
