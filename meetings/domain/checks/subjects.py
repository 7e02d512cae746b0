"""What findings about meetings are about."""

from django.utils.translation import gettext_lazy as _

from meetings.records.checks import Subject

CONVENING = Subject("convening", _("Convening"), 10)
AGENDA = Subject("agenda", _("Agenda"), 20)
PROGRAMME = Subject("programme", _("Programme"), 30)
PAPERS = Subject("papers", _("Papers"), 40)
PUBLICATION = Subject("publication", _("Publication"), 90)
SOURCES = Subject("sources", _("Sources"), 100)
