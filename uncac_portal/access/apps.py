from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """People who work on the record: their roles, and how they are invited."""

    name = "uncac_portal.access"
    label = "access"
    verbose_name = _("People and access")
