"""Addresses of the site's own pages."""

from django.urls import path

from uncac_portal.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("help/", views.help_page, name="help"),
]
