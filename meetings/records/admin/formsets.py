"""Rows of records inside the form of the record that they belong to."""

from typing import Any

from django import forms
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db.models import CharField, F, IntegerField, Model, Q, UniqueConstraint, Value
from django.db.models.functions import Cast, Concat
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _

from meetings.records.admin.forms import field_to_blame, names_in
from meetings.records.admin.reach import RowsWithinReach
from meetings.records.domain import history

OUT_OF_THE_WAY = 20_000


class HistoryOfRows:
    """Keeps one row of history for each record that is saved, with the reason given."""

    change_reason = ""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if box := form.fields.get(DELETION_FIELD_NAME):
            box.widget.attrs["aria-label"] = _("Delete this row")

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Model:
        return self._saved(super().save_new, form, commit)

    def save_existing(self, form: forms.ModelForm, obj: Model, commit: bool = True) -> Model:
        def save(form: forms.ModelForm, commit: bool) -> Model:
            return super(HistoryOfRows, self).save_existing(form, obj, commit)

        return self._saved(save, form, commit)

    def delete_existing(self, obj: Model, commit: bool = True) -> None:
        obj._change_reason = self.change_reason  # type: ignore[attr-defined]
        super().delete_existing(obj, commit)

    def _saved(self, save: Any, form: forms.ModelForm, commit: bool) -> Model:
        since = history.latest_row(form.instance)
        form.instance._change_reason = self.change_reason
        record = save(form, commit=commit)
        if commit:
            history.join_rows(record, since=since)
        return record


class RecordInlineFormSet(RowsWithinReach, HistoryOfRows, forms.BaseInlineFormSet):
    """Rows that see their parent as it is being edited, and are judged as they will stand together.

    Django would judge each row against what is still in the database: numbering items anew or
    passing the head of a delegation to someone else would be refused or fail halfway.
    """

    def _construct_form(self, i: int, **options: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **options)
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def validate_unique(self) -> None:
        """Refuse rows that would repeat one another."""
        model = self.fk.model
        for field in model._meta.fields:
            if field.unique and not field.primary_key:
                message = model().unique_error_message(model, (field.name,))
                self._refuse_duplicates([field.name], Q(), message, field.name)
        for constraint in self._constraints():
            names = [name for name in constraint.fields if name != self.fk.name]
            condition = constraint.condition or Q()
            message = constraint.get_violation_error_message()
            blamed = field_to_blame(constraint, self.empty_form)
            self._refuse_duplicates(names, condition, message, blamed)

    def save(self, commit: bool = True) -> list[Model]:
        if commit:
            self._step_aside()
        return super().save(commit=commit)

    def _constraints(self) -> list[UniqueConstraint]:
        constraints = self.fk.model._meta.constraints
        return [found for found in constraints if isinstance(found, UniqueConstraint)]

    def standing_forms(self) -> list[forms.ModelForm]:
        written = [*self.initial_forms, *(form for form in self.extra_forms if form.has_changed())]
        return [form for form in written if not self._should_delete_form(form)]  # type: ignore[attr-defined]

    def _refuse_duplicates(
        self, names: list[str], condition: Q, message: Any, blamed: str | None
    ) -> None:
        seen = set()
        for form in self.standing_forms():
            key = tuple(_value(form.instance, name) for name in names)
            if form.errors or None in key or not _meets(condition, form.instance):
                continue
            if key in seen:
                form.add_error(blamed if blamed in form.fields else None, message)
            seen.add(key)

    def _step_aside(self) -> None:
        """Take away the values that changed rows held, so that rows saved before may have them."""
        changed = [form for form in self.initial_forms if form.has_changed()]
        rows = self.fk.model._default_manager.filter(pk__in=[form.instance.pk for form in changed])
        for constraint in self._constraints():
            if len(changed) > 1 and (aside := _aside(constraint, self.fk)):
                rows.update(**aside)


class RecordGenericFormSet(HistoryOfRows, BaseGenericInlineFormSet):
    """Rows that name their parent by kind and number."""


def _value(row: Model, name: str) -> Any:
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]


def _meets(condition: Q, row: Model) -> bool:
    values = {
        name: Value(_value(row, name), row._meta.get_field(name))  # type: ignore[arg-type]
        for name in names_in(condition)
    }
    return not values or condition.check(values)


def _aside(constraint: UniqueConstraint, parent: Any) -> dict[str, Any]:
    """Values under which rows of one parent cannot stand in the way of one another."""
    model = parent.model
    if parent.name not in constraint.fields:
        return {}
    for field in map(model._meta.get_field, constraint.fields):
        if isinstance(field, IntegerField):
            return {field.name: F(field.name) + OUT_OF_THE_WAY}
        if isinstance(field, CharField):
            return {field.name: Concat(Value("~"), Cast("pk", CharField()))}
    if constraint.fields == (parent.name,) and constraint.condition is not None:
        return {
            name: model._meta.get_field(name).get_default()
            for name in names_in(constraint.condition)
        }
    return {}
