"""Which facts of a record a citation supports, chosen by name."""

from typing import Any

from django import forms
from django.db.models import Field, Model, SlugField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from meetings.records.enums import Status

NOT_FACTS = {"position", "created_at", "changed_at"}


def facts_of(model: type[Model]) -> list[tuple[str, str]]:
    """Names and wordings of the fields of a record that state something."""
    own = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [(field.name, capfirst(field.verbose_name)) for field in own if _is_fact(field)]


def _is_fact(field: Field) -> bool:
    return (
        field.editable
        and not field.primary_key
        and field.name not in NOT_FACTS
        and not isinstance(field, SlugField | TranslationField)
        and field.choices != Status.choices
    )


class ChoicesInABox(forms.CheckboxSelectMultiple):
    """Boxes to tick in a drawer that says, while closed, what is ticked inside."""

    def __init__(self, *args: Any, nothing: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.nothing = nothing

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        groups = self.get_context(name, value, attrs)["widget"]["optgroups"]
        options = [option for _group, options, _index in groups for option in options]
        context = {
            "boxes": super().render(name, value, attrs, renderer),
            "chosen": [option["label"] for option in options if option["selected"]],
            "nothing": self.nothing,
        }
        return render_to_string("admin/includes/choices_in_a_box.html", context)


class FactsField(forms.MultipleChoiceField):
    """Names of fields; ones that the record no longer has are kept."""

    widget = ChoicesInABox(nothing=_("the whole record"))

    def offer(self, model: type[Model] | None, present: list[str]) -> None:
        """Offer the facts of the model, and what is chosen at present."""
        offered = facts_of(model) if model else []
        known = {name for name, _wording in offered}
        self.choices = offered + [(name, name) for name in present if name not in known]
