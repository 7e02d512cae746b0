"""Taking a step of publication: a page that says what it does, and asks now or when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.records.admin.standings import panel_of, step_label
from meetings.records.checks import Finding, open_findings
from meetings.records.domain import publication, scheduling
from meetings.records.domain.consequences import consequences_of, remarks_on
from meetings.records.enums import Status
from meetings.records.labels import label_of
from meetings.records.models import Publishable

NOW, LATER = "now", "later"
CAN_BE_SET = scheduling.CAN_BE_SET
FINDINGS_SHOWN = 30


class StepForm(forms.Form):
    """When a step is to be taken, and why."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("now")), (LATER, gettext_lazy("at a set time"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    due_at = forms.DateTimeField(
        label=gettext_lazy("Set time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Kept in the history and seen by staff only."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, to: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if to not in CAN_BE_SET:
            del self.fields["when"], self.fields["due_at"]
        self.fields["reason"].required = to == Status.WITHDRAWN

    def clean_due_at(self) -> datetime | None:
        """The set time; nothing where it is to be done now."""
        is_set = self.cleaned_data.get("when") == LATER
        due_at = self.cleaned_data["due_at"] if is_set else None
        if is_set and due_at is None:
            raise forms.ValidationError(_("Enter a day and a time."))
        return due_at


def publication_page(model_admin: Any, request: HttpRequest, record: Any) -> HttpResponse:
    """What was published when; with a step in the address, whether to take it."""
    if request.method == "POST" and "call_off" in request.POST:
        return _call_off(model_admin, request, record)
    part, to = request.GET.get("part"), request.GET.get("to")
    if part is None:
        return _history(model_admin, request, record)
    if part not in record.statuses() or to not in Status.values:
        raise BadRequest("There is no such step.")
    return _step(model_admin, request, record, part, str(to))


def selected_page(
    model_admin: Any, request: HttpRequest, records: Sequence[Any], action: str, to: str
) -> HttpResponse | None:
    """Whether to take the step with all of the records that can take it; None once it was taken."""
    ready = [record for record in records if not publication.why_not(record, "status", to)]
    form = StepForm(request.POST if "confirmed" in request.POST else None, to=to)
    for name in ("when", "due_at"):
        form.fields.pop(name, None)
    if form.is_bound and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            taken = publication.move(ready, "status", to, by=request.user, reason=reason)
        except publication.Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say_done(request, taken, to)
            return None
    others = [record for record in records if record not in ready]
    context = {
        "title": step_label("", to),
        "ready": [label_of(record) for record in ready],
        "others": [(label_of(one), publication.why_not(one, "status", to)) for one in others],
        "keys": [record.pk for record in records],
        "action": action,
        "form": form,
        "is_grave": to == Status.WITHDRAWN,
    }
    return _page(model_admin, request, "selected", context)


def _history(model_admin: Any, request: HttpRequest, record: Any) -> HttpResponse:
    context = {
        "title": _("Publication"),
        "original": record,
        "publication": panel_of(record, request),
        "settled": scheduling.past_moves_of(record),
    }
    return _page(model_admin, request, "history", context)


def _step(model_admin: Any, request: HttpRequest, record: Any, part: str, to: str) -> HttpResponse:
    why = publication.why_not(record, part, to, request.user)
    if why:
        messages.error(request, why)
        return HttpResponseRedirect(_form_of(record))
    clock = scheduling.clock_of(record)
    with timezone.override(clock):
        form = StepForm(request.POST or None, to=to, initial=_set_already(record, part, to))
        if form.is_bound and form.is_valid() and _is_taken(request, record, part, to, form):
            return HttpResponseRedirect(_form_of(record))
        context = {
            "title": _title(record, part, to),
            "original": record,
            "part": part,
            "to": to,
            "form": form,
            "button": step_label(getattr(record, part), to),
            "clock": clock,
            "is_grave": to == Status.WITHDRAWN,
            **_what_follows(record, part, to),
        }
        return _page(model_admin, request, "step", context).render()


def _what_follows(record: Publishable, part: str, to: str) -> dict[str, Any]:
    """What becomes public with the step, and what is still missing."""
    if to not in CAN_BE_SET:
        return {}
    found = _findings(record) if to == Status.PUBLISHED else []
    return {
        "consequences": consequences_of(record, part, to),
        "remarks": remarks_on(record, part, to),
        "waits": part != "status" and not record.is_public,
        "findings": found[:FINDINGS_SHOWN],
        "more_findings": len(found) - FINDINGS_SHOWN,
    }


def _findings(record: Any) -> list[Finding]:
    """What the checks find at a convening; nothing at records of another kind."""
    if type(record)._default_manager.all().convening_path != "pk":
        return []
    found = open_findings(record, timezone.now().date())
    return [finding for finding in found if finding.gravity > 1]


def _set_already(record: Publishable, part: str, to: str) -> dict[str, Any]:
    scheduled = publication.open_moves_of([record]).filter(part=part, after=to).first()
    if scheduled is None:
        return {}
    return {"when": LATER, "due_at": scheduled.due_at, "reason": scheduled.reason}


def _is_taken(request: HttpRequest, record: Any, part: str, to: str, form: StepForm) -> bool:
    """Whether the step was taken, or set to its time; else the form says why not."""
    due_at, reason = form.cleaned_data.get("due_at"), form.cleaned_data["reason"]
    given: dict[str, Any] = {"by": request.user, "reason": reason}
    try:
        if due_at is None:
            taken = publication.move(record, part, to, **given)
            _say_done(request, taken, to, what=_name_of(record, part))
        else:
            scheduling.schedule(record, part, to, due_at, **given)
            messages.success(request, _("It is set. Until then nothing changes for the public."))
    except publication.Refused as refused:
        form.add_error("due_at" if due_at else None, str(refused))
        return False
    return True


def _call_off(model_admin: Any, request: HttpRequest, record: Any) -> HttpResponse:
    try:
        scheduling.call_off(record, request.POST["call_off"], by=request.user)
    except publication.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Called off: nothing is published at a set time."))
    return HttpResponseRedirect(_form_of(record))


def _say_done(request: HttpRequest, taken: publication.Outcome, to: str, what: str = "") -> None:
    """Tell what was done, with the name of the one part or the number of the many records."""
    done = {
        Status.DRAFT: _("%(what)s: taken back to draft."),
        Status.IN_REVIEW: _("%(what)s: sent to review."),
        Status.PUBLISHED: _("%(what)s: published."),
        Status.WITHDRAWN: _("%(what)s: withdrawn."),
    }
    done_with_many = {
        Status.DRAFT: _("Taken back to draft: %(number)d."),
        Status.IN_REVIEW: _("Sent to review: %(number)d."),
        Status.PUBLISHED: _("Published: %(number)d."),
        Status.WITHDRAWN: _("Withdrawn: %(number)d."),
    }
    sentences = done if what else done_with_many
    messages.success(request, sentences[Status(to)] % {"what": what, "number": len(taken.records)})
    if number := len(taken.sources):
        sentence = ngettext(
            "%(number)d source that is cited became public with it.",
            "%(number)d sources that are cited became public with it.",
            number,
        )
        messages.success(request, sentence % {"number": number})


def _title(record: Publishable, part: str, to: str) -> str:
    words = {
        Status.DRAFT: _("Take back to draft: %(what)s"),
        Status.IN_REVIEW: _("Send to review: %(what)s"),
        Status.PUBLISHED: _("Publish: %(what)s"),
        Status.WITHDRAWN: _("Withdraw: %(what)s"),
    }
    return words[Status(to)] % {"what": _name_of(record, part)}


def _name_of(record: Publishable, part: str) -> str:
    return capfirst(str(record.statuses()[part]))


def _form_of(record: Publishable) -> str:
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


def _page(
    model_admin: Any, request: HttpRequest, name: str, context: dict[str, Any]
) -> TemplateResponse:
    record = context.get("original")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "subtitle": label_of(record) if record else None,
        **context,
    }
    return TemplateResponse(request, f"admin/publication/{name}.html", context)
