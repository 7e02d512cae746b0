"""Publishing and withdrawing from lists and from the page of a record."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from meetings.records.admin.base import RecordAdmin
from meetings.records.admin.pages import pages_of, record_page
from meetings.records.admin.previews import preview_page
from meetings.records.admin.standings import panel_of
from meetings.records.admin.steps import publication_page, selected_page
from meetings.records.enums import Level, Status
from meetings.records.labels import with_labels


def status_mark(status: str) -> SafeString:
    """The status as a word in an outlined pill."""
    return format_html('<span class="status status-{}">{}</span>', status, Status(status).label)


class PublishableAdmin(RecordAdmin):
    """A kind of record with a status of its own, which changes by steps and by no form."""

    actions = ["send_to_review", "publish", "withdraw"]

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        if "publication" not in [page.name for page in pages_of(model)]:
            add_publication_pages(model._meta.label)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_word(self, record: Any) -> SafeString:
        return status_mark(record.status)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Any = None,
        **options: Any,
    ) -> HttpResponse:
        if obj is not None and not hasattr(obj, "_history"):
            context["publication"] = panel_of(obj, request)
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what the form changed; the statuses stay, and those of a new record are drafts."""
        for part, status in self._statuses_to_keep(obj, change).items():
            setattr(obj, part, status)
        super().write(request, obj, form, change)

    @admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
    def send_to_review(self, request: Any, queryset: QuerySet) -> HttpResponse | None:
        records = list(with_labels(queryset))
        return selected_page(self, request, records, "send_to_review", Status.IN_REVIEW)

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: Any, queryset: QuerySet) -> HttpResponse | None:
        return selected_page(
            self, request, list(with_labels(queryset)), "publish", Status.PUBLISHED
        )

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
    def withdraw(self, request: Any, queryset: QuerySet) -> HttpResponse | None:
        records = list(with_labels(queryset))
        return selected_page(self, request, records, "withdraw", Status.WITHDRAWN)

    def _statuses_to_keep(self, record: Any, change: bool) -> dict[str, str]:
        names = list(record.statuses())
        on_record = self.model._default_manager.filter(pk=record.pk).values(*names).first()
        return (on_record if change else None) or dict.fromkeys(names, Status.DRAFT)


for taken in (PublishableAdmin.publish, PublishableAdmin.withdraw):
    # Publishing needs the level in every body that shares the record.
    taken.level, taken.in_all = Level.PUBLISHER, True  # type: ignore[attr-defined]


def add_publication_pages(model: str) -> None:
    """Give the records of the model a page of their publication and a preview."""
    record_page(model, "publication", title=gettext_lazy("Publication"), level=Level.VIEWER)(
        publication_page
    )
    record_page(model, "preview", title=gettext_lazy("Preview"), level=Level.VIEWER)(preview_page)
