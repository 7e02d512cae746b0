"""The journal of a convening: every change of anything at it."""

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models import Convening
from meetings.records.admin.pages import record_page
from meetings.records.enums import Level


@record_page("meetings.Convening", "journal", title=_("Journal"), level=Level.VIEWER)
def journal(model_admin: ModelAdmin, request: HttpRequest, convening: Convening) -> HttpResponse:
    """To the journal of everything at the convening."""
    address = reverse("admin:records_journalentry_changelist")
    return HttpResponseRedirect(f"{address}?convening={convening.pk}")
