"""Roles in the administration: given, changed and taken by administrators of the body."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.records.access import forget_reach
from meetings.records.enums import Level
from uncac_portal.access.admin.scope import OwnBodiesAdmin
from uncac_portal.access.forms import RoleForm
from uncac_portal.access.models import Role


@admin.register(Role)
class RoleAdmin(OwnBodiesAdmin):
    """Who may do what, body by body, and when they last signed in."""

    form = RoleForm
    list_display = (
        "user",
        "name",
        "level",
        "for_body",
        "may_sign_in",
        "last_sign_in",
        "given_by",
        "given_at",
    )
    ordering = ("user__username", "body")
    list_filter = ("level", "body")
    list_select_related = ("user", "body", "given_by")
    search_fields = ("user__username", "user__first_name", "user__last_name", "user__email")
    fields = ("user", "level", "body")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": gettext("Who may do what")} | (extra_context or {})
        )

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with _one_at_a_time(request):
            return super().changeform_view(request, *args, **options)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with _one_at_a_time(request):
            return super().delete_view(request, *args, **options)

    @admin.display(description=_("name"), ordering="user__last_name")
    def name(self, role: Role) -> str:
        """First and last name of the person."""
        return role.user.get_full_name()

    @admin.display(description=_("may sign in"), ordering="user__is_active", boolean=True)
    def may_sign_in(self, role: Role) -> bool:
        """Whether the account of the person is open."""
        return role.user.is_active and role.user.is_staff

    @admin.display(description=_("last sign-in"), ordering="user__last_login")
    def last_sign_in(self, role: Role) -> Any:
        """When the person last signed in, if ever."""
        return role.user.last_login or gettext("never")

    @admin.display(description=_("body"), ordering="body")
    def for_body(self, role: Role) -> str:
        """The body of the role, or all."""
        return str(role.body or gettext("all bodies"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whose role it is, and for which body, stays: another one is another role."""
        return ("user", "body") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.given_by = request.user
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody takes the own role by mistake."""
        return self.has_module_permission(request) and (obj is None or obj.user != request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Roles are taken one by one: an action would take the own role as well."""
        return {}


@contextmanager
def _one_at_a_time(request: HttpRequest) -> Iterator[None]:
    """Two administrators who take the role of one another at once would leave none.

    The second one is judged by the roles that the first one left.
    """
    with transaction.atomic():
        if request.method == "POST":
            roles = Role.objects.filter(level=Level.ADMINISTRATOR).order_by("pk")
            list(roles.select_for_update())
            forget_reach(request.user)
        yield
