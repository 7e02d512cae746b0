"""Publishing and withdrawing from lists and forms."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.records.admin.base import RecordAdmin
from meetings.records.domain import publication
from meetings.records.enums import Status


def status_mark(status: str) -> SafeString:
    """The status as a word in an outlined pill."""
    return format_html('<span class="status status-{}">{}</span>', status, Status(status).label)


class PublishableAdmin(RecordAdmin):
    """A kind of record with a status of its own."""

    actions = ["publish", "withdraw"]

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_word(self, record: Any) -> SafeString:
        return status_mark(record.status)

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: Any, queryset: QuerySet) -> None:
        outcome = publication.publish(queryset, by=request.user)
        self._say(request, _("Published: %(number)d.") % {"number": len(outcome.records)})
        self._say_sources(request, len(outcome.sources))

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
    def withdraw(self, request: Any, queryset: QuerySet) -> None:
        outcome = publication.withdraw(queryset, by=request.user)
        self._say(
            request,
            _("Withdrawn: %(number)d. Only what is public can be withdrawn.")
            % {"number": len(outcome.records)},
        )

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "status" in form.changed_data and form.instance.status == Status.PUBLISHED:
            sources = publication.publish_sources_of([form.instance], by=request.user)
            self._say_sources(request, len(sources))

    def _say(self, request: HttpRequest, sentence: str) -> None:
        self.message_user(request, sentence, messages.SUCCESS)

    def _say_sources(self, request: HttpRequest, number: int) -> None:
        if number:
            sentence = ngettext(
                "%(number)d source that is cited became public with it.",
                "%(number)d sources that are cited became public with it.",
                number,
            )
            self._say(request, sentence % {"number": number})
