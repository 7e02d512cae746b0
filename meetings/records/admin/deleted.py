"""Deleted records: the list of them, and the page that brings one back."""

from datetime import date
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.records.access import reach_of
from meetings.records.admin import told
from meetings.records.domain.obstacles import Refused
from meetings.records.domain.restoring import deleted_rows, in_the_way, parts_of, restore
from meetings.records.domain.states import kinds_with_history
from meetings.records.enums import Level

ROWS_ON_A_PAGE = 50


class DeletedFilter(forms.Form):
    """Which deleted records are looked for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    convening: Any = forms.ModelChoiceField(None, label=gettext_lazy("Convening"), required=False)
    since = forms.DateField(
        label=gettext_lazy("Deleted since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=gettext_lazy("Deleted until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], convenings: QuerySet) -> None:
        super().__init__(*args)
        choices: Any = self.fields["kind"]
        choices.choices = [("", _("every kind")), *kinds]
        field: Any = self.fields["convening"]
        field.queryset, field.empty_label = convenings, _("every convening")
        field.label_from_instance = told.name_of


class DeletedRecords(admin.ModelAdmin):
    """Pages of the journal about what was deleted."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name="records_journalentry_deleted"),
            path(
                "deleted/<str:label>/<int:number>/",
                view(self.restore_view),
                name="records_journalentry_restore",
            ),
            *super().get_urls(),
        ]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """How many records of which kinds were deleted; of one kind, which."""
        if not reach_of(request.user).anywhere(Level.VIEWER):
            raise PermissionDenied
        kinds = {kind._meta.label_lower: kind for kind in kinds_with_history()}
        names = sorted(
            (str(capfirst(k._meta.verbose_name_plural)), key) for key, k in kinds.items()
        )
        convenings = told.convenings_seen_by(request.user)
        form = DeletedFilter(
            request.GET, kinds=[(key, name) for name, key in names], convenings=convenings
        )
        chosen = form.cleaned_data if form.is_valid() else None
        context: dict[str, Any] = {"title": _("Deleted records"), "form": form, "counts": []}
        if chosen and (kind := kinds.get(chosen["kind"])):
            rows = told.with_former(_found(request.user, kind, chosen).order_by("-history_id"))
            page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
            context |= {"page": page, "rows": list(told.told(kind, list(page)))}
        elif chosen:
            counts = [
                (n, key, _found(request.user, kinds[key], chosen).count()) for n, key in names
            ]
            context["counts"] = [each for each in counts if each[2]]
        return self._page(request, "deleted", None, context)  # type: ignore[attr-defined]

    def restore_view(self, request: HttpRequest, label: str, number: int) -> HttpResponse:
        """What comes back with a deleted record, and what stands in the way; posted, it is back."""
        row = _row(request.user, label, number)
        refused = None
        if request.method == "POST":
            try:
                record = restore(row, by=request.user)
            except Refused as refusal:
                refused = refusal.obstacles
            else:
                sentence = _("%(record)s is back.") % {"record": told.name_of(record)}
                self.message_user(request, sentence, messages.SUCCESS)
                found = told.address(type(record), "change", record.pk)
                return HttpResponseRedirect(found or "../../")
        standing = refused or in_the_way(row, by=request.user)
        parts = [(k._meta.verbose_name_plural, len(v)) for k, v in parts_of(row).items()]
        context = {
            "title": _("Bring back: %(record)s") % {"record": told.name_of(row.instance)},
            "row": row,
            "kind": capfirst(row.instance_type._meta.verbose_name),
            "parts": parts,
            "said": told.changes_of(row, type(row)()) if row.pk else [],
            "has_files": _lost_files(row),
            "obstacles": [(told.name_of(o.record) if o.record else "", o.words) for o in standing],
        }
        return self._page(request, "restore", None, context)  # type: ignore[attr-defined]


def _found(user: Any, kind: Any, chosen: dict[str, Any]) -> QuerySet:
    rows = deleted_rows(kind)
    if reach_of(user).everywhere < Level.VIEWER:
        rows = rows.filter(journal__in=told.entries_seen_by(user))
    if convening := chosen.get("convening"):
        rows = rows.filter(journal__places__convening_id=convening.pk)
    days = Q()
    if since := _day(chosen.get("since")):
        days &= Q(history_date__date__gte=since)
    if until := _day(chosen.get("until")):
        days &= Q(history_date__date__lte=until)
    return rows.filter(days)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _row(user: Any, label: str, number: int) -> Any:
    try:
        kind = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if kind not in kinds_with_history() or number >= 2**31:
        raise Http404
    row = _found(user, kind, {}).filter(pk=number).select_related("journal", "history_user").first()
    if row is None:
        raise Http404
    return row


def _lost_files(row: Any) -> bool:
    """Whether a file that the record or a part of it held is no longer in the store."""
    for kind, keys in parts_of(row).items():
        names = [f.name for f in kind._meta.concrete_fields if f.get_internal_type() == "FileField"]
        for name in names:
            storage = kind._meta.get_field(name).storage  # type: ignore[union-attr]
            kept = deleted_rows(kind).filter(id__in=keys).values_list(name, flat=True)
            if any(stored and not storage.exists(stored) for stored in kept):
                return True
    return False
