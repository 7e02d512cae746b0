from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """What was convened and what it discussed."""

    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from meetings.domain import changes
        from meetings.records.signals import change_settled

        change_settled.connect(changes.note_settled, dispatch_uid="meetings.changes")
