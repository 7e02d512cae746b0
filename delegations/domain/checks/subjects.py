"""What findings about people are about."""

from django.utils.translation import gettext_lazy as _

from meetings.records.checks import Subject

PARTICIPANTS = Subject("participants", _("Delegations and participants"), 50)
OFFICERS = Subject("officers", _("Officers"), 60)
STATEMENTS = Subject("statements", _("Statements"), 70)
FIGURES = Subject("figures", _("Reported figures"), 80)
