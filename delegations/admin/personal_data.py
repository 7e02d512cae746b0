"""What is held about a person: found, handed out, and erased at the person's request."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.domain import personal_data
from delegations.models import Person
from meetings.imports.erasing import erase_from_files, files_that_name
from meetings.records.access import reach_of
from meetings.records.domain import editions
from meetings.records.domain.words import is_name, says
from meetings.records.enums import Level
from meetings.records.labels import label_of
from meetings.records.models import Record

HELD = "admin/personal_data/held.html"
LISTED_AT_MOST = 100


class ErasureForm(forms.Form):
    """Asks for the number of the request, and that it is meant."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=100,
        help_text=gettext_lazy(
            "Which request it answers, without the name: it is kept in the journal."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    meant = forms.BooleanField(label=gettext_lazy("Erase for good. Nothing of it can be restored."))

    def __init__(self, *args: Any, names: set[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = names

    def clean_reason(self) -> str:
        """The reason, which says none of the names."""
        reason: str = self.cleaned_data["reason"]
        if says(reason, self.names):
            raise ValidationError(_("Leave the name out: the reason is kept."))
        return reason


class PersonalDataPages(ModelAdmin):
    """Gives the administration of people the pages on personal data, for administrators of all."""

    change_list_template = "admin/personal_data/people.html"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may_find = reach_of(request.user).everywhere >= Level.ADMINISTRATOR
        return super().changelist_view(request, {"may_find": may_find} | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        def opened(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path(
                "personal-data/",
                opened(self.find_personal_data),
                name="delegations_person_personal_data",
            ),
            path(
                "personal-data/<int:number>/",
                opened(self.personal_data),
                name="delegations_person_held",
            ),
            path(
                "personal-data/<int:number>/export/",
                opened(self.export_personal_data),
                name="delegations_person_export",
            ),
            *super().get_urls(),
        ]

    def find_personal_data(self, request: HttpRequest) -> HttpResponse:
        """Whom the record knows, or knew, by a name, an e-mail address or a telephone number."""
        _refuse_others(request)
        words = request.GET.get("q", "").replace("\0", "").strip()[:200]
        known: list[tuple[int, str]] = []
        if is_name(words):
            people = personal_data.people_found(words)[:LISTED_AT_MOST]
            known = [(person.pk, str(person)) for person in people]
            known += personal_data.deleted_people_found(words).items()
        context = {"title": _("Personal data"), "words": words, "known": known}
        return self._page(request, "admin/personal_data/find.html", context)

    def personal_data(self, request: HttpRequest, number: int) -> HttpResponse:
        """Everything held about a person, and the way to have it erased."""
        _refuse_others(request)
        names = personal_data.names_of(number) if number < 2**63 else set()
        form = ErasureForm(request.POST or None, names=names)
        if request.method == "POST" and form.is_valid():
            return self._erase(request, number, form.cleaned_data["reason"])
        held = personal_data.held_on(number) if number < 2**63 else None
        if held is None or not (held.records or held.history):
            return self._page(request, HELD, {"title": _("Nothing is held"), "held": None}, 404)
        records = [model for model in apps.get_models() if issubclass(model, Record)]
        mentions = personal_data.mentions_of(names, (m for m in records if m is not Person))
        context = {
            "title": _("What is held about a person"),
            "held": held,
            "names": sorted(names),
            "mentions": [(*_link(record), where) for record, where in mentions][:LISTED_AT_MOST],
            "files": files_that_name(names),
            "form": form,
        }
        return self._page(request, HELD, context)

    def export_personal_data(self, request: HttpRequest, number: int) -> HttpResponse:
        """The same as a file for the person."""
        _refuse_others(request)
        held = personal_data.held_on(number if number < 2**63 else 0)
        if not (held.records or held.history):
            raise Http404
        answer = JsonResponse(held.as_json(), json_dumps_params={"indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="personal-data-{number}.json"'
        return answer

    def _erase(self, request: HttpRequest, number: int, reason: str) -> HttpResponse:
        with editions.raised_once():
            names = personal_data.erase(number, by=request.user, reason=reason)
            erase_from_files(names)
        self.message_user(request, _("The personal data were erased."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:delegations_person_held", args=[number]))

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        whole = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return render(request, template, whole, status=status)


def _refuse_others(request: HttpRequest) -> None:
    """Only who administers all bodies may see what is held at all of them."""
    if reach_of(request.user).everywhere < Level.ADMINISTRATOR:
        raise PermissionDenied


def _link(record: Any) -> tuple[str, str]:
    options = record._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[record.pk]), f"{options.verbose_name}: {label_of(record)}"
