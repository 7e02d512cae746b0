"""Addresses of the search."""

from django.urls import path

from uncac_portal.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggested, name="search-suggestions"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
