"""Addresses of charts."""

from django.urls import path, register_converter

from meetings.records.addresses import under
from uncac_portal.insights import views


class PictureKindConverter:
    """A kind of picture, as the end of its address names it."""

    regex = "svg|png"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PictureKindConverter, "picture")

urlpatterns = [
    under(
        "insights/",
        "insights",
        path("", views.index, name="index"),
        path("compare/", views.compare, name="compare"),
        path("<slug:slug>/", views.chart_page, name="chart"),
        path("<slug:slug>/chart.<picture:kind>", views.chart_picture, name="picture"),
    ),
]
