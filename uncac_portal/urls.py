"""Addresses of the portal. Public addresses are a promise."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from uncac_portal.dataset.urls import file_urlpatterns
from uncac_portal.pages import offline, views
from uncac_portal.pages.sitemaps import SITEMAPS

handler400 = "uncac_portal.pages.views.bad_request"
handler404 = "uncac_portal.pages.views.not_found"
handler500 = "uncac_portal.pages.views.server_error"

urlpatterns = [
    path("admin/", include("uncac_portal.access.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("uncac_portal.api.urls")),
    *file_urlpatterns,
    path("favicon.ico", views.favicon, name="favicon"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    *i18n_patterns(
        path("", include("uncac_portal.pages.urls")),
        path("", include("uncac_portal.dataset.urls")),
        path("", include("uncac_portal.citing.urls")),
        path("", include("uncac_portal.search.urls")),
        path("", include("uncac_portal.insights.urls")),
        path("", include("meetings.urls")),
        path("", include("delegations.urls")),
        prefix_default_language=False,
    ),
]
