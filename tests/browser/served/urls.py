"""The portal's addresses, one that always fails, and one that stands for an edit of the record."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from meetings.records.domain import editions
from uncac_portal.urls import handler404, handler500  # noqa: F401
from uncac_portal.urls import urlpatterns as portal_urlpatterns


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This address fails on purpose.")


def edited(request: HttpRequest) -> HttpResponse:
    """As after a change of something public."""
    editions.raise_edition()
    return HttpResponse(editions.current())


urlpatterns = [path("fails/", fail), path("edited/", edited), *portal_urlpatterns]
