"""The administration of the portal."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(AdminSite):
    """Django's administration under the portal's name."""

    site_header = _("UNCAC meeting records")
    site_title = _("UNCAC meeting records")
    index_title = _("Administration")


class PortalAdminConfig(AdminConfig):
    default_site = "uncac_portal.admin_site.PortalAdminSite"
