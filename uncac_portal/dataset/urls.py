"""Addresses of the dataset: a page in every language, and files that hold them all."""

from django.urls import path

from uncac_portal.dataset import views

urlpatterns = [path("data/", views.data, name="data")]
file_urlpatterns = [
    path("data/uncac-meetings.zip", views.package, name="data-package"),
    path("data/uncac-meetings.sqlite3", views.sqlite_file, name="data-sqlite"),
]
