"""What people enter to sign in, to get a new password, and to accept an invitation."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.forms import ResetPasswordForm as AnyAddressForm
from allauth.account.models import EmailAddress
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UserCreationForm
from django.utils.translation import gettext_lazy as _

from meetings.models import Body
from meetings.records.access import Reach
from meetings.records.enums import Level
from uncac_portal.access.models import Invitation, Role

logger = logging.getLogger(__name__)


class SignInForm(LoginForm):
    """Username or e-mail address, and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("Username or e-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ResetPasswordForm(AnyAddressForm):
    """Sends a link to verified addresses only, since anybody may have entered another one."""

    def clean_email(self) -> str:
        email = super().clean_email()
        verified = EmailAddress.objects.filter(email=email.lower(), verified=True)
        self.users = [a.user for a in verified.select_related("user") if a.user.is_active]
        return email


class Unreadable:
    """Takes what cannot be read as a passkey for a wrong one.

    Whoever asks can send anything, and the libraries that decode it fail in many ways.
    """

    def full_clean(self) -> None:
        """Find what is wrong, without failing."""
        try:
            super().full_clean()  # type: ignore[misc]
        except Exception as error:
            logger.info("A passkey could not be read: %r", error)
            wrong = get_adapter().validation_error("incorrect_code")
            self.add_error("credential", wrong)  # type: ignore[attr-defined]


class AddPasskeyForm(Unreadable, webauthn.AddWebAuthnForm):
    """A new passkey and its name."""


class SecondFactorPasskeyForm(Unreadable, webauthn.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyForm(Unreadable, webauthn.LoginWebAuthnForm):
    """A passkey in place of name and password."""


class ConfirmByPasskeyForm(Unreadable, webauthn.ReauthenticateWebAuthnForm):
    """A passkey, to make sure who it is."""


class NewAccountForm(UserCreationForm):
    """The username and password that the invited choose."""

    class Meta:
        model = get_user_model()
        fields = ("username",)


class OwnBodiesForm(forms.ModelForm):
    """A role in bodies that somebody administers, so it is never above their own."""

    reach: Reach

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = self.reach.bodies(Level.ADMINISTRATOR)
        if bodies is not None and "body" in self.fields:
            self.fields["body"].queryset = Body.objects.filter(pk__in=bodies)  # type: ignore[attr-defined]
            self.fields["body"].required = True
            self.fields["body"].help_text = _("The bodies that you administer.")


class InvitationForm(OwnBodiesForm):
    """Whom somebody invites, and to do what."""

    class Meta:
        model = Invitation
        fields = ("email", "level", "body")


class RoleForm(OwnBodiesForm):
    """Who gets which role."""

    class Meta:
        model = Role
        fields = ("user", "level", "body")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "user" in self.fields:
            staff = get_user_model().objects.filter(is_staff=True, is_active=True)
            self.fields["user"].queryset = staff.order_by("username")  # type: ignore[attr-defined]
