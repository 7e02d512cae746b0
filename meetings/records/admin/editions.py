"""What the portal counts and notes by itself: to look at, not to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.records.admin.nonsense import NonsenseRefused
from meetings.records.models import Edition, SeededRecord


class ReadOnlyAdmin(NonsenseRefused, admin.ModelAdmin):
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["number", "raised_at"]
    fields = ["number", "raised_at"]


@admin.register(SeededRecord)
class SeededRecordAdmin(ReadOnlyAdmin):
    list_display = ["key", "model", "seeded_at"]
    list_filter = ["model"]
    search_fields = ["key"]
    fields = ["model", "key", "record_id", "digest", "seeded_at"]
