"""Exceptions from the room limit: granted on the delegation's page."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.models import RoomLimitException
from meetings.records.access import may
from meetings.records.admin.base import RecordTabularInline
from meetings.records.enums import Level


class RoomLimitExceptionInline(RecordTabularInline):
    """Seen by everybody who sees the delegation; granted by those who may publish."""

    model = RoomLimitException
    fields = ("allowed", "reason")
    max_num = 1
    verbose_name_plural = _("Exception from the room limit (granted by publishers, never public)")
    classes = ("collapse",)

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 1

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _may_grant(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _may_grant(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _may_grant(request, obj)


def _may_grant(request: HttpRequest, delegation: Model | None) -> bool:
    return delegation is not None and may(request.user, Level.PUBLISHER, delegation)
