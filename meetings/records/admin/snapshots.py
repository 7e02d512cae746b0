"""What a form of a record holds, as it is opened and as it is sent, in the same terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core import signing
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from meetings.records.domain.merging import RECORD, Row, State, Value

NEW = "new"  # what the keys of rows that are not on record yet begin with
MOST_ROWS = 2_000  # as many as Django reads from one table
SALT = "meetings.records.snapshots"


@dataclass
class Table:
    """The rows of one kind inside a form, and whether the person may change them."""

    formset: Any
    is_editable: bool


def state_of(form: forms.ModelForm, formsets: Iterable[Any]) -> State:
    """What a form and its tables hold when they are opened."""
    tables: dict[str, dict[str, Row]] = {RECORD: {RECORD: _row_of(form)}}
    for formset in formsets:
        rows = {str(row.instance.pk): _row_of(row) for row in formset.initial_forms}
        tables[formset.prefix] = rows
    return State(tables)


def sent_state(
    data: QueryDict, form: forms.ModelForm, tables: Iterable[Table], opened: State | None = None
) -> State:
    """What was sent of a form and its tables, which are those of the record as it is now.

    Files are not part of it: their fields are as they were opened.
    """
    opened = opened or State()
    before = opened.row(RECORD, RECORD)
    state = State({RECORD: {RECORD: _sent_row(data, form, form.add_prefix, before)}})
    for table in tables:
        formset = table.formset
        prefix = formset.prefix
        if not table.is_editable:
            state.tables[prefix] = {str(f.instance.pk): _row_of(f) for f in formset.initial_forms}
            continue
        state.tables[prefix] = {}
        present = {str(row.instance.pk): row for row in formset.initial_forms}
        blank = formset.empty_form
        for number in range(_count(data, f"{prefix}-{TOTAL_FORM_COUNT}")):
            start = f"{prefix}-{number}-"
            key = data.get(f"{start}{formset.model._meta.pk.name}", "")
            like, before = present.get(key, blank), opened.row(prefix, key)
            row = _sent_row(data, like, start.__add__, before)
            if not key and row == _row_of(blank):
                continue  # left empty
            key = key or f"{NEW}-{number}"
            state.tables[prefix][key] = row
            if f"{start}{DELETION_FIELD_NAME}" in data:
                state.deleted.add((prefix, key))
    return state


def to_be_sent(
    data: QueryDict, state: State, form: forms.ModelForm, tables: Iterable[Table]
) -> QueryDict:
    """What a browser would send of the state; `data` says what there was besides."""
    result = data.copy()
    _write(result, form, form.add_prefix, state.tables[RECORD][RECORD])
    for table in tables:
        formset, prefix = table.formset, table.formset.prefix
        for name in [name for name in result if name.startswith(f"{prefix}-")]:
            if name.partition(f"{prefix}-")[2].partition("-")[0].isdecimal():
                del result[name]
        present = {str(row.instance.pk): row for row in formset.initial_forms}
        rows = state.tables.get(prefix, {})
        known = [key for key in present if key in rows]
        new = [key for key in rows if key not in present and (prefix, key) not in state.deleted]
        for number, key in enumerate([*known, *new]):
            start = f"{prefix}-{number}-"
            result[f"{start}{formset.model._meta.pk.name}"] = key if key in present else ""
            _write(result, present.get(key, formset.empty_form), start.__add__, rows[key])
            if (prefix, key) in state.deleted:
                result[f"{start}{DELETION_FIELD_NAME}"] = "on"
        result[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(known))
        result[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(known) + len(new))
    return result


def packed(content: Any) -> str:
    """The content as a text that a page can carry and nobody can alter."""
    return signing.dumps(content, salt=SALT, compress=True)


def unpacked(text: str) -> Any:
    """What was packed; None if the text is not one that was."""
    try:
        return signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None


def pack(state: State) -> str:
    """The state, to be carried by a page."""
    return packed(state.tables)


def unpack(text: str) -> State | None:
    """The state that a page carried; None if it cannot be read."""
    tables = unpacked(text)
    return State(tables) if isinstance(tables, dict) else None


def same(one: State | None, other: State) -> bool:
    """Whether nothing has changed from one to the other."""
    return one is not None and one.tables == other.tables


def fields_compared(form: forms.ModelForm) -> dict[str, forms.Field]:
    """The fields in which somebody can change the record."""
    model = form._meta.model._meta
    columns = {field.name for field in (*model.concrete_fields, *model.many_to_many)}
    return {
        name: field
        for name, field in form.fields.items()
        if name in columns - {model.pk.name}
        and not isinstance(field, forms.models.InlineForeignKeyField)
        and not field.disabled
    }


def _row_of(form: forms.ModelForm) -> Row:
    return {
        name: [_tidied(part) for part in _sent(field.widget, form[name].value())]
        for name, field in fields_compared(form).items()
    }


def _sent_row(data: QueryDict, form: forms.ModelForm, html_name: Any, before: Row | None) -> Row:
    row: Row = {}
    for name, field in fields_compared(form).items():
        widget = _inner(field.widget)
        if widget.needs_multipart_form:
            row[name] = (before or {}).get(name) or _sent(widget, form[name].value())
        elif isinstance(widget, forms.CheckboxInput):
            is_ticked = widget.value_from_datadict(data, {}, html_name(name))  # type: ignore[arg-type]
            row[name] = [["on"] if is_ticked else []]
        else:
            names = [html_name(name) + suffix for suffix in _suffixes(widget)]
            row[name] = [_tidied(data.getlist(each)) for each in names]
    return row


def _write(data: QueryDict, form: forms.ModelForm, html_name: Any, row: Row) -> None:
    for name, field in fields_compared(form).items():
        if field.widget.needs_multipart_form:
            continue
        for suffix, part in zip(_suffixes(_inner(field.widget)), row.get(name, []), strict=False):
            data.setlist(html_name(name) + suffix, part)


def _sent(widget: forms.Widget, value: Any) -> Value:
    """What a browser sends for a field that shows the value and is left alone."""
    widget = _inner(widget)
    if isinstance(widget, forms.MultiWidget):
        parts: Any = value if isinstance(value, list | tuple) else widget.decompress(value)
        return [_sent(each, part)[0] for each, part in zip(widget.widgets, parts, strict=False)]
    if isinstance(widget, forms.CheckboxInput):
        return [["on"] if widget.check_test(value) else []]
    if widget.needs_multipart_form:
        return [[str(value)] if value else []]
    shown = widget.format_value(value)
    return [list(map(str, shown)) if isinstance(shown, list | tuple) else [str(shown or "")]]


def _inner(widget: forms.Widget) -> forms.Widget:
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def _suffixes(widget: forms.Widget) -> Sequence[str]:
    return widget.widgets_names if isinstance(widget, forms.MultiWidget) else [""]  # type: ignore[attr-defined]


def _tidied(texts: Iterable[str]) -> list[str]:
    """Browsers end lines in their own way, and the order of what is ticked says nothing."""
    tidied = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in texts)
    return sorted(text for text in tidied if text)


def _count(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return min(int(text), MOST_ROWS) if text.isdecimal() and len(text) < 10 else 0
