from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    """Who took part, how, and what they said."""

    name = "delegations"
    verbose_name = _("Delegations")

    def ready(self) -> None:
        import delegations.imports.participants  # registers its sheet
        import delegations.imports.statement_sheet  # noqa: F401 registers its sheet
        from delegations.domain import room_limits, tallies
        from delegations.filters.taking_part import add_to_lists_of_meetings
        from meetings.records.signals import change_settled

        add_to_lists_of_meetings()
        change_settled.connect(room_limits.keep_limits, dispatch_uid="delegations.room_limits")
        # After whatever refuses a change or locks records.
        change_settled.connect(tallies.keep_tallies, dispatch_uid="delegations.tallies")
