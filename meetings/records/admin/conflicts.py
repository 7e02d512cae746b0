"""No update is lost: a form is saved only onto what its person saw, else both are shown."""

import copy
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from meetings.records.admin import snapshots
from meetings.records.admin.locks import lock_for_saving
from meetings.records.admin.nonsense import is_key
from meetings.records.admin.snapshots import Table
from meetings.records.admin.versions import Question, Wording, row_in_words
from meetings.records.domain import editions
from meetings.records.domain.authors import last_author_of, was_deleted
from meetings.records.domain.merging import (
    RECORD,
    Difference,
    Place,
    Side,
    State,
    differences,
    merged,
)
from meetings.records.labels import label_of

OPENED = "opened_with"  # what the form was opened with
SEEN = "seen_on_file"  # what was on file when the versions were shown
TYPED = "typed"  # what was sent of the form when the versions were shown
FILES = "files_chosen"  # fields in which a file had been chosen
ON_EDITING = "_go_on_editing"


class ConflictPages(admin.ModelAdmin):
    """Shows both versions, to choose from, where somebody else saved since a form was opened."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method == "POST":
            key = unquote(object_id) if object_id else None
            lock_for_saving(self.model, key, request.POST, self.inlines)
            if key and (answer := self._answer_to_conflict(request, key)):
                return answer
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **options: Any
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context[OPENED] = request.POST.get(OPENED) or snapshots.pack(
                snapshots.state_of(context["adminform"].form, formsets)
            )
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        return _not_to_be_saved(form) if getattr(request, "goes_on_editing", False) else form

    def _answer_to_conflict(self, request: HttpRequest, key: str) -> HttpResponse | None:
        """A page to choose on, or that the record is gone; nothing where saving may go on."""
        record = self.get_object(request, key)
        if record is None:
            was_here = self.has_change_permission(request) and _was_here(self.model, key)
            return self._gone(request, key) if was_here else None
        if not self.has_change_permission(request, record):
            return None
        form, tables = self._as_opened_now(request, record)
        return settled(self, request, Saving(record, form, tables, request.POST, request.FILES))

    def _as_opened_now(
        self, request: HttpRequest, record: Any
    ) -> tuple[forms.ModelForm, list[Table]]:
        """The form and its tables as somebody would get them who opens the page at this moment."""
        opening = copy.copy(request)
        opening.method = "GET"
        is_there = record is not None
        fields = flatten_fieldsets(self.get_fieldsets(opening, record))
        form = self.get_form(opening, record, change=is_there, fields=fields)(instance=record)
        formsets, inlines = self._create_formsets(  # type: ignore[attr-defined]
            opening, form.instance, change=is_there
        )
        editable = [inline.has_change_permission(request, record) for inline in inlines]
        tables = zip(formsets, editable, strict=True)
        return form, [Table(formset, is_editable=may) for formset, may in tables]

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Going back to an earlier state is a change like others: not over what others saved."""
        with editions.raised_once():
            context = dict(extra_context or {})
            if request.method == "POST":
                lock_for_saving(self.model, object_id, request.POST, ())
            record = self.get_object(request, object_id)
            if record is not None and self.has_change_permission(request, record):
                form, _tables = self._as_opened_now(request, record)
                if request.method == "POST":
                    saving = Saving(record, form, [], request.POST, request.FILES)
                    if answer := settled(self, request, saving):
                        return answer
                context[OPENED] = snapshots.pack(snapshots.state_of(form, ()))
            return super().history_form_view(request, object_id, version_id, context)

    def _gone(self, request: HttpRequest, key: str) -> HttpResponse:
        form, tables = self._as_opened_now(request, None)
        typed = snapshots.sent_state(request.POST, form, tables).tables
        forms_of = {RECORD: form} | {t.formset.prefix: t.formset.empty_form for t in tables}
        context = {
            **self.admin_site.each_context(request),
            "title": _("This record was deleted meanwhile"),
            "opts": self.opts,
            "author": last_author_of(self.model, key),
            "typed": [
                (forms_of[table]._meta.model._meta.verbose_name, list(words))
                for table, rows in typed.items()
                for row in rows.values()
                if (words := dict(row_in_words(forms_of[table], row)).items())
            ],
        }
        return TemplateResponse(request, "admin/conflict_deleted.html", context, status=409)


