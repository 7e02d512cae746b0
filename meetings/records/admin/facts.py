"""Which facts of a record a citation supports, chosen by name."""

from typing import Any

from django import forms
from django.db.models import Field, Model, SlugField
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

    template_name = "admin/widgets/choices_in_a_box.html"

    def __init__(self, *args: Any, nothing: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.nothing = nothing

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, options, _i in context["widget"]["optgroups"] for option in options]
        context["chosen"] = [option["label"] for option in options if option["selected"]]
        context["nothing"] = self.nothing
        return context


class FactsField(forms.MultipleChoiceField):
    """Names of fields; ones that the record no longer has are kept."""

    widget = ChoicesInABox(nothing=_("the whole record"))

    def offer(self, model: type[Model] | None, present: list[str]) -> None:
        """Offer the facts of the model, and what is chosen at present."""
        offered = facts_of(model) if model else []
        known = {name for name, _wording in offered}
        self.choices = offered + [(name, name) for name in present if name not in known]
