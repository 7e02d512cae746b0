from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Who took part, how, and what they said."""

    name = "delegations"
    verbose_name = _("Delegations")
