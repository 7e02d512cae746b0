"""Pages about one's own account that allauth does not have, or has too open."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.base.views import authenticate
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from allauth.usersessions.adapter import get_adapter as sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException

from uncac_portal.access import invitations, second_factor
from uncac_portal.access.forms import NewAccountForm
from uncac_portal.access.institution import PROVIDER
from uncac_portal.access.models import Invitation


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Django's own page of sign-in leads to the one there is."""
    asked = request.GET.urlencode()
    response = redirect("account_login")
    response["Location"] += f"?{asked}" if asked else ""
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody makes an account without an invitation."""
    return render(request, "account/signup_closed.html", status=403)


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account, and the ways to change it."""
    user: Any = request.user
    context = {
        "address": EmailAddress.objects.filter(user=user).order_by("-verified").first(),
        "app": second_factor.factors_of(user).filter(type=Authenticator.Type.TOTP).first(),
        "passkeys": second_factor.factors_of(user).filter(type=Authenticator.Type.WEBAUTHN).count(),
        "factor_is_lacking": second_factor.is_lacking(request),
        "sessions": len(UserSession.objects.purge_and_list(user)),
        "roles": user.roles.select_related("body"),
    }
    return render(request, "account/account.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out on another device of one's own."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    sessions_adapter().end_sessions([session])
    messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """After the password. Whose second factor was taken away meanwhile begins again."""
    stage = get_pending_stage(request)
    if stage and not second_factor.factors_of(stage.login.user).exists():
        clear_login(request)
        return redirect("account_login")
    return authenticate(request)


@login_required
@reauthentication_required(app="allauth.mfa")
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey, but not the last second factor of somebody who needs one."""
    passkey = get_object_or_404(
        Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN
    )
    with transaction.atomic():
        # One at a time, so that of two last ones not both are removed at once.
        get_user_model().objects.select_for_update().get(pk=passkey.user_id)
        if second_factor.is_the_last(passkey):
            error = second_factor_adapter().validation_error("cannot_delete_authenticator")
            messages.error(request, error.message)
            return redirect("mfa_list_webauthn")
        return remove_webauthn(request, pk=pk)


def institution_login(request: HttpRequest, provider_id: str = PROVIDER) -> HttpResponse:
    """Leave for the institution's sign-in.

    A form may lead to this host only, says the content security policy; so a page leads on.
    """
    try:
        response = openid_connect_login(request, provider_id=provider_id)
    except (RequestException, KeyError, ValueError):
        return render(request, "socialaccount/authentication_error.html", status=502)
    if isinstance(response, HttpResponseRedirect):
        context = {"redirect_to": response.url}
        return render(request, "socialaccount/login_redirect.html", context)
    return response


def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link of an invitation leads: choose a username and a password, and begin."""
    if limited := ratelimit.consume_or_429(request, action="accept_invitation"):
        return limited
    invited = invitations.by_key(key)
    if invited is None:
        return render(request, "access/invitation_closed.html", status=410)
    owner = invitations.owner_of(invited.email)
    if owner is not None:
        return _accept_with_account(request, invited, owner)
    account = get_user_model()(email=invited.email)
    form = NewAccountForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(invited, form.save(commit=False))
        except IntegrityError:
            form.add_error("username", get_adapter().validation_error("username_taken"))
        except invitations.NoLongerOpen:
            return render(request, "access/invitation_closed.html", status=410)
        else:
            record_authentication(request, account, method="invitation")
            return perform_login(request, account)
    return render(request, "access/invitation.html", {"invitation": invited, "form": form})


def _accept_with_account(request: HttpRequest, invited: Invitation, owner: Any) -> HttpResponse:
    """Somebody who has an account signs in to it and gets the role."""
    if request.user != owner:
        sign_in = f"?{urlencode({'next': request.path})}"
        context = {"invitation": invited, "sign_in": sign_in}
        return render(request, "access/invitation_sign_in.html", context)
    if request.method == "POST":
        try:
            invitations.accept(invited, owner)
        except invitations.NoLongerOpen:
            return render(request, "access/invitation_closed.html", status=410)
        messages.success(request, _("The invitation is accepted."))
        return redirect("admin:index")
    return render(request, "access/invitation_role.html", {"invitation": invited})
