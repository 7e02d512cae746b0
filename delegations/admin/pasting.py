"""The page on which a paragraph on attendance is pasted, decided upon and saved."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.enums import AttendanceMode
from delegations.imports.attendance_texts.names import Names, names_on_record
from delegations.imports.attendance_texts.planning import Plan, Step, apply, plan
from delegations.imports.attendance_texts.reading import Reading, TooMuch, read
from delegations.models import Entity
from meetings.admin.pastes import PasteForm, sources_near
from meetings.domain.naming import convening_name
from meetings.models import Convening
from meetings.records.access import may_somewhere
from meetings.records.admin.pages import record_page
from meetings.records.domain import editions, journal, languages
from meetings.records.enums import Level, Way

CHOICE = "choice-"


class AttendanceForm(PasteForm):
    """The text of one or several paragraphs, and how all in it took part."""

    mode = forms.ChoiceField(
        label=gettext_lazy("Attendance mode of the new delegations"),
        choices=AttendanceMode.choices,
        initial=AttendanceMode.NOT_RECORDED,
        help_text=gettext_lazy(
            "Leave “not recorded” unless the source says it of all of them. Delegations on record "
            "keep theirs."
        ),
    )
    field_order = ["text", "mode", "source", "locator"]


class _Paste:
    """What was sent, as far as it could be understood."""

    def __init__(self, request: HttpRequest) -> None:
        self.sent = request.POST if request.method == "POST" else None
        self.form = AttendanceForm(self.sent)
        self.names: Names | None = None
        self.reading: Reading | None = None
        self.chosen: dict[str, str] = {}
        if self.sent is None or not self.form.is_valid():
            return
        self.chosen = {
            name.removeprefix(CHOICE): str(value)
            for name, value in self.sent.items()
            if name.startswith(CHOICE)
        }
        self.names = names_on_record()
        try:
            reading = read(self.form.cleaned_data["text"], self.names)
        except TooMuch as error:
            self.form.add_error("text", str(error))
            return
        if reading.names:
            self.reading = reading
        else:
            self.form.add_error("text", _("No name was found in this text."))

    def plan(self, convening: Convening) -> Plan | None:
        """What the text would do to the convening as it is; None if there is nothing to plan."""
        if self.reading is None or self.names is None or self.form.errors:
            return None
        data = self.form.cleaned_data
        return plan(
            convening,
            self.reading,
            self.names,
            chosen=self.chosen,
            mode=data["mode"],
            support=data["support"],
        )


@record_page(
    "meetings.Convening",
    "paste-attendance",
    title=gettext_lazy("Paste who was represented"),
    level=Level.EDITOR,
    one_change=False,
)
def paste_attendance(model_admin: Any, request: HttpRequest, convening: Any) -> HttpResponse:
    """The text; sent, a look at what it would do; decided upon and sent again, delegations."""
    paste = _Paste(request)
    planned = paste.plan(convening)
    told = ""
    if planned and "save" in request.POST:
        saved, told, planned = _saved(request, paste, planned)
        if saved:
            return HttpResponseRedirect(
                reverse("admin:meetings_convening_overview", args=[convening.pk])
            )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Paste who was represented"),
        "opts": model_admin.opts,
        "convening": convening,
        "convening_name": convening_name(convening),
        "form": paste.form,
        "plan": planned,
        "rows": planned and planned.steps,
        "reading": paste.reading,
        "choices": list(_choices(planned)) if planned else [],
        "everybody": _everybody(paste.names) if planned and planned.choices else [],
        "may_add_entity": may_somewhere(request.user, Level.EDITOR, Entity),
        "told": told,
        "sources": sources_near(convening),
    }
    return TemplateResponse(request, "admin/pasting/attendance.html", context)


def _choices(planned: Plan) -> Iterator[Step]:
    """Each unclear name once, as the text has it first."""
    seen: set[str] = set()
    for step in planned.choices:
        if step.key not in seen:
            seen.add(step.key)
            yield step


def _everybody(names: Names | None) -> list[Entity]:
    entities = names.entities.values() if names else []
    return sorted(entities, key=lambda entity: languages.alphabetical(str(entity)))


def _saved(request: HttpRequest, paste: _Paste, planned: Plan) -> tuple[bool, str, Plan | None]:
    """Whether just what was shown is now on record; if not, why, and what would be done now."""
    convening = planned.convening
    detail = _("attendance of %(convening)s") % {"convening": convening_name(convening)}
    try:
        with journal.made(Way.PASTE, by=request.user, detail=detail), editions.raised_once():
            now = paste.plan(_locked(convening)) or planned
            if told := _why_not(request, now):
                return False, told, now
            apply(now)
    except IntegrityError:
        told = _("Nothing was saved: someone else saved a moment ago. Look again.")
        return False, told, paste.plan(convening)
    counts = {"added": len(now.added), "same": now.counts["same"]}
    sentence = _("%(added)d delegations are added; %(same)d were on record.")
    messages.success(request, sentence % counts)
    return True, "", now


def _why_not(request: HttpRequest, planned: Plan) -> str:
    if planned.is_undecided:
        return _("Nothing was saved: choose whom each unclear name means, or leave it out.")
    if planned.state != request.POST.get("on_record"):
        return _(
            "Nothing was saved: someone changed the delegations meanwhile. This is what would be "
            "done now."
        )
    if planned.checksum != request.POST.get("seen"):
        return _(
            "Nothing was saved yet: you changed something after the preview. This is what will be "
            "saved."
        )
    if planned.does_nothing:
        return _("There is nothing to save: the record says all of this already.")
    return ""


def _locked(convening: Convening) -> Convening:
    """The convening as it is now; nobody else pastes into it until all is written."""
    locked = Convening.objects.select_for_update(no_key=True).filter(pk=convening.pk).first()
    if locked is None:
        raise Http404
    return locked
