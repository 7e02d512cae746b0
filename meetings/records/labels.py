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
    if not admin.site.is_registered(queryset.model):
        return queryset
    needed = getattr(admin.site.get_model_admin(queryset.model), "label_needs", ())
    return queryset.select_related(*needed) if needed else queryset


class RecordChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return label_of(obj)


class RecordsChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return label_of(obj)


class LabelAutocompleteView(AutocompleteJsonView):
    """Answers what is typed into a field with records under their labels."""

    def get_queryset(self) -> QuerySet:
        return with_labels(super().get_queryset())

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        return super().serialize_result(obj, to_field_name) | {"text": label_of(obj)}
