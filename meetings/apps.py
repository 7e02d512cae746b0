from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """What was convened and what it discussed."""

    name = "meetings"
    verbose_name = _("Meetings")