@dataclass
class Saving:
    """A form that was sent, with the record as it is now."""

    record: Any
    form: forms.ModelForm
    tables: list[Table]
    sent: QueryDict
    files: Any = ()

    def __post_init__(self) -> None:
        self.is_choice = TYPED in self.sent
        typed = snapshots.unpacked(self.sent.get(TYPED, "")) if self.is_choice else None
        if self.is_choice and not isinstance(typed, str):
            raise BadRequest("What was typed cannot be read.")
        self.typed = QueryDict(typed) if self.is_choice else self.sent
        self.opened = snapshots.unpack(self.sent.get(OPENED, ""))
        self.seen = snapshots.unpack(self.sent.get(SEEN, ""))
        self.theirs = snapshots.state_of(self.form, [table.formset for table in self.tables])
        self.mine = snapshots.sent_state(self.typed, self.form, self.tables, self.opened)
        self.differences = list(differences(self.opened, self.theirs, self.mine))

    @property
    def is_free(self) -> bool:
        """Whether nobody else saved since the form was opened, and all of its rows exist."""
        known = self.opened is not None and all(
            key in self.theirs.tables.get(table, {}) or key.startswith(snapshots.NEW)
            for table, rows in self.mine.tables.items()
            for key in rows
        )
        return known and not self.is_choice and snapshots.same(self.opened, self.theirs)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to choose, or all was chosen of what is on file now."""
        if not self.differences and not self.files:
            return True
        still = self.is_choice and snapshots.same(self.seen, self.theirs)
        return still and not self.missing

    @property
    def missing(self) -> list[Difference]:
        """What is still to be chosen."""
        return [d for d in self.differences if d.side is None and d.place not in self.chosen]

    @property
    def chosen(self) -> dict[Place, Side]:
        """The choices made; one falls where what is on file there changed since."""
        chosen = {}
        for difference in self.differences:
            place, choice = difference.place, self.sent.get(difference.place.key, "")
            if choice in Side.__members__.values() and self._as_seen(place):
                chosen[place] = Side(choice)
        return chosen

    def merged_data(self) -> QueryDict:
        """What is to be saved, as a form would send it that was opened now."""
        sides = {d.place: d.side for d in self.differences if d.side} | self.chosen
        state: State = merged(self.theirs, self.mine, sides)
        data = snapshots.to_be_sent(self.typed, state, self.form, self.tables)
        data[OPENED] = snapshots.pack(self.theirs)
        return data

    def _as_seen(self, place: Place) -> bool:
        if self.seen is None:
            return False
        before = self.seen.row(place.table, place.row)
        now = self.theirs.row(place.table, place.row)
        if place.field and before and now:
            return before.get(place.field) == now.get(place.field)
        return before == now


def settled(model_admin: Any, request: HttpRequest, saving: Saving) -> HttpResponse | None:
    """The page to choose on; nothing where saving may go on with what `request.POST` then has."""
    if saving.is_free:
        return None
    if not saving.is_settled:
        return _page(model_admin, request, saving)
    request.POST = saving.merged_data()
    if ON_EDITING in saving.sent:
        as_typed(request)
        messages.info(request, _("Nothing was saved yet. The form has what you chose."))
        if FILES in saving.sent:
            messages.warning(request, _("Please choose the files again: browsers forget them."))
    return None


def as_typed(request: HttpRequest) -> HttpRequest:
    """The request to show the form with what was typed, without saving it."""
    request.goes_on_editing = True  # type: ignore[attr-defined]
    return request


@contextmanager
def unsaid_on_failure(request: HttpRequest) -> Iterator[None]:
    """A block whose messages to the person, such as that all was saved, go with it if it fails."""
    queue: list[Any] = getattr(messages.get_messages(request), "_queued_messages", [])
    number = len(queue)
    try:
        yield
    except BaseException:
        del queue[number:]
        raise


def _page(model_admin: Any, request: HttpRequest, saving: Saving) -> HttpResponse:
    wording = Wording(saving.record, saving.form, saving.tables)
    questions = list(wording.questions(saving.differences))
    chosen = {place.key: side for place, side in saving.chosen.items()}
    missing = {difference.place.key for difference in saving.missing} if saving.is_choice else set()
    for question in questions:
        question.chosen = chosen.get(question.key, "")
        question.is_missing = question.key in missing
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Somebody else saved this record meanwhile"),
        "subtitle": label_of(saving.record),
        "opts": model_admin.opts,
        "original": saving.record,
        "to_choose": _with_side(questions, None),
        "theirs": _with_side(questions, Side.THEIRS),
        "mine": _with_side(questions, Side.MINE),
        "again": saving.is_choice and not snapshots.same(saving.seen, saving.theirs),
        "is_missing": bool(missing),
        "files": bool(saving.files) or FILES in saving.sent,
        "carried": {
            OPENED: saving.sent.get(OPENED, ""),
            SEEN: snapshots.pack(saving.theirs),
            TYPED: snapshots.packed(saving.typed.urlencode()),
        },
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/conflict.html", context, status=409)


def _with_side(questions: Iterable[Question], side: Side | None) -> list[Question]:
    return [question for question in questions if question.side is side]


def _not_to_be_saved(form: Any) -> Any:
    """The form, shown again as if something were left to do in it."""

    class FormToGoOnWith(form):
        def is_valid(self) -> bool:
            super().is_valid()
            return False

    return FormToGoOnWith


def _was_here(model: Any, key: str) -> bool:
    """Whether there was such a record; one that is there now is only out of the person's reach."""
    if not is_key(key) or model._default_manager.filter(pk=key).exists():
        return False
    return was_deleted(model, key)
