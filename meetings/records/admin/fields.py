"""How fields are edited: each language under its name, related records by their labels."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import CharField, Field, QuerySet, URLField
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from modeltranslation.fields import TranslationField
from modeltranslation.utils import get_translation_fields

from meetings.records.access import choosable
from meetings.records.domain.languages import direction_of, language_name
from meetings.records.labels import RecordChoiceField, RecordsChoiceField, with_labels

LONG = 300  # letters, from which a text needs more than a line to be seen whole


class RecordFields(BaseModelAdmin):
    """Related records are offered under their labels, those that the person may choose."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_field_queryset(self, db: str | None, db_field: Any, request: Any) -> QuerySet | None:
        queryset = super().get_field_queryset(db, db_field, request)
        if queryset is None:
            queryset = db_field.remote_field.model._default_manager.using(db)
        return with_labels(choosable(queryset, db_field, request.user))

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("form_class", RecordChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        options.setdefault("form_class", RecordsChoiceField)
        return super().formfield_for_manytomany(db_field, request, **options)


class OneLineField(forms.CharField):
    """A text of one line, however it was broken where it was copied from."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class LanguageFields(BaseModelAdmin):
    """The field of each language says which it is, to readers, to screen readers and to scripts."""

    def formfield_for_dbfield(self, db_field: Field, request: Any, **options: Any) -> Any:
        if _is_long_line(db_field):
            options |= {"form_class": OneLineField, "widget": AdminTextareaWidget({"rows": 2})}
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(db_field, TranslationField):
            language = db_field.language
            field.label = (
                f"{capfirst(db_field.translated_field.verbose_name)} ({language_name(language)})"
            )
            field.widget.attrs |= {
                "lang": language,
                "dir": direction_of(language),
                "data-language": language,
            }
        return field


def _is_long_line(field: Field) -> bool:
    is_text = isinstance(field, CharField) and not isinstance(field, URLField)
    return is_text and (field.max_length or 0) >= LONG


def content_languages() -> list[dict[str, str]]:
    """The languages of texts, each by its own name."""
    return [
        {
            "code": code,
            "name": capfirst(get_language_info(code)["name_local"]),
            "direction": direction_of(code),
        }
        for code, _name in settings.LANGUAGES
    ]


def in_all_languages(*names: str) -> list[str]:
    """Names of the columns that hold the fields' texts, for searching."""
    return get_translation_fields(*names)
