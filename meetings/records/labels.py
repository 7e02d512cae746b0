"""How records are called where one of them is to be chosen.

A record's own name costs no query and so may say too little: “delegation 5”, “4(a) Review of …”.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, QuerySet


def label_of(record: Model) -> str:
    """The record's name among others of its kind, as its administration words it."""
    if not admin.site.is_registered(type(record)):
        return str(record)
    word = getattr(admin.site.get_model_admin(type(record)), "label", str)
    return word(record)


def with_labels(queryset: QuerySet) -> QuerySet:
    """The records with what their labels need."""
    needed = needs_of_labels(queryset.model)
    return queryset.select_related(*needed) if needed else queryset


def needs_of_labels(kind: type[Model]) -> tuple[str, ...]:
    """The relations that the labels of a kind of record are put together from."""
    if not admin.site.is_registered(kind):
        return ()
    return getattr(admin.site.get_model_admin(kind), "label_needs", ())


class RecordChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return label_of(obj)


class RecordsChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return label_of(obj)


class LabelAutocompleteView(AutocompleteJsonView):
    """Answers what is typed into a field with the records to choose from, under their labels."""

    def get_queryset(self) -> QuerySet:
        records = super().get_queryset()
        if hasattr(self.model_admin, "choosable"):
            records = self.model_admin.choosable(records, self.source_field, self.request)
        return with_labels(records)

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        return super().serialize_result(obj, to_field_name) | {"text": label_of(obj)}
