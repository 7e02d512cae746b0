"""Changes of programmes that the portal noted: to be read, and taken back where one misleads."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.domain.wording import in_words
from meetings.models import ProgrammeChange
from meetings.records.admin.base import RecordAdmin
from meetings.records.admin.ways import within


@admin.register(ProgrammeChange)
class ProgrammeChangeAdmin(RecordAdmin):
    fields = ["words", "made_at", "convening", "kind", "place"]
    readonly_fields = fields
    belongs_to = ("convening",)
    list_display = ["words", "made_at", "convening"]
    list_select_related = ["convening"]
    list_filter = ["kind", within("convening", offered=8)]
    date_hierarchy = "made_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("change"))
    def words(self, change: ProgrammeChange) -> str:
        return in_words(change)
