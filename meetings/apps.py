from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """What was convened and what it discussed."""

    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        import meetings.imports.agenda_sheet
        import meetings.imports.document_sheet
        import meetings.imports.programme_sheet  # noqa: F401 registers its sheet
        from meetings.domain import changes
        from meetings.records.signals import change_settled

        change_settled.connect(changes.note_settled, dispatch_uid="meetings.changes")
