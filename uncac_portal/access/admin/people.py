"""The accounts of the people who work on the record. They come from invitations only."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.adapter import get_adapter as sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.records.access import reach_of
from meetings.records.enums import Level
from uncac_portal.access import second_factor

# Rights come from roles; and nobody needs to look at other people's keys, tokens and sessions.
for model in (User, Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)
for model in (SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(model)


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Who may sign in. Only administrators of all bodies look after accounts."""

    list_display = (
        "username",
        "name",
        "email",
        "is_active",
        "has_second_factor",
        "last_login",
        "roles_in_words",
    )
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fields = (
        "username",
        ("first_name", "last_name"),
        "email",
        "is_active",
        "is_superuser",
        "roles_in_words",
        "has_second_factor",
        "last_login",
        "date_joined",
    )
    readonly_fields = (
        "email",
        "roles_in_words",
        "has_second_factor",
        "last_login",
        "date_joined",
    )
    actions = ("take_away_second_factors",)

    @admin.display(description=_("name"))
    def name(self, user: User) -> str:
        """First and last name."""
        return user.get_full_name()

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user: Any) -> bool:
        """Whether an authenticator app or a passkey is set up."""
        return user.second_factor

    @admin.display(description=_("roles"))
    def roles_in_words(self, user: Any) -> Any:
        """What the person may do, body by body, with the way to where it is changed."""
        roles = [
            f"{role.get_level_display()} ({role.body or gettext('all bodies')})"
            for role in user.roles.all()
        ]
        url = f"{reverse('admin:access_role_changelist')}?{urlencode({'q': user.username})}"
        return format_html('<a href="{}">{}</a>', url, "; ".join(roles) or gettext("none"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=second_factor.FACTORS)
        people = super().get_queryset(request).prefetch_related("roles__body")
        return people.annotate(second_factor=Exists(factors))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody makes superusers but they, and nobody shuts the own account by mistake."""
        locked = list(super().get_readonly_fields(request, obj))
        if not request.user.is_superuser:
            locked.append("is_superuser")
        if obj == request.user:
            locked += ["is_active", "is_superuser"]
        return locked

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            sessions_adapter().end_sessions(UserSession.objects.filter(user=obj))

    @admin.action(
        description=_("Take away second factors (lost telephone)"), permissions=["change"]
    )
    def take_away_second_factors(self, request: HttpRequest, chosen: QuerySet) -> None:
        """For who lost telephone and recovery codes; they set up new ones when they sign in."""
        for person in chosen:
            if not self.has_change_permission(request, person):
                continue
            Authenticator.objects.filter(user=person).delete()
            sessions_adapter().end_sessions(UserSession.objects.filter(user=person))
            self.log_change(request, person, gettext("Second factors taken away."))
            text = gettext("%s has no second factor any more, and is signed out everywhere.")
            messages.success(request, text % person)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return reach_of(request.user).everywhere >= Level.ADMINISTRATOR

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers are changed by superusers only."""
        allowed = self.has_module_permission(request)
        return allowed and (obj is None or request.user.is_superuser or not obj.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What somebody did stays theirs: accounts are deactivated, not deleted."""
        return False
