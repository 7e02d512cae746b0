"""What the forms of all records do."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint, CheckConstraint, Model, Q, UniqueConstraint
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.records.admin.reach import FormWithinReach
from meetings.records.domain import trees
from meetings.records.domain.promises import ADDRESS_FIELDS


class RecordForm(FormWithinReach):
    """Tells at the field what the database would refuse."""

    def _get_validation_exclusions(self) -> set[str]:
        # What an address is made of has no field any more, and still has to fit the others.
        fixed = {name for name in ADDRESS_FIELDS if name not in self.fields}
        return super()._get_validation_exclusions() - {
            name for name in fixed if self.instance.pk and getattr(self.instance, name, "")
        }

    def _update_errors(self, errors: ValidationError) -> None:
        found: dict[str, list[ValidationError]] = {}
        for name, messages in errors.error_dict.items():
            for message in messages:
                field = _field_of(message, self) if name == NON_FIELD_ERRORS else name
                found.setdefault(field if field in self.fields else NON_FIELD_ERRORS, []).append(
                    message
                )
        super()._update_errors(ValidationError(found))

    def judge(self, name: str, rule: Callable[..., None], *facts: Any) -> None:
        """Tell at the field, or of the whole form, what a rule about several records refuses."""
        try:
            rule(*facts)
        except ValidationError as error:
            self.add_error(name if name in self.fields else None, error)

    def moves(self, name: str) -> bool:
        """Whether a record that is on record already is to belong to another one."""
        return bool(self.instance.pk and name in self.changed_data and self.cleaned_data.get(name))


class TreeForm(RecordForm):
    """Refuses a parent that would close a circle."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if "parent" in self.fields and "parent" not in self.errors:
            try:
                trees.refuse_circle(self.instance)
            except ValidationError as error:
                self._update_errors(error)


class ProposedSlugForm(RecordForm):
    """Proposes the short name where it is left empty."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if field := self.fields.get("slug"):
            field.required = False
            field.help_text = format_lazy(
                "{} {}", field.help_text, gettext_lazy("Leave it empty to have it proposed.")
            )

    def proposed_slug(self, data: dict[str, Any]) -> str:
        """The short name that follows from the other fields; empty if they do not say enough."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = data.get("slug") if "slug" in self.fields else self.instance.slug
        if given or "slug" in self.errors:
            return data
        longest = self._meta.model._meta.get_field("slug").max_length
        slug = self.proposed_slug(data)[:longest].strip("-")
        if "slug" not in self.fields:
            self.instance.slug = slug
        elif slug:
            data["slug"] = slug
            self.fields["slug"].error_messages["unique"] = _(
                "The short name “%(slug)s” is taken. Enter another one."
            ) % {"slug": slug}
        elif not self.errors:
            self.add_error("slug", _("No short name follows from the other fields. Enter one."))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        excluded = super()._get_validation_exclusions()
        if "slug" not in self.fields and self.instance.slug:
            excluded.discard("slug")  # one that the form does not show has to be free as well
        return excluded


def fields_of(constraint: BaseConstraint) -> list[str]:
    """Names of the fields that a constraint speaks of, the one to blame last."""
    if isinstance(constraint, UniqueConstraint):
        condition = constraint.condition or Q()
        return [*reversed(list(names_in(condition))), *constraint.fields]
    if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
        return list(names_in(constraint.condition))
    return []


def field_to_blame(constraint: BaseConstraint, form: forms.BaseModelForm) -> str | None:
    """The field of the form at which to say that the constraint is broken."""
    hidden = forms.models.InlineForeignKeyField
    shown = {name for name, field in form.fields.items() if not isinstance(field, hidden)}
    return next((name for name in reversed(fields_of(constraint)) if name in shown), None)


def _field_of(error: ValidationError, form: forms.BaseModelForm) -> str | None:
    model: type[Model] = form._meta.model
    for constraint in model._meta.constraints:
        if str(constraint.get_violation_error_message()) == str(error.message):
            return field_to_blame(constraint, form)
    return None


def names_in(condition: Q) -> Iterator[str]:
    """Names of the fields that a condition looks at."""
    for child in condition.children:
        if isinstance(child, tuple):
            yield child[0].partition("__")[0]
        elif isinstance(child, Q):
            yield from names_in(child)
