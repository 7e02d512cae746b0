"""Files that are held, as staff see them: before their document is public, too."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from meetings.domain import files
from meetings.domain.contents import examine
from meetings.enums import Availability
from meetings.models import DocumentFile, FormerFile
from meetings.records.admin.base import RecordAdmin, RecordTabularInline
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.ways import Contains, within
from meetings.records.files import Stored, answer


@dataclass
class FileLink:
    """A file by its name in the storage, and where staff get it."""

    name: str
    url: str

    def __str__(self) -> str:
        return Path(self.name).name


def link_to_file(record: Any) -> FileLink:
    """The file of a language version or of a former one."""
    options = record._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_file", args=[record.pk])
    return FileLink(str(record.file.name), url)


class HeldFileInput(AdminFileWidget):
    """Takes a file, and leads to the one that is held."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = link_to_file(value.instance)
        return context


class HandsOutFile(admin.ModelAdmin):
    """Records with a file, which staff who may see the record may get."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_file"
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:object_id>/file/", view, name=name), *super().get_urls()]

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """The file of the record, public or not."""
        record: Any = self.get_object(request, str(object_id))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if not record.file:
            raise Http404("No file is held.")
        name = Path(record.file.name).stem
        stored = Stored(record.file, record.sha256, record.file.size, record.held_since, name)
        return answer(request, stored)

    @admin.display(description=_("file"))
    def file_link(self, record: Model) -> SafeString:
        link = link_to_file(record)
        return format_html('<a href="{}">{}</a>', link.url, link)


class DocumentFileForm(RecordForm):
    """Takes a PDF or Word file; with one, the version is held here."""

    upload: UploadedFile | None = None

    class Meta:
        widgets = {"file": HeldFileInput(attrs={"accept": ".pdf,.docx"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if field := self.fields.get("file"):
            most = {"most": settings.MAX_FILE_MEGABYTES}
            field.help_text = _("PDF or Word (.docx), at most %(most)d MB.") % most

    def clean_file(self) -> Any:
        """The file, if it may be held and is another one."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        if files.holds(self.instance, examine(file)):
            self.changed_data.remove("file")
            return self.instance.file
        self.upload = file
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.upload:
            data["availability"] = Availability.HELD
        elif data.get("file") is False:  # taken out
            self.instance.sha256, self.instance.bytes = "", None
            self.instance.held_since = None
        return data

    def save(self, commit: bool = True) -> DocumentFile:
        if commit and self.upload:
            return files.hold(self.instance, self.upload)
        return super().save(commit)


class DocumentFileInline(RecordTabularInline):
    model = DocumentFile
    form = DocumentFileForm
    fields = ("language", "availability", "file", "url", "bytes")
    readonly_fields = ("bytes",)
    max_num = 6


@admin.register(DocumentFile)
class DocumentFileAdmin(HandsOutFile, RecordAdmin):
    form = DocumentFileForm
    fieldsets = [
        (None, {"fields": ["document", "language", "availability", "file", "url"]}),
        (_("Measured from the file"), {"fields": ["sha256", "bytes", "held_since"]}),
    ]
    readonly_fields = ["sha256", "bytes", "held_since"]
    inlines = [CitationInline]
    autocomplete_fields = ["document"]
    belongs_to = ("document",)
    contains = (Contains("meetings.FormerFile", "version", "version"),)
    label_needs = ("document",)
    list_display = ["document", "language", "availability", "bytes"]
    list_select_related = ["document"]
    list_filter = ["language", "availability", within("document")]
    search_fields = ["document__symbol"]

    def label(self, version: DocumentFile) -> str:
        return f"{version.document.symbol} {version.get_language_display()}"

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.upload:
            files.hold(obj, form.upload)
        else:
            super().write(request, obj, form, change)


@admin.register(FormerFile)
class FormerFileAdmin(HandsOutFile, RecordAdmin):
    """Made by holding another file; to be looked at, or taken out."""

    fieldsets = [
        (None, {"fields": ["version", "number", "file_link"]}),
        (_("Measured from the file"), {"fields": ["sha256", "bytes"]}),
        (_("When it was held"), {"fields": ["held_since", "replaced_at"]}),
    ]
    readonly_fields = ["file_link"]
    belongs_to = ("version",)
    list_display = ["document", "language", "number", "bytes", "held_since", "replaced_at"]
    list_select_related = ["version__document"]
    list_filter = ["version__language", within("version")]
    search_fields = ["version__document__symbol"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("document"), ordering="version__document__sort_key")
    def document(self, former: FormerFile) -> str:
        return former.version.document.symbol

    @admin.display(description=_("language"), ordering="version__language")
    def language(self, former: FormerFile) -> str:
        return former.version.get_language_display()
