"""What somebody may do in the administration, record by record: by reach, never by kind alone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.records.access import (
    choosable,
    decides_reach,
    level_of,
    reach_of,
    within_reach,
)
from meetings.records.admin.nonsense import is_key
from meetings.records.domain.promises import ADDRESS_FIELDS, has_promised, promised
from meetings.records.enums import Level
from meetings.records.labels import label_of, with_labels

NAMED = 5  # records that a refusal names; of the others it tells the number


class ReachOfRecords(ModelAdmin):
    """Shows the records that somebody may see, and lets change those that they may change."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return within_reach(super().get_queryset(request), request.user, Level.VIEWER)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The record, if there is one; raise PermissionDenied if it is there, but out of reach."""
        record = super().get_object(request, object_id, from_field)
        is_hidden = record is None and is_key(object_id) and from_field is None
        if is_hidden and self.model._default_manager.filter(pk=object_id).exists():
            raise PermissionDenied(_("You have no role for the body whose record this is."))
        return record

    def choosable(self, records: QuerySet, field: Field, request: HttpRequest) -> QuerySet:
        """Those of the records that the person may choose in the field of another record."""
        return choosable(records, field, request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and _reaches(request, Level.VIEWER, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _reaches(request, Level.EDITOR, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return True
        return _reaches(request, Level.EDITOR, obj, in_all=True) and self.may_be_deleted(obj)

    def may_be_deleted(self, record: Any) -> bool:
        """Whether the record may go at all, whoever asks."""
        return True

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **options)
        form.user = request.user
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saved together, or not at all: nothing is left that its editor could not have changed."""
        super().save_related(request, form, formsets, change)
        refuse_strangers(request.user, self.model, [form.instance])
        for formset in formsets:
            changed = [record for record, _fields in formset.changed_objects]
            refuse_strangers(request.user, formset.model, [*formset.new_objects, *changed])

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> Any:
        self.get_object(request, unquote(object_id))  # refused if it is there, but out of reach
        return super().history_view(request, object_id, *args, **options)

    def history_form_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        if request.method == "POST":
            record = self.get_object(request, unquote(object_id))
            if record is None or not self.has_change_permission(request, record):
                raise PermissionDenied
        return super().history_form_view(request, object_id, *args, **options)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet, *place: Any
    ) -> HttpResponse | None:
        """What is done with several records is done with all of them, or with none."""
        records = self._chosen(request, queryset)
        strangers = self._out_of_reach(request, records) if records is not None else []
        if not strangers:
            return super().response_action(request, queryset, *place)
        named = [label_of(record) for record in strangers[:NAMED]]
        if further := len(strangers) - len(named):
            named.append(ngettext("%d other", "%d others", further) % further)
        sentence = _("Nothing was done, since you may not do this with: %(records)s.")
        names = get_text_list(named, _("and"))
        self.message_user(request, sentence % {"records": names}, messages.ERROR)
        return None

    def _chosen(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if request.POST.get("select_across") == "1":
            return queryset
        chosen = request.POST.getlist("_selected_action")
        return queryset.filter(pk__in=chosen) if chosen else None

    def _out_of_reach(self, request: HttpRequest, records: QuerySet) -> list[Model]:
        level, in_all = self._asked_by(request)
        keys = records.order_by().values("pk")
        every = with_labels(self.model._default_manager.filter(pk__in=keys))
        reached = within_reach(every, request.user, level, in_all=in_all).values("pk")
        return list(every.exclude(pk__in=reached.order_by()))

    def _asked_by(self, request: HttpRequest) -> tuple[Level, bool]:
        """The level that the chosen action needs, and whether in all bodies of a record."""
        names = [name for name in request.POST.getlist("action") if name]
        action = self.get_actions(request).get(names[0]) if names else None
        function = action[0] if action else None
        is_deletion = bool(names) and names[0] == "delete_selected"
        return getattr(function, "level", Level.EDITOR), getattr(function, "in_all", is_deletion)


class ReachOfRows(InlineModelAdmin):
    """Rows of a form: those of others are shown, and stay as they are."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **options)
        formset.user = formset.form.user = request.user
        return formset


class RowsWithinReach:
    """A table of rows, of which only those within reach can be changed or deleted."""

    user: Any = None

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        record = form.instance
        if record.pk and record.pk not in self._changeable:
            for field in form.fields.values():
                field.disabled = not isinstance(field.widget, forms.HiddenInput)
        elif record.pk and record.pk in self._promised:
            for name in (DELETION_FIELD_NAME, *ADDRESS_FIELDS):
                if name in form.fields:
                    form.fields[name].disabled = True

    @property
    def _changeable(self) -> Any:
        if not hasattr(self, "_known"):
            self._known = self._asked()
        return self._known

    @property
    def _promised(self) -> set[int]:
        """The rows that are or were public: they stay, with their addresses."""
        if not hasattr(self, "_known_promised"):
            rows = self.get_queryset() if has_promised(self.model) else []  # type: ignore[attr-defined]
            every = self.model._default_manager.filter(pk__in=[row.pk for row in rows])  # type: ignore[attr-defined]
            self._known_promised = promised(every) if rows else set()
        return self._known_promised

    def _asked(self) -> Any:
        if self.user is None or reach_of(self.user).bodies(Level.EDITOR) is None:
            return Everything()
        rows = self.get_queryset()  # type: ignore[attr-defined]
        every = self.model._default_manager.filter(pk__in=[row.pk for row in rows])  # type: ignore[attr-defined]
        return set(within_reach(every, self.user, Level.EDITOR).values_list("pk", flat=True))


class Everything:
    """Contains whatever one asks for."""

    def __contains__(self, _thing: object) -> bool:
        return True


class FormWithinReach(forms.ModelForm):
    """Takes no record from others and gives none away.

    What stands in a field already may stay there, whoever chose it.
    """

    user: Any = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self._is_limited:
            for name, field in self.fields.items():
                if isinstance(field, forms.ModelChoiceField):
                    self._keep_what_stands_in(name, field)

    @property
    def _is_limited(self) -> bool:
        return self.user is not None and reach_of(self.user).bodies(Level.EDITOR) is not None

    def _keep_what_stands_in(self, name: str, field: Any) -> None:
        is_on_record = self.instance.pk and not hasattr(self.instance, "_history")
        if present := _keys(self.initial.get(name)) if is_on_record else []:
            offered = Q(pk__in=field.queryset.order_by().values("pk")) | Q(pk__in=present)
            field.queryset = with_labels(field.queryset.model._default_manager.filter(offered))
            listed = vars(field).get("_choices")  # asked for once, for all rows of a table
            if listed is not None and set(present) - {key for key, _label in listed}:
                also = field.queryset.filter(pk__in=present)
                field.choices = [
                    *listed,
                    *((record.pk, field.label_from_instance(record)) for record in also),
                ]

    def _post_clean(self) -> None:
        super()._post_clean()
        if self._is_limited:
            for field in self.instance._meta.many_to_many:
                if field.name in self.cleaned_data and decides_reach(field):
                    self._refuse_strangers(field)

    def _refuse_strangers(self, field: Field) -> None:
        chosen = {record.pk for record in self.cleaned_data[field.name]}
        record = self.instance
        saved = getattr(record, field.name).values_list("pk", flat=True) if record.pk else ()
        present = set(saved)
        records: Any = field.related_model
        every = records._default_manager.filter(pk__in=chosen | present)
        reached = within_reach(every, self.user, Level.EDITOR).values_list("pk", flat=True)
        own = set(reached)
        if strangers := (chosen ^ present) - own:
            named = [label_of(record) for record in with_labels(every.filter(pk__in=strangers))]
            sentence = _("You may neither add nor take away: %(records)s.")
            self.add_error(field.name, sentence % {"records": get_text_list(named, _("and"))})
        elif not chosen & own:
            self.add_error(field.name, _("Name at least one of a body whose records you edit."))


def refuse_strangers(user: Any, model: type[Model], records: Iterable[Model]) -> None:
    """Raise ValidationError if one of the records, as saved, is beyond the reach of an editor."""
    keys = {record.pk for record in records}
    if not keys or reach_of(user).bodies(Level.EDITOR) is None:
        return
    saved = model._default_manager.filter(pk__in=keys)
    if within_reach(saved, user, Level.EDITOR).count() < saved.count():
        raise ValidationError(
            _("Nothing was saved: something would belong to a body whose records you do not edit.")
        )


def _reaches(request: HttpRequest, level: Level, record: Any, *, in_all: bool = False) -> bool:
    """Whether the level is reached; asked once while a page is made, since it asks often."""
    if record is None:
        return True
    if request.method != "GET" or record._state.adding:
        return level_of(request.user, record, in_all=in_all) >= level
    known = request.__dict__.setdefault("_levels", {})
    key = (type(record), record.pk, in_all)
    if key not in known:
        known[key] = level_of(request.user, record, in_all=in_all)
    return known[key] >= level


def _keys(value: Any) -> list[Any]:
    several = value if isinstance(value, (list, tuple, set, QuerySet)) else [value]
    return [getattr(one, "pk", one) for one in several if one not in (None, "")]
