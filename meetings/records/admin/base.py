"""What the administration of all records has in common."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin, TranslationInlineModelAdmin

from meetings.records.access import choosable
from meetings.records.admin.conflicts import ConflictPages, as_typed, unsaid_on_failure
from meetings.records.admin.deleting import DeletionPages
from meetings.records.admin.fields import LanguageFields, RecordFields, content_languages
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.formsets import RecordInlineFormSet
from meetings.records.admin.history import HistoryPages
from meetings.records.admin.nonsense import NonsenseRefused
from meetings.records.admin.pages import RecordPages
from meetings.records.admin.promises import KeptPromises
from meetings.records.admin.reach import ReachOfRecords, ReachOfRows
from meetings.records.admin.ways import Contains, ways_beside, ways_down, ways_up
from meetings.records.domain import editions, history
from meetings.records.labels import label_of

REASON = "change_reason"
CONTRADICTION = gettext_lazy(
    "Nothing was saved: the changes contradict what is on record. Perhaps someone else saved a "
    "moment ago. What you typed is still here."
)


class RecordAdmin(
    ConflictPages,
    KeptPromises,
    NonsenseRefused,
    DeletionPages,
    RecordFields,
    RecordPages,
    ReachOfRecords,
    HistoryPages,
    admin.ModelAdmin,
):
    """A kind of record, with its history, its citations, and the ways that lead from it.

    `belongs_to` names the relations that lead up, `contains` the kinds of record below.
    `label_needs` names what the label of a record is put together from.
    """

    form: type[forms.BaseModelForm] = RecordForm
    belongs_to: tuple[str, ...] = ()
    contains: tuple[Contains, ...] = ()
    label_needs: tuple[str, ...] = ()
    list_per_page = 50
    change_form_template = "admin/record_form.html"

    class Media:
        js = ("admin/languages.js", "admin/choices.js")

    def label(self, record: Any) -> str:
        """How the record is called where one is to be chosen."""
        return str(record)

    def view_on_site(self, record: Any) -> str | None:
        """The address of the public page, where there is one."""
        if not hasattr(record, "get_absolute_url"):
            return None
        if not type(record)._default_manager.public().filter(pk=record.pk).exists():
            return None
        try:
            return record.get_absolute_url()
        except NoReverseMatch:
            return None

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        if obj is not None and self.has_change_permission(request, obj):
            form.base_fields[REASON] = forms.CharField(
                label=gettext_lazy("Reason for the change"),
                help_text=gettext_lazy("Kept in the history; may be left empty."),
                max_length=100,
                required=False,
                widget=forms.TextInput(attrs={"class": "vTextField"}),
            )
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **options)
        answer, refusals = self._saved(request, *args, **options)
        if answer is not None:
            return answer
        for refusal in refusals:
            self.message_user(request, refusal, messages.ERROR)
        with editions.raised_once():
            return super().changeform_view(as_typed(request), *args, **options)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        if request.method != "POST":
            return super().changelist_view(request, context)
        with editions.raised_once():
            return super().changelist_view(request, context)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.method != "POST":
            return super().delete_view(request, *args, **options)
        with editions.raised_once():
            return super().delete_view(request, *args, **options)

    def _saved(
        self, request: HttpRequest, *args: Any, **options: Any
    ) -> tuple[HttpResponse | None, list[str]]:
        """The answer to a form, or why nothing of it could be saved.

        Whoever saves at the same moment as somebody else is tried once more, on top of it.
        """
        for is_last in (False, True):
            try:
                with unsaid_on_failure(request), editions.raised_once():
                    return super().changeform_view(request, *args, **options), []
            except ValidationError as error:  # of a rule that only the whole change can break
                return None, error.messages
            except OperationalError:
                if is_last:
                    raise
            except IntegrityError:
                # Or rows changed places in a way that no form foresees.
                if is_last:
                    return None, [str(CONTRADICTION)]
        raise AssertionError("The last attempt has an end.")

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Any = None,
        **options: Any,
    ) -> HttpResponse:
        context["subtitle"] = label_of(obj) if obj is not None else None
        context["content_languages"] = content_languages()
        if obj is not None:
            context["further_pages"] = list(ways_beside(obj, request))
            context["ways_up"] = list(ways_up(obj, self.belongs_to, request))
            context["ways_down"] = list(ways_down(obj, self.contains, request))
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.since = history.latest_row(obj)
        obj._change_reason = form.cleaned_data.get(REASON, "")
        restored = hasattr(obj, "_history")
        if restored or not change or set(form.changed_data) - {REASON}:
            self.write(request, obj, form, change)

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what the form changed, in one row of history."""
        self.keep_addresses(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        for formset in formsets:
            formset.change_reason = form.cleaned_data.get(REASON, "")
        super().save_related(request, form, formsets, change)
        history.join_rows(form.instance, since=form.since)


class TranslatedRecordAdmin(LanguageFields, TranslationAdmin, RecordAdmin):
    """A kind of record with texts in several languages."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # The library asks nobody else.
        return [*super().get_readonly_fields(request, obj), *self.fixed_fields(obj)]


class RecordInline(RecordFields, ReachOfRows, InlineModelAdmin):
    """Records inside the form of the one that they belong to."""

    form: type[forms.BaseModelForm] = RecordForm
    formset = RecordInlineFormSet
    extra = 0
    show_change_link = True
    view_on_site = False

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **options: Any) -> Any:
        """In a row there is room for choosing a record and adding one, not for editing it."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is None:
            return None
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = False
            widget.can_delete_related = False
            widget.can_view_related = False
            widget = widget.widget
        if not isinstance(widget, forms.CheckboxSelectMultiple):  # its boxes have labels
            widget.attrs["aria-label"] = field.label
        return field


class RecordTabularInline(RecordInline, admin.TabularInline):
    template = "admin/includes/rows.html"


class TranslatedTabularInline(LanguageFields, TranslationInlineModelAdmin, RecordTabularInline):
    pass


def limit_choices(
    formset: type[forms.BaseFormSet], name: str, records: models.QuerySet | None
) -> None:
    """Offer these records only, asking the database once for all rows; None: there are none yet."""
    if field := formset.form.base_fields.get(name):
        field.queryset = field.queryset.none() if records is None else records
        relation: Any = formset.model._meta.get_field(name)  # type: ignore[attr-defined]
        field.queryset = choosable(field.queryset, relation, formset.user)  # type: ignore[attr-defined]
        offered = [(record.pk, field.label_from_instance(record)) for record in field.queryset]
        blank = [] if isinstance(field, forms.ModelMultipleChoiceField) else [("", "---------")]
        field.choices = blank + offered
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False
