"""The portal's addresses, and one more that always fails, to see the page that says so."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from uncac_portal.urls import handler404, handler500  # noqa: F401
from uncac_portal.urls import urlpatterns as portal_urlpatterns


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This address fails on purpose.")


urlpatterns = [path("fails/", fail), *portal_urlpatterns]
