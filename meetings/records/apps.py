from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """The ground floor: publication, editions, history, sources, languages, listings."""

    name = "meetings.records"
    label = "records"
    verbose_name = _("Sources and editions")

    def ready(self) -> None:
        from meetings.records.domain import editions, journal, publication

        editions.watch_records()
        journal.watch_history()
        publication.watch_statuses()
