"""The page on which the agenda of a session is pasted, looked at, mended and saved."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.pastes import PasteForm, sources_near
from meetings.domain.naming import convening_name
from meetings.domain.sessions import session_code
from meetings.enums import AgendaStatus
from meetings.imports.agenda_texts.languages import language_of
from meetings.imports.agenda_texts.planning import Plan, Row, plan
from meetings.imports.agenda_texts.reading import MOST_ITEMS, Reading, TooMuch, read
from meetings.imports.agenda_texts.writing import apply
from meetings.models import AgendaItem, Session
from meetings.records.admin.pages import record_page
from meetings.records.domain import editions, journal
from meetings.records.domain.languages import direction_of, language_name
from meetings.records.enums import Level, Way

READ, SAVE = "read", "save"
LEVELS = [
    (1, gettext_lazy("item")),
    (2, gettext_lazy("part of it")),
    (3, gettext_lazy("part of that")),
]


class AgendaForm(PasteForm):
    """The text of an agenda, its language, and how firm it is."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        required=False,
        choices=[("", gettext_lazy("as the text seems to be in")), *settings.LANGUAGES],
        help_text=gettext_lazy("The titles are entered in this language."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("This agenda is"),
        required=False,
        choices=[
            ("", gettext_lazy("leave as it is")),
            (AgendaStatus.PROVISIONAL, AgendaStatus.PROVISIONAL.label),
            (AgendaStatus.ADOPTED, AgendaStatus.ADOPTED.label),
        ],
    )
    field_order = ["text", "language", "status", "source", "locator"]


class RowForm(forms.Form):
    """One item as it was read, to be mended."""

    level = forms.TypedChoiceField(label=gettext_lazy("Level"), coerce=int, choices=LEVELS)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"size": 7}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "cols": 60}),
    )
    is_left_out = forms.BooleanField(label=gettext_lazy("Leave out"), required=False)

    def __init__(self, *args: Any, language: str = "", **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        marked = {"lang": language, "dir": direction_of(language)}
        self.fields["title"].widget.attrs |= marked

    def row(self) -> Row:
        """The item as it is now wanted, on one line."""
        data = self.cleaned_data
        words = " ".join(data["title"].split())
        return Row(data["level"], data["number"].replace(" ", ""), words, data["is_left_out"])


RowFormSet = forms.formset_factory(
    RowForm, extra=0, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS, validate_max=True
)


class _Paste:
    """What was sent, as far as it could be understood."""

    def __init__(self, request: HttpRequest, session: Session) -> None:
        self.session = session
        self.sent = request.POST.copy() if request.method == "POST" else None
        self.language = self._language()
        self.form: Any = AgendaForm(self.sent)
        self.reading: Reading | None = None
        self.rows: Any = None
        self.is_valid = self.has_rows = False
        if self.sent is None:
            return
        self.is_valid = self.form.is_valid()
        if text := self.form.cleaned_data.get("text"):
            self.reading = self._read(text)
        self.has_rows = "rows-TOTAL_FORMS" in self.sent and READ not in self.sent
        if self.has_rows:
            self.rows = RowFormSet(
                self.sent, prefix="rows", form_kwargs={"language": self.language}
            )
        elif self.reading:
            self.rows = self._rows_read()
        self.is_valid = self.is_valid and self.rows is not None and self._rows_are_valid()

    def plan(self, session: Session) -> Plan:
        """What the rows would do to the session as it is."""
        data = self.form.cleaned_data
        return plan(
            session,
            self._rows(),
            language=self.language,
            status=data["status"],
            support=data["support"],
        )

    def told(self, planned: Plan | None) -> Iterator[tuple[Any, Any, list[str], int]]:
        """Each row of the form with what becomes of it, what is doubtful, and its line."""
        read_items = self.reading.items if self.reading else []
        steps: Sequence[Any] = planned.steps if planned else []
        for place, form in enumerate(self.rows or []):
            item = read_items[place] if place < len(read_items) else None
            step = steps[place] if place < len(steps) else None
            yield form, step, item.doubts if item else [], item.line if item else 0

    @property
    def is_of_another_text(self) -> bool:
        """Whether the text was changed after the rows were read from it."""
        return bool(self.has_rows and self.reading and len(self.reading.items) != len(self.rows))

    def _language(self) -> str:
        """The language that was chosen, or else the one that the text seems to be in."""
        self.is_guessed = False
        if self.sent is None:
            return ""
        chosen = self.sent.get("language", "")
        if not chosen and (text := self.sent.get("text", "")):
            chosen = language_of(text)
            self.sent["language"] = chosen
            self.is_guessed = True
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def _read(self, text: str) -> Reading | None:
        try:
            reading = read(text)
        except TooMuch as error:
            self.form.add_error("text", str(error))
            self.is_valid = False
            return None
        if not reading.items:
            self.form.add_error("text", _("No agenda item was found in this text."))
            self.is_valid = False
        return reading

    def _rows_read(self) -> Any:
        found = self.reading.items if self.reading else []
        rows = [{"level": r.level, "number": r.number, "title": r.title} for r in found]
        return RowFormSet(initial=rows, prefix="rows", form_kwargs={"language": self.language})

    def _rows_are_valid(self) -> bool:
        return not self.has_rows or self.rows.is_valid()

    def _rows(self) -> list[Row]:
        if self.has_rows:
            return [form.row() for form in self.rows]
        return [Row(item.level, item.number, item.title) for item in self.reading.items]  # type: ignore[union-attr]


@record_page(
    "meetings.Session",
    "paste-agenda",
    title=gettext_lazy("Paste the agenda"),
    level=Level.EDITOR,
    one_change=False,
)
def paste_agenda(model_admin: Any, request: HttpRequest, session: Any) -> HttpResponse:
    """The text; sent, a look at what it would do; mended and sent again, the agenda."""
    paste = _Paste(request, session)
    planned = paste.plan(session) if paste.sent is not None and paste.is_valid else None
    told = ""
    if planned and SAVE in request.POST:
        saved, told, planned = _saved(request, paste, planned)
        if saved:
            return HttpResponseRedirect(
                reverse("admin:meetings_convening_overview", args=[session.convening_id])
            )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Paste the agenda"),
        "subtitle": session_code(session),
        "opts": model_admin.opts,
        "session": session,
        "convening": session.convening,
        "convening_name": convening_name(session.convening),
        "form": paste.form,
        "rows": paste.rows,
        "told_rows": list(paste.told(planned)),
        "plan": planned,
        "reading": paste.reading,
        "language": language_name(paste.language),
        "paste": paste,
        "told": told,
        "sources": sources_near(session.convening),
    }
    return TemplateResponse(request, "admin/pasting/agenda.html", context)


