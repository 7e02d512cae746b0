"""The journal: every change of the record, who made it and how, and the ways to take it back."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.records.access import reach_of
from meetings.records.admin import told
from meetings.records.admin.deleted import DeletedRecords
from meetings.records.admin.editions import ReadOnlyAdmin
from meetings.records.domain.obstacles import Refused
from meetings.records.domain.undo import NOT_UNDONE, kinds_of, plan, undo
from meetings.records.enums import Level
from meetings.records.models import JournalEntry

ROWS_ON_A_PAGE = 50
KINDS_IN_A_LINE = 4


class ConveningFilter(admin.SimpleListFilter):
    """The convening that an entry touched, of those within the reader's reach."""

    title = gettext_lazy("convening")
    parameter_name = "convening"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        convenings = told.convenings_seen_by(request.user)
        return [(str(c.pk), told.name_of(c)) for c in convenings.order_by("-starts_on", "pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        number = self.value()
        if number is None:
            return queryset
        is_number = number.isascii() and number.isdecimal() and int(number) < 2**63
        return queryset.filter(places__convening_id=number) if is_number else queryset.none()


class PersonFilter(admin.RelatedOnlyFieldListFilter):
    """Who made the change."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = _("person")
        self.empty_value_display = _("the portal itself")


class RecordFilter(admin.SimpleListFilter):
    """One record and what belongs to it; where its history leads."""

    title = gettext_lazy("record")
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        chosen = request.GET.get(self.parameter_name, "")
        if (found := told.record_named(chosen)) is None:
            return [(chosen, _("unknown"))] if chosen else []
        kind, number = found
        record = kind._base_manager.filter(pk=number).first()
        name = told.name_of(record) if record else f"{kind._meta.verbose_name} {number}"
        return [(chosen, name)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        found = told.record_named(self.value() or "")
        return queryset.filter(told.about(*found)) if found else queryset.none()


@admin.register(JournalEntry)
class JournalEntryAdmin(DeletedRecords, ReadOnlyAdmin):
    """Nobody adds, changes or deletes an entry; what it wrote can be undone."""

    list_display = ["when", "who", "how", "what", "reason", "undone"]
    list_display_links = ["when"]
    list_filter = [
        "way",
        ("by", PersonFilter),
        ("made_at", admin.DateFieldListFilter),
        ConveningFilter,
        RecordFilter,
    ]
    date_hierarchy = "made_at"
    search_fields = ["detail", "reason", "by__username", "by__last_name", "by__email"]
    list_select_related = ["by", "undone_in"]
    show_full_result_count = False
    list_per_page = 50
    change_list_template = "admin/journal/list.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not reach_of(request.user).anywhere(Level.VIEWER):
            return False
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return told.entries_seen_by(request.user).select_related("by", "undone_in")

    def get_urls(self) -> list[URLPattern]:
        undoing = self.admin_site.admin_view(self.undo_view)
        own = path("<int:number>/undo/", undoing, name="records_journalentry_undo")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        kinds = [_kind_of(entry, kind) for kind in kinds_of(entry)]
        chosen = request.GET.get("kind")
        wanted = [k for k in kinds_of(entry) if chosen in (None, k._meta.label_lower)]
        if entry.size > ROWS_ON_A_PAGE:
            wanted = wanted[:1]  # one kind at a time, by pages
        groups = [self._group(request, entry, kind) for kind in wanted]
        context = {
            "title": _("Entry %(number)d of the journal") % {"number": entry.pk},
            "kinds": kinds,
            "chosen": wanted[0]._meta.label_lower if len(wanted) == 1 else None,
            "groups": groups,
            "can_undo": entry.way not in NOT_UNDONE and entry.undone_in_id is None,
            "import_url": _page_of_import(entry),
            "undoes": list(entry.undoes.all()),
            "places": told.convenings_seen_by(request.user).filter(
                pk__in=entry.places.values("convening_id")
            )[:20],
        }
        return self._page(request, "entry", entry, context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Journal")} | (extra_context or {}))

    def undo_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """What undoing the entry would do; posted, it is done."""
        entry = get_object_or_404(self.get_queryset(request), pk=min(number, 2**63 - 1))
        obstacles = None
        if request.method == "POST":
            try:
                made = undo(entry, by=request.user)
            except Refused as refusal:
                obstacles = refusal.obstacles
            else:
                self.message_user(request, _("The change was undone."), messages.SUCCESS)
                return HttpResponseRedirect(entry_url(made))
        found = plan(entry, by=request.user)
        counts = [
            (_("will be deleted"), found.deleted),
            (_("will be changed back"), found.changed),
            (_("will come back"), found.restored),
        ]
        context = {
            "title": _("Undo entry %(number)d") % {"number": entry.pk},
            "counts": [(word, _in_words(kinds)) for word, kinds in counts if kinds],
            "nothing": not found.does_something,
            "is_rough": found.is_rough,
            "obstacles": [_told_obstacle(o) for o in found.obstacles or obstacles or ()],
        }
        return self._page(request, "undo", entry, context)

    def _group(self, request: HttpRequest, entry: JournalEntry, kind: Any) -> dict[str, Any]:
        rows = told.with_former(told.rows_seen_by(request.user, entry, kind))
        page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        return {
            "name": capfirst(kind._meta.verbose_name_plural),
            "label": kind._meta.label_lower,
            "page": page,
            "rows": list(told.told(kind, list(page))),
        }

    def _page(self, request: HttpRequest, name: str, entry: Any, more: dict[str, Any]) -> Any:
        context = self.admin_site.each_context(request) | {"opts": self.opts, "entry": entry}
        if entry is not None:
            context["how"] = self.how(entry)
        return TemplateResponse(request, f"admin/journal/{name}.html", context | more)

    @admin.display(description=gettext_lazy("when (UTC)"), ordering="made_at")
    def when(self, entry: JournalEntry) -> str:
        return f"{entry.made_at:%Y-%m-%d %H:%M}"

    @admin.display(description=gettext_lazy("who"), ordering="by")
    def who(self, entry: JournalEntry) -> str:
        return str(entry.by) if entry.by else _("the portal itself")

    @admin.display(description=gettext_lazy("how"), ordering="way")
    def how(self, entry: JournalEntry) -> str:
        """The way, and which command, file or paste it was."""
        way = str(entry.get_way_display())
        return f"{way}: {entry.detail}" if entry.detail else way

    @admin.display(description=gettext_lazy("what"))
    def what(self, entry: JournalEntry) -> str:
        told_of = [f"{name}: {counts}" for name, counts in _written(entry)]
        further = [_("and more")] if len(told_of) > KINDS_IN_A_LINE else []
        return "; ".join([*told_of[:KINDS_IN_A_LINE], *further])

    @admin.display(description=gettext_lazy("undone"))
    def undone(self, entry: JournalEntry) -> str:
        return (
            _("in entry %(number)d") % {"number": entry.undone_in_id} if entry.undone_in_id else ""
        )


def entry_url(entry: JournalEntry) -> str:
    """The address of the entry's page."""
    return reverse("admin:records_journalentry_change", args=[entry.pk])


def _written(entry: JournalEntry) -> list[tuple[str, str]]:
    return [
        (_kind_of(entry, kind)["name"], _kind_of(entry, kind)["counts"]) for kind in kinds_of(entry)
    ]


def _kind_of(entry: JournalEntry, kind: Any) -> dict[str, Any]:
    """The name of the kind, and how many rows say what, in words."""
    signs = {
        "+": _("%(number)d entered"),
        "~": _("%(number)d changed"),
        "-": _("%(number)d deleted"),
    }
    label = kind._meta.label_lower
    rows = entry.written[label]
    counts = ", ".join(words % {"number": rows[s]} for s, words in signs.items() if s in rows)
    return {"name": str(kind._meta.verbose_name_plural), "label": label, "counts": counts}


def _in_words(kinds: Any) -> str:
    return ", ".join(f"{kind._meta.verbose_name_plural}: {n}" for kind, n in kinds.items())


def _told_obstacle(obstacle: Any) -> dict[str, Any]:
    record = obstacle.record
    if record is None:
        return {"words": obstacle.words}
    return {
        "kind": capfirst(record._meta.verbose_name),
        "label": told.name_of(record),
        "url": told.address(type(record), "history", record.pk),
        "words": obstacle.words,
        "row": obstacle.row,
    }


def _page_of_import(entry: JournalEntry) -> str:
    """The page of the file that the entry was read from, if it was one."""
    of_import: Any = getattr(entry, "of_import", None)
    if of_import is None:
        return ""
    options = of_import._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[of_import.pk])
