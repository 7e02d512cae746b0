"""Who speaks on panels."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from delegations.models import Panellist
from meetings.records.admin.base import TranslatedRecordAdmin, TranslatedTabularInline
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.ways import within


class PanellistInline(TranslatedTabularInline):
    """The panellists of an entry, in order."""

    model = Panellist
    fields = ("position", "role", "person", "entity", "title", "mode")
    autocomplete_fields = ("person", "entity")
    verbose_name_plural = _("Panellists (of a panel)")


@admin.register(Panellist)
class PanellistAdmin(TranslatedRecordAdmin):
    fieldsets = [
        (_("Panel"), {"fields": ["entry", "role", "position", "mode"]}),
        (_("Who it is"), {"fields": ["person", "entity", "title"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["entry", "person", "entity"]
    belongs_to = ("entry", "person", "entity")
    label_needs = ("person", "entity", "entry")
    list_display = ["who", "role", "entity", "entry"]
    list_select_related = ["person", "entity", "entry"]
    list_filter = ["role", within("entry"), within("person"), within("entity")]
    search_fields = in_all_languages("person__name", "entity__name", "entry__title")

    def label(self, panellist: Panellist) -> str:
        return f"{self.who(panellist)} · {panellist.entry}"

    @admin.display(description=_("panellist"), ordering="person__name")
    def who(self, panellist: Panellist) -> str:
        return str(panellist.person or panellist.entity or _("name not recorded"))