def _saved(request: HttpRequest, paste: _Paste, planned: Plan) -> tuple[bool, str, Plan]:
    """Whether just what was shown is now on record; if not, why, and what would be done now."""
    detail = _("agenda of %(session)s") % {"session": session_code(planned.session)}
    try:
        with journal.made(Way.PASTE, by=request.user, detail=detail), editions.raised_once():
            planned = paste.plan(_locked(planned.session))
            if told := _why_not(request, planned):
                return False, told, planned
            apply(planned)
    except IntegrityError:
        planned = paste.plan(Session.objects.get(pk=planned.session.pk))
        return False, _("Nothing was saved: someone else saved a moment ago. Look again."), planned
    sentence = _("The agenda is saved: %(added)d items added, %(changed)d changed.")
    counts = {"added": planned.counts["add"], "changed": planned.counts["change"]}
    messages.success(request, sentence % counts)
    return True, "", planned


def _why_not(request: HttpRequest, planned: Plan) -> str:
    if planned.errors:
        return _("Nothing was saved. Please correct what is marked.")
    if planned.state != request.POST.get("on_record"):
        return _(
            "Nothing was saved: someone changed the agenda meanwhile. This is what would be done "
            "now."
        )
    if planned.checksum != request.POST.get("seen"):
        return _(
            "Nothing was saved yet: you changed something after the preview. This is what will be "
            "saved."
        )
    if planned.does_nothing:
        return _("There is nothing to save: the record says all of this already.")
    return ""


def _locked(session: Session) -> Session:
    """The session as it is now; nobody else changes it or its items until all is written."""
    rows = Session.objects.select_for_update(no_key=True, of=("self",)).filter(pk=session.pk)
    locked = rows.select_related("body", "convening").first()
    if locked is None:
        raise Http404
    list(AgendaItem.objects.select_for_update(no_key=True).filter(session=locked).order_by("pk"))
    return locked
