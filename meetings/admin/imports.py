"""Imports of a convening: upload, columns, preview, writing, and what became of each file."""

import io
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.import_forms import ColumnsForm, UploadForm
from meetings.domain.naming import convening_name
from meetings.enums import ImportState, RowVerb
from meetings.imports.blanks import csv_blank, write_workbook_blank
from meetings.imports.faults import write_faults
from meetings.imports.on_record import write_workbook_on_record
from meetings.imports.progress import is_interrupted, is_running, progress_of
from meetings.imports.reading import MOST_BYTES, MOST_ROWS, UnreadableFileError
from meetings.imports.running import RefusedError
from meetings.imports.sheets import kinds_of_sheets, sheet_of
from meetings.imports.starting import BEFORE_CHECK, start_check, start_writing
from meetings.models import Convening, Import
from meetings.records.access import may_somewhere, within_reach
from meetings.records.admin.pages import RecordPages, record_page
from meetings.records.admin.ways import within
from meetings.records.enums import Level

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_ON_A_PAGE = 50
TOLD_FIRST = (RowVerb.FAULTY, RowVerb.ADDED, RowVerb.CHANGED, RowVerb.LEFT_OUT)


@record_page(
    "meetings.Convening",
    "import",
    title=gettext_lazy("Import a spreadsheet"),
    level=Level.EDITOR,
    one_change=False,
)
def upload(model_admin: ModelAdmin, request: HttpRequest, convening: Convening) -> HttpResponse:
    """The form for a file, templates to fill in, and the files that were imported before."""
    if "template" in request.GET:
        return _blank(request.GET["template"], request.GET.get("form", "xlsx"))
    if "record" in request.GET:
        return _on_record(request.GET["record"], convening, request.user)
    chosen = {"kind": request.GET.get("kind")}
    form = UploadForm(request.POST or None, request.FILES or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        return _to(form.save(convening, request.user), "columns")
    context = _context(model_admin, request, convening) | {
        "title": _("Import a spreadsheet"),
        "form": form,
        "kinds": list(kinds_of_sheets().items()),
        "most_megabytes": MOST_BYTES // (1024 * 1024),
        "most_rows": MOST_ROWS,
        "imports": [_told(i) for i in convening.imports.select_related("by", "journal")[:100]],
    }
    return TemplateResponse(request, "admin/imports/upload.html", context)


@record_page(
    "meetings.Import",
    "columns",
    title=gettext_lazy("Columns"),
    level=Level.EDITOR,
    one_change=False,
)
def columns(model_admin: ModelAdmin, request: HttpRequest, of_import: Import) -> HttpResponse:
    """What each column of the file is taken for, to be changed; sent, the file is checked."""
    sheet = sheet_of(of_import.kind)
    if sheet is None or not of_import.file or of_import.state not in BEFORE_CHECK:
        return _to(of_import, "preview")
    try:
        form = ColumnsForm(of_import, sheet, request.POST or None)
        if request.method == "POST" and form.is_valid():
            return _columns_chosen(request, form)
        found = form.columns()
    except (RefusedError, UnreadableFileError) as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(
            reverse("admin:meetings_convening_import", args=[of_import.convening_id])
        )
    context = _context(model_admin, request, of_import.convening) | {
        "title": _("Columns of “%(name)s”") % {"name": of_import.name},
        "of_import": of_import,
        "sheet": sheet,
        "form": form,
        "columns": found,
    }
    return TemplateResponse(request, "admin/imports/columns.html", context)


@record_page(
    "meetings.Import",
    "preview",
    title=gettext_lazy("Preview"),
    level=Level.EDITOR,
    one_change=False,
)
def preview(model_admin: ModelAdmin, request: HttpRequest, of_import: Import) -> HttpResponse:
    """What the file does row by row, how far it got, and the button that writes it."""
    if request.method == "POST":
        start = start_writing if "write" in request.POST else start_check
        if refused := start(of_import, request.user):
            messages.error(request, refused)
        return _to(of_import, "preview")
    counts = {verb: getattr(of_import, verb) for verb in TOLD_FIRST}
    verb = request.GET.get("verb") or next((v for v, n in counts.items() if n), "")
    rows = of_import.told_rows.filter(verb=verb)
    sheet = sheet_of(of_import.kind)
    context = _context(model_admin, request, of_import.convening) | _told(of_import)
    context |= {
        "title": of_import.name or _("A file that was erased"),
        "sheet": sheet,
        "progress": progress_of(of_import),
        "tabs": [(v, RowVerb(v).label, n, v == verb) for v, n in counts.items() if n],
        "verb": verb,
        "page": Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "unread": [c["head"] for c in of_import.mapping if not c["field"] and c["head"]],
        "can_write": of_import.state == ImportState.CHECKED
        and not of_import.faulty
        and bool(of_import.added or of_import.changed),
    }
    return TemplateResponse(request, "admin/imports/preview.html", context)


@record_page(
    "meetings.Import", "file", title=gettext_lazy("The file as uploaded"), level=Level.EDITOR
)
def file(model_admin: ModelAdmin, request: HttpRequest, of_import: Import) -> HttpResponse:
    """The file as it was uploaded, for those who may edit the convening."""
    if not of_import.file:
        raise Http404
    try:
        kept = of_import.file.open("rb")
    except OSError as error:
        raise Http404 from error
    answer = FileResponse(kept, as_attachment=True, filename=of_import.name or "import")
    return _private(answer, "application/octet-stream")


@record_page(
    "meetings.Import", "faults", title=gettext_lazy("What is wrong, as a file"), level=Level.EDITOR
)
def faults(model_admin: ModelAdmin, request: HttpRequest, of_import: Import) -> HttpResponse:
    """The file with what is wrong in a column of its own."""
    if not of_import.file or not of_import.faulty:
        raise Http404
    workbook = io.BytesIO()
    try:
        write_faults(workbook, of_import)
    except (RefusedError, UnreadableFileError) as error:
        raise Http404(str(error)) from error
    return _as_file(workbook.getvalue(), f"{slugify(of_import.name) or 'import'}-wrong.xlsx")


@admin.register(Import)
class ImportAdmin(RecordPages, ModelAdmin):
    """Files that were uploaded: the list of all, each leading to its preview."""

    list_display = ["name", "convening", "kind", "state", "by", "uploaded_at"]
    list_filter = ["state", "kind", within("convening", offered=8)]
    list_select_related = ["convening", "by"]
    search_fields = ["name", "convening__slug"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return within_reach(super().get_queryset(request), request.user, Level.EDITOR)

    def change_view(self, request: HttpRequest, object_id: str, *a: Any, **k: Any) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        return _to(found, "preview")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_somewhere(request.user, Level.EDITOR, Import)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _columns_chosen(request: HttpRequest, form: ColumnsForm) -> HttpResponse:
    again = form.letters_changed
    if wrong := form.save():
        messages.error(request, wrong)
    if again or wrong:
        return _to(form.of_import, "columns")
    if refused := start_check(form.of_import, request.user):
        messages.error(request, refused)
    return _to(form.of_import, "preview")


def _context(model_admin: ModelAdmin, request: HttpRequest, convening: Convening) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": Convening._meta,
        "convening": convening,
        "convening_name": convening_name(convening),
    }


def _told(of_import: Import) -> dict[str, Any]:
    """An import, whether it runs, and the page of its entry in the journal."""
    return {
        "of_import": of_import,
        "state": of_import.present_state,
        "is_running": is_running(of_import),
        "is_interrupted": is_interrupted(of_import),
        "kind": getattr(sheet_of(of_import.kind), "title", of_import.kind),
        "journal_url": _page_of_entry("change", of_import.journal_id),
        "undo_url": _page_of_entry("undo", of_import.journal_id),
    }


def _page_of_entry(page: str, number: int | None) -> str:
    return reverse(f"admin:records_journalentry_{page}", args=[number]) if number else ""


def _to(of_import: Import, page: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:meetings_import_{page}", args=[of_import.pk]))


def _blank(kind: str, form: str) -> HttpResponse:
    """The template of a kind, as a workbook or as text. Raises Http404."""
    sheet = sheet_of(kind)
    if sheet is None or form not in ("xlsx", "csv"):
        raise Http404
    if form == "csv":
        return _as_file(csv_blank(sheet).encode(), f"{kind}.csv", "text/csv; charset=utf-8")
    workbook = io.BytesIO()
    write_workbook_blank(workbook, sheet)
    return _as_file(workbook.getvalue(), f"{kind}.xlsx")


def _on_record(kind: str, convening: Convening, by: Any) -> HttpResponse:
    """What is on record of a kind, to be changed and uploaded again. Raises Http404."""
    sheet = sheet_of(kind)
    if sheet is None:
        raise Http404
    workbook = io.BytesIO()
    write_workbook_on_record(workbook, sheet(convening, by))
    return _as_file(workbook.getvalue(), f"{convening.slug}-{kind}.xlsx")


def _as_file(content: bytes, name: str, content_type: str = WORKBOOK) -> HttpResponse:
    disposition = str(content_disposition_header(True, name))
    answer = HttpResponse(content, headers={"Content-Disposition": disposition})
    return _private(answer, content_type)


def _private(answer: Any, content_type: str) -> Any:
    """What only staff may have, and no browser is to open by itself."""
    answer.headers["Content-Type"] = content_type
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
