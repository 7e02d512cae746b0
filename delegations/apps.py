from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Who took part, how, and what they said."""

    name = "delegations"
    verbose_name = _("Delegations")

    def ready(self) -> None:
        from delegations.filters.taking_part import add_to_lists_of_meetings

        add_to_lists_of_meetings()
