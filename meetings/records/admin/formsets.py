"""Rows of records inside the form of the record that they belong to."""

from typing import Any

from django import forms
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db.models import CharField, F, IntegerField, Model, UniqueConstraint, Value
from django.db.models.functions import Cast, Concat

from meetings.records.admin.forms import field_to_blame, names_in
from meetings.records.domain import history

OUT_OF_THE_WAY = 20_000


class HistoryOfRows:
    """Keeps one row of history for each record that is saved, with the reason given."""

    change_reason = ""

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


class RecordInlineFormSet(HistoryOfRows, forms.BaseInlineFormSet):
    """Rows that see their parent as it is being edited, and are judged as they will stand together.

    Django would judge each row against what is still in the database: numbering items anew or
    passing the head of a delegation to someone else would be refused or fail halfway.
    """

    def _construct_form(self, i: int, **options: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **options)
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def validate_unique(self) -> None:
        for constraint in self._constraints():
            self._refuse_duplicates(constraint)
        super().validate_unique()

    def save(self, commit: bool = True) -> list[Model]:
        if commit:
            self._step_aside()
        return super().save(commit=commit)

    def _constraints(self) -> list[UniqueConstraint]:
        """Those among the children of one parent; the form itself judges all others."""
        constraints = [
            c for c in self.fk.model._meta.constraints if isinstance(c, UniqueConstraint)
        ]
        return [constraint for constraint in constraints if self.fk.name in constraint.fields]

    def standing_forms(self) -> list[forms.ModelForm]:
        written = [*self.initial_forms, *(form for form in self.extra_forms if form.has_changed())]
        return [form for form in written if not self._should_delete_form(form)]  # type: ignore[attr-defined]

    def _refuse_duplicates(self, constraint: UniqueConstraint) -> None:
        names = [name for name in constraint.fields if name != self.fk.name]
        seen = set()
        for form in self.standing_forms():
            key = tuple(_value(form.instance, name) for name in names)
            if form.errors or None in key or not _meets_condition(constraint, form.instance):
                continue
            if key in seen:
                message = str(constraint.get_violation_error_message())
                form.add_error(field_to_blame(constraint, form), message)
            seen.add(key)

    def _step_aside(self) -> None:
        """Take away the values that changed rows held, so that rows saved before may have them."""
        changed = [form for form in self.initial_forms if form.has_changed()]
        rows = self.fk.model._default_manager.filter(pk__in=[form.instance.pk for form in changed])
        for constraint in self._constraints():
            aside = _aside(constraint, self.fk)
            if len(changed) > 1 and aside:
                rows.update(**aside)


class RecordGenericFormSet(HistoryOfRows, BaseGenericInlineFormSet):
    """Rows that name their parent by kind and number."""


def _value(row: Model, name: str) -> Any:
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]


def _meets_condition(constraint: UniqueConstraint, row: Model) -> bool:
    if constraint.condition is None:
        return True
    names = names_in(constraint.condition)
    values = {
        name: Value(_value(row, name), row._meta.get_field(name))  # type: ignore[arg-type]
        for name in names
    }
    return constraint.condition.check(values)


def _aside(constraint: UniqueConstraint, parent: Any) -> dict[str, Any]:
    """Values under which the rows cannot stand in the way of one another."""
    model = parent.model
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
