"""Sittings and what they take up."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _

from meetings.domain.rules import (
    held_by_sitting,
    overlapping,
    refuse_items_of_other_convenings,
    refuse_leaving_behind,
    refuse_taken_room,
    room_taken_by,
)
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Sitting
from meetings.records.admin.base import (
    TranslatedRecordAdmin,
    TranslatedTabularInline,
    limit_choices,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.facts import ChoicesInABox
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.formsets import RecordInlineFormSet
from meetings.records.admin.ways import Contains, within
from meetings.records.fields import time_zones

HOURS = ("starts_at", "ends_at")


class HoursAtTheVenue(RecordForm):
    """Hours are written as the clock of the venue shows them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in HOURS:
            if isinstance(moment := self.initial.get(name), datetime) and self.instance.pk:
                zone = ZoneInfo(self.instance.convening.time_zone)
                self.initial[name] = timezone.make_naive(moment, zone)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        convening = data.get("convening") or getattr(self.instance, "convening", None)
        for name in HOURS:
            if convening and data.get(name) and convening.time_zone in time_zones():
                # The field took the hour for one of the server's own time zone.
                hour = timezone.make_naive(data[name])
                data[name] = hour.replace(tzinfo=ZoneInfo(convening.time_zone))
        return data


class SittingForm(HoursAtTheVenue):
    """A sitting by itself: nothing else is in its room, and its entries come along."""

    is_row = False

    def _post_clean(self) -> None:
        super()._post_clean()
        sitting, convening = self.instance, self.cleaned_data.get("convening")
        if self.errors or self.is_row or convening is None:
            return
        others = convening.sittings.exclude(pk=sitting.pk)
        self.judge("room_en", refuse_taken_room, sitting, others)
        if self.moves("convening"):
            held = held_by_sitting(sitting, convening)
            self.judge("convening", refuse_leaving_behind, *held)


class SittingRowForm(SittingForm):
    is_row = True


class SittingFormSet(RecordInlineFormSet):
    """Judges rooms as the rows take them together."""

    def clean(self) -> None:
        super().clean()
        forms = {id(form.instance): form for form in self.standing_forms() if not form.errors}
        for one, other in overlapping([form.instance for form in forms.values()]):
            form = forms[id(other)]
            form.add_error("room_en" if "room_en" in form.fields else None, room_taken_by(one))


class ProgrammeEntryForm(HoursAtTheVenue):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        convening = data.get("convening") or getattr(self.instance, "convening", None)
        if convening and data.get("items"):
            self.judge("items", refuse_items_of_other_convenings, convening, data["items"])
        return data


class SittingInline(TranslatedTabularInline):
    model = Sitting
    form = SittingRowForm
    formset = SittingFormSet
    fields = ("ordinal", "starts_at", "ends_at", "room", "webcast", "status", "moved_to")
    verbose_name_plural = _("Sittings (hours by the clock of the venue)")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("convening")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        limit_choices(formset, "moved_to", sittings_of(obj))
        return formset


class ProgrammeEntryInline(TranslatedTabularInline):
    """Entries of a whole convening, or of one sitting."""

    model = ProgrammeEntry
    form = ProgrammeEntryForm
    fields = (
        "sitting",
        "position",
        "kind",
        "items",
        "title",
        "starts_at",
        "ends_at",
        "status",
    )
    verbose_name_plural = _("Programme: what the sittings take up")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        entries = super().get_queryset(request).select_related("convening")
        return entries.order_by("sitting__starts_at", "position", "id")

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        options["widget"] = ChoicesInABox(nothing=_("no item"))
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        limit_choices(formset, "items", items_of(obj) if obj else None)
        limit_choices(formset, "sitting", sittings_of(obj))
        return formset


@admin.register(Sitting)
class SittingAdmin(TranslatedRecordAdmin):
    form = SittingForm
    fieldsets = [
        (None, {"fields": ["convening", "ordinal", "starts_at", "ends_at", "room", "webcast"]}),
        (_("What became of it"), {"fields": ["status", "moved_to"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["convening", "moved_to"]
    belongs_to = ("convening",)
    contains = (Contains("meetings.ProgrammeEntry", "sitting", "sitting", fills="sitting"),)
    label_needs = ("convening",)
    list_display = ["hours", "convening", "ordinal", "room", "status"]
    list_select_related = ["convening"]
    list_filter = ["status", within("convening", offered=8)]
    search_fields = ["=ordinal", "convening__slug", *in_all_languages("room")]
    ordering = ["-starts_at"]
    date_hierarchy = "starts_at"

    def label(self, sitting: Sitting) -> str:
        return f"{sitting.ordinal} · {local_hours(sitting)}"

    @admin.display(description=_("hours at the venue"), ordering="starts_at")
    def hours(self, sitting: Sitting) -> str:
        return local_hours(sitting)


@admin.register(ProgrammeEntry)
class ProgrammeEntryAdmin(TranslatedRecordAdmin):
    form = ProgrammeEntryForm
    fieldsets = [
        (
            _("Place in the programme"),
            {"fields": ["convening", "sitting", "position", "starts_at", "ends_at"]},
        ),
        (_("What is taken up"), {"fields": ["kind", "items", "title", "note", "status"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["convening", "sitting", "items"]
    belongs_to = ("convening", "sitting")
    list_display = ["__str__", "kind", "items_taken_up", "convening", "position"]
    list_select_related = ["convening"]
    list_filter = ["kind", within("convening", offered=8), within("sitting"), within("items")]
    search_fields = ["convening__slug", *in_all_languages("title", "items__title")]
    ordering = ["-convening__starts_on", "sitting__starts_at", "position", "id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("items__session__body")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """An entry that is added to a sitting belongs to the sitting's convening."""
        initial = super().get_changeform_initial_data(request)
        if str(initial.get("sitting", "")).isdecimal() and "convening" not in initial:
            sitting = Sitting.objects.filter(pk=initial["sitting"]).first()
            initial["convening"] = sitting and sitting.convening_id
        return initial

    @admin.display(description=_("agenda items"))
    def items_taken_up(self, entry: ProgrammeEntry) -> str:
        return ", ".join(
            f"{item.session.body.code} {item.number or item.title}" for item in entry.items.all()
        )


def items_of(convening: Convening) -> QuerySet:
    """All items of the convening's sessions, session by session."""
    items = AgendaItem.objects.filter(session__convening=convening).select_related("session")
    return items.order_by("session__position", "session", "position", "id")


def sittings_of(convening: Convening | None) -> QuerySet | None:
    """The sittings of a convening that is on record already."""
    return convening.sittings.select_related("convening") if convening else None


def local_hours(sitting: Sitting) -> str:
    """6 September 2021, 10:00–13:00, by the clock of the venue."""
    zone = ZoneInfo(sitting.convening.time_zone)
    start, end = sitting.starts_at.astimezone(zone), sitting.ends_at.astimezone(zone)
    return f"{format_date(start, 'j F Y, H:i')}–{format_date(end, 'H:i')}"
