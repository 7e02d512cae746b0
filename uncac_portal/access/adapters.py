"""How allauth's sign-in works here: nobody signs up, and nobody is told who has an account."""

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from uncac_portal.access import second_factor

ANYWHERE = "login_failed_anywhere"

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations; failed attempts are counted per name and address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many attempts failed. Wait a quarter of an hour, then try again. "
            "A passkey works meanwhile."
        ),
        "rate_limited": _("Too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whoever has just signed in need not say so again."""
        records = get_authentication_records(self.request, self.request.user)
        just_now = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > just_now for record in records):
            return False
        return super().is_reauthentication_required(app=app, **options)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        name = super()._get_login_attempts_cache_key(request, **credentials)
        if not ratelimit.consume(request, action=ANYWHERE, key=name, dry_run=True):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = super()._get_login_attempts_cache_key(request, **credentials)
        ratelimit.consume(request, action=ANYWHERE, key=name)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Of the name as tried from one address: who tries from elsewhere is not held up by it."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)} {get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        name = super()._get_login_attempts_cache_key(request, **credentials)
        ratelimit.clear(request, action=ANYWHERE, key=name)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> bool:
        """Whether the e-mail was sent. If not, the log says why, and the page nothing."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("The e-mail %s could not be sent.", template_prefix)
            return False
        return True


class SecondFactorAdapter(DefaultMFAAdapter):
    """Whoever needs a second factor keeps at least one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "This is your only second factor, and staff need one. Set up another one first."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not second_factor.is_the_last(authenticator)


class InstitutionAdapter(DefaultSocialAccountAdapter):
    """The institution's sign-in opens an account with the same verified address, or nothing."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise PermissionDenied
        if not sociallogin.is_existing:
            page = render(request, "socialaccount/no_account.html", status=403)
            raise ImmediateHttpResponse(page)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """The account, found by an address that both the institution and the portal verified."""
        told = [
            address.email for address in sociallogin.email_addresses if address.verified is True
        ]
        own = EmailAddress.objects.filter(
            email__in=[email.lower() for email in told], verified=True
        )
        address = own.select_related("user").first()
        return (address.user, address.email) if address else None
