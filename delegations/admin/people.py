"""People."""

from typing import Any

from django.contrib import admin
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from delegations.admin.personal_data import PersonalDataPages
from delegations.models import Person
from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import ProposedSlugForm
from meetings.records.admin.ways import Contains


class PersonForm(ProposedSlugForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """The name; people of the same name need one of their own."""
        # Letters such as đ and ł do not come apart into a Latin letter and a mark.
        name = (data.get("name_en") or "").translate(str.maketrans("đĐłŁøØ", "dDlLoO"))
        return slugify(name)


@admin.register(Person)
class PersonAdmin(PersonalDataPages, TranslatedRecordAdmin):
    form = PersonForm
    fieldsets = [
        (_("Name"), {"fields": ["honorific", "name", "sort_name", "slug"]}),
        (
            _("Only for the secretariat"),
            {
                "description": _("Nothing in this part is ever shown outside the administration."),
                "fields": ["email", "phone", "private_note"],
            },
        ),
    ]
    inlines = [CitationInline]
    contains = (
        Contains("delegations.Participant", "person", "person", fills="person"),
        Contains("delegations.Officer", "person", "person", fills="person"),
        Contains("delegations.Statement", "speaker", "speaker", fills="speaker"),
        Contains("delegations.Panellist", "person", "person", fills="person"),
    )
    list_display = ["name", "sort_name", "honorific", "email"]
    search_fields = ["slug", "sort_name", "email", *in_all_languages("name")]
