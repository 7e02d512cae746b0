"""Addresses of the site's own pages."""

from django.urls import path

from uncac_portal.pages import offline, views

urlpatterns = [
    path("", views.home, name="home"),
    path("changes.atom", views.changes, name="changes"),
    path("about/", views.about, name="about"),
    path("help/", views.help_page, name="help"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("meetings/<slug:slug>/offline.json", offline.offline_meeting, name="offline-meeting"),
]
