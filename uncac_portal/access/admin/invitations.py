"""Invitations in the administration: sent, sent again, revoked, never edited."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from uncac_portal.access import invitations
from uncac_portal.access.admin.scope import OwnBodiesAdmin
from uncac_portal.access.forms import InvitationForm
from uncac_portal.access.models import Invitation, InvitationQuerySet

STATES = {
    "open": (_("open"), InvitationQuerySet.open),
    "accepted": (_("accepted"), lambda all_: all_.exclude(accepted_at=None)),
    "revoked": (_("revoked"), lambda all_: all_.exclude(revoked_at=None)),
    "expired": (_("expired"), InvitationQuerySet.expired),
}


class StateFilter(admin.SimpleListFilter):
    """What became of the invitation."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, words) for name, (words, _those) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        state = STATES.get(self.value() or "")
        return state[1](queryset) if state else queryset


@admin.register(Invitation)
class InvitationAdmin(OwnBodiesAdmin):
    """Whom administrators invited for the bodies that they administer."""

    form = InvitationForm
    list_display = ("email", "level", "for_body", "state", "invited_by", "invited_at")
    list_filter = (StateFilter, "level")
    list_select_related = ("body", "invited_by")
    search_fields = ("email",)
    search_help_text = _("E-mail address")
    actions = ("send_again", "revoke")
    fields = ("email", "level", "body")
    readonly_fields = ("for_body", "state")
    details = ("state", "invited_by", "invited_at", "expires_at", "accepted_by", "accepted_at")

    @admin.display(description=_("body"), ordering="body")
    def for_body(self, invitation: Invitation) -> str:
        """The body of the role, or all."""
        return str(invitation.body or gettext("all bodies"))

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> Any:
        """What became of it, in a word."""
        if invitation.accepted_at:
            return STATES["accepted"][0]
        if invitation.revoked_at:
            return STATES["revoked"][0]
        return STATES["open" if invitation.expires_at > timezone.now() else "expired"][0]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("email", "level", "for_body", *self.details) if obj else self.fields

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        buttons = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, *args, extra_context=buttons, **options)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Back to the list, where it is said whether the e-mail was sent."""
        return redirect("admin:access_invitation_changelist")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.invited_by = request.user
        self._tell(request, obj, invitations.send(request, obj))

    @admin.action(description=_("Send again, with a new link"), permissions=["add"])
    def send_again(self, request: HttpRequest, chosen: QuerySet) -> None:
        """A new link for another week; the former one leads nowhere. Not for accepted ones."""
        for invitation in chosen.filter(accepted_at=None):
            invitation.invited_by = request.user
            self._tell(request, invitation, invitations.send(request, invitation))
            self.log_change(request, invitation, gettext("Sent again."))
        if accepted := chosen.exclude(accepted_at=None).count():
            text = ngettext(
                "%d invitation was accepted already.",
                "%d invitations were accepted already.",
                accepted,
            )
            messages.warning(request, text % accepted)

    @admin.action(description=_("Revoke"), permissions=["add"])
    def revoke(self, request: HttpRequest, chosen: QuerySet) -> None:
        """The link leads nowhere any more. Roles that were accepted stay."""
        for invitation in chosen.filter(accepted_at=None, revoked_at=None):
            invitations.revoke(invitation)
            self.log_change(request, invitation, gettext("Revoked."))
            text = gettext("The invitation of %s is revoked.")
            messages.success(request, text % invitation.email)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _tell(self, request: HttpRequest, invitation: Invitation, sent: bool) -> None:
        if sent:
            text = gettext("An e-mail with a link was sent to %s.")
            messages.success(request, text % invitation.email)
        else:
            text = gettext(
                "The e-mail to %s could not be sent. The log of the portal says why; "
                "send the invitation again when it is mended."
            )
            messages.error(request, text % invitation.email)
