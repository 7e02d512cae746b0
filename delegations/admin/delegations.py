"""Delegations and participants."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.admin.room_limits import RoomLimitExceptionInline
from delegations.domain.room_limits import refuse_too_many_in_the_room
from delegations.domain.rules import held_by_delegation
from delegations.models import Delegation, Participant, ParticipantTally
from meetings.domain.rules import refuse_leaving_behind
from meetings.records.admin.base import TranslatedRecordAdmin, TranslatedTabularInline
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.formsets import RecordInlineFormSet
from meetings.records.admin.ways import Contains, within


class ParticipantFormSet(RecordInlineFormSet):
    """Keeps to the number of representatives who may be in the room."""

    def clean(self) -> None:
        super().clean()
        delegation = self.instance
        if getattr(delegation, "convening", None) and getattr(delegation, "entity", None):
            refuse_too_many_in_the_room(delegation, [f.instance for f in self.standing_forms()])


class ParticipantForm(RecordForm):
    """One participant by itself: the limit is that of the delegation as it is on record."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            participant = self.instance
            others = Participant.objects.filter(delegation=participant.delegation)
            try:
                refuse_too_many_in_the_room(
                    participant.delegation, [participant, *others.exclude(pk=participant.pk)]
                )
            except ValidationError as error:
                self.add_error("mode", error)


class ParticipantInline(TranslatedTabularInline):
    model = Participant
    formset = ParticipantFormSet
    fields = ("position", "person", "function", "title", "mode", "presence", "listed")
    autocomplete_fields = ("person",)
    verbose_name_plural = _("Participants")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).order_by("position", "id")


class DelegationForm(RecordForm):
    """A delegation that spoke under items stays at their convening."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.moves("convening"):
            held = held_by_delegation(self.instance, data["convening"])
            self.judge("convening", refuse_leaving_behind, *held)
        return data


@admin.register(Delegation)
class DelegationAdmin(TranslatedRecordAdmin):
    form = DelegationForm
    fieldsets = [(None, {"fields": ["convening", "entity", "mode", "note"]})]
    # The exception comes first: the participants are judged by it as it is being edited.
    inlines = [RoomLimitExceptionInline, ParticipantInline, CitationInline]
    autocomplete_fields = ["convening", "entity"]
    belongs_to = ("convening", "entity")
    contains = (
        Contains("delegations.Participant", "delegation", "delegation"),
        Contains("delegations.Statement", "delegation", "delegation", fills="delegation"),
    )
    label_needs = ("convening", "entity")
    list_display = ["entity", "convening", "mode", "participants_recorded"]
    list_display_links = ["entity"]
    list_select_related = ["entity", "convening"]
    list_filter = ["mode", "entity__kind", within("convening", offered=8), within("entity")]
    search_fields = [
        "convening__slug",
        "entity__acronym",
        "=entity__iso3",
        *in_all_languages("entity__name"),
    ]
    date_hierarchy = "convening__starts_on"
    ordering = ["-convening__starts_on", "entity__name", "id"]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list:
        """There is nothing to grant an exception to before the delegation is on record."""
        return [i for i in self.inlines if obj is not None or i is not RoomLimitExceptionInline]

    def label(self, delegation: Delegation) -> str:
        return f"{delegation.entity} · {delegation.convening}"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        own = ParticipantTally.objects.filter(delegation=OuterRef("pk")).by("delegation")
        counted = Coalesce(Subquery(own.values("number")), 0)
        return super().get_queryset(request).annotate(participants_recorded=counted)

    @admin.display(description=_("participants"), ordering="participants_recorded")
    def participants_recorded(self, delegation: Any) -> int:
        return delegation.participants_recorded


@admin.register(Participant)
class ParticipantAdmin(TranslatedRecordAdmin):
    form = ParticipantForm
    fieldsets = [
        (_("Who"), {"fields": ["delegation", "person", "function", "title", "position"]}),
        (_("How they took part"), {"fields": ["mode", "presence"]}),
        (_("For the public"), {"fields": ["listed"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["delegation", "person"]
    belongs_to = ("delegation__convening", "delegation", "person")
    label_needs = ("person", "delegation__entity")
    list_display = ["person", "entity", "convening", "function", "mode", "presence", "listed"]
    list_select_related = ["person", "delegation__entity", "delegation__convening"]
    list_filter = [
        "mode",
        "presence",
        "function",
        "listed",
        within("delegation__convening", offered=8),
        within("delegation"),
        within("person"),
    ]
    show_full_result_count = False  # beside what a filter leaves: they may be a million
    search_fields = in_all_languages("person__name", "delegation__entity__name")
    ordering = ["-delegation__convening__starts_on", "delegation__entity__name", "position", "id"]

    def label(self, participant: Participant) -> str:
        return f"{participant.person} · {participant.delegation.entity}"

    @admin.display(description=_("delegation"), ordering="delegation__entity__name")
    def entity(self, participant: Participant) -> str:
        return str(participant.delegation.entity)

    @admin.display(description=_("convening"), ordering="delegation__convening__starts_on")
    def convening(self, participant: Participant) -> str:
        return str(participant.delegation.convening)
