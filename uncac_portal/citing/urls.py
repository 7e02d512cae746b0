"""Addresses of references for programs: `/cite/sessions/irg-12-resumed.bib`."""

from django.urls import path, register_converter

from uncac_portal.citing import views
from uncac_portal.citing.formats import FORMATS


class FormatConverter:
    """A form of reference, as the end of its address names it."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormatConverter, "reference")

urlpatterns = [
    path("cite/<slug:collection>/<path:key>.<reference:form>", views.reference, name="cite"),
]
