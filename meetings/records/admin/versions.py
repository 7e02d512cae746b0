"""The versions of a record that two people made, in words, to choose from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from meetings.records.admin.nonsense import is_key
from meetings.records.admin.snapshots import Table, fields_compared
from meetings.records.domain.authors import Authorship, authors_of, last_author_of
from meetings.records.domain.merging import RECORD, Difference, Place, Row, Side, Value
from meetings.records.labels import label_of, with_labels

FIRST_WORDS = 3  # values that stand for a row that has no name


@dataclass
class Version:
    """One version of a field, or of a whole row with its fields."""

    text: str = ""
    fields: Iterable[tuple[str, str]] = ()
    is_gone: bool = False


@dataclass
class Question:
    """A place where versions differ, as the page tells it."""

    key: str
    label: str
    opened: Version | None
    theirs: Version
    mine: Version
    author: Authorship | None
    side: Side | None
    is_row: bool
    language: str = ""
    direction: str = ""
    chosen: str = ""
    is_missing: bool = False


class Wording:
    """Puts the differences of one record and its tables in words."""

    def __init__(self, record: Model, form: forms.ModelForm, tables: Iterable[Table]) -> None:
        self.record = record
        self.form = form
        self.formsets = {table.formset.prefix: table.formset for table in tables}
        self._authors: dict[tuple[str, str], dict[str, Authorship]] = {}

    def questions(self, differences: Iterable[Difference]) -> Iterator[Question]:
        """The differences in words, each with whoever changed what is on file."""
        differences = list(differences)
        self._ask_for_authors(differences)
        for difference in differences:
            place = difference.place
            form = self._form_of(place)
            yield Question(
                key=place.key,
                label=self._label(difference, form),
                opened=self._version(difference.opened, place, form)
                if difference.opened_is_known
                else None,
                theirs=self._version(difference.theirs, place, form),
                mine=self._version(difference.mine, place, form),
                author=self._author(difference),
                side=difference.side,
                is_row=not place.field,
                **_language_of(form, place.field),
            )

    def _form_of(self, place: Place) -> forms.ModelForm:
        if place.table == RECORD:
            return self.form
        formset = self.formsets[place.table]
        rows = {str(row.instance.pk): row for row in formset.initial_forms}
        return rows.get(place.row, formset.empty_form)

    def _label(self, difference: Difference, form: forms.ModelForm) -> str:
        place = difference.place
        field = label_in(form, place.field) if place.field else ""
        if place.table == RECORD:
            return field
        kind = str(capfirst(form._meta.model._meta.verbose_name))
        if form.instance.pk:
            name = label_of(form.instance)
        else:
            name = summary(form, difference.mine or difference.opened or {})  # type: ignore[arg-type]
        return " — ".join(filter(None, [f"{kind}: {name}" if name else kind, field]))

    def _version(self, value: Any, place: Place, form: forms.ModelForm) -> Version:
        if value is None:
            return Version(is_gone=True)
        if place.field:
            return Version(text=in_words(form.fields[place.field], value))
        return Version(fields=list(row_in_words(form, value)))

    def _ask_for_authors(self, differences: list[Difference]) -> None:
        names: dict[tuple[str, str], set[str]] = {}
        for difference in differences:
            place = difference.place
            if place.field and difference.side is not Side.MINE:
                names.setdefault((place.table, place.row), set()).add(place.field)
        for (table, row), fields in names.items():
            record = self.record if table == RECORD else self._form_of(Place(table, row)).instance
            self._authors[table, row] = authors_of(record, fields)

    def _author(self, difference: Difference) -> Authorship | None:
        place = difference.place
        if difference.side is Side.MINE:
            return None
        if place.field:
            return self._authors.get((place.table, place.row), {}).get(place.field)
        model = self.formsets[place.table].model
        return last_author_of(model, place.row) if is_key(place.row) else None


def row_in_words(form: forms.ModelForm, row: Row) -> Iterator[tuple[str, str]]:
    """The fields of a row that say something, each with its label."""
    for name, field in fields_compared(form).items():
        if text := in_words(field, row.get(name, [])):
            yield label_in(form, name), text


def summary(form: forms.ModelForm, row: Row) -> str:
    """What tells a row from others, in short."""
    texts = [text for _label, text in row_in_words(form, row)]
    return Truncator(" · ".join(texts[:FIRST_WORDS])).chars(80)


def label_in(form: forms.ModelForm, name: str) -> str:
    """The label of a field as the form shows it."""
    return str(form[name].label)


def in_words(field: forms.Field, value: Value) -> str:
    """What a form sends for a field, as people say it; nothing if it is empty."""
    texts = [text for part in value for text in part]
    if isinstance(field, forms.BooleanField):
        return _("yes") if texts else _("no")
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(map(str, _records_in_words(field, texts)))
    if isinstance(field, forms.ChoiceField):
        words = dict(_flat(field.choices))
        return ", ".join(str(words.get(text, text)) for text in texts)
    return " ".join(texts)


def _records_in_words(field: forms.ModelChoiceField, texts: list[str]) -> Iterator[str]:
    keys = [text for text in texts if is_key(text)]
    model: Any = field.queryset.model  # type: ignore[union-attr]
    records = with_labels(model._default_manager.filter(pk__in=keys))
    labels = {str(record.pk): field.label_from_instance(record) for record in records}
    return (labels.get(text, _("no longer on record")) for text in texts)


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, word in choices:
        if isinstance(word, list | tuple):
            yield from _flat(word)
        else:
            yield str(value), word


def _language_of(form: forms.ModelForm, name: str) -> dict[str, Any]:
    attributes = form.fields[name].widget.attrs if name else {}
    if "data-language" not in attributes:
        return {}
    return {"language": attributes["data-language"], "direction": attributes["dir"]}
