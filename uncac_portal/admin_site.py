"""The administration, put together from both apps: convenings first, then the kinds of record.

Django loads this file before any model, so what needs models is a template tag of the front page.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.labels import LabelAutocompleteView

# The kinds of record in the order in which a week is entered.
GROUPS = [
    (
        _("Meetings"),
        "meetings",
        [
            "meetings.Convening",
            "meetings.Session",
            "meetings.AgendaItem",
            "meetings.Sitting",
            "meetings.ProgrammeEntry",
            "delegations.Panellist",
            "meetings.ProgrammeChange",
        ],
    ),
    (
        _("Papers"),
        "papers",
        [
            "meetings.Document",
            "meetings.DocumentFile",
            "meetings.FormerFile",
            "delegations.DocumentSubmission",
        ],
    ),
    (
        _("Who took part, and what was said"),
        "delegations",
        [
            "delegations.Delegation",
            "delegations.Participant",
            "delegations.Officer",
            "delegations.OfficerTitle",
            "delegations.Statement",
            "delegations.ReportedFigure",
            "delegations.RoomLimitException",
        ],
    ),
    (
        _("States, organizations and people"),
        "entities",
        [
            "delegations.Entity",
            "delegations.EntityName",
            "delegations.TreatyAction",
            "delegations.Person",
        ],
    ),
    (
        _("Bodies, topics and the Convention"),
        "reference",
        ["meetings.Body", "meetings.Topic", "meetings.Chapter", "meetings.Article"],
    ),
    (_("Sources"), "sources", ["records.Source", "records.Citation"]),
    (
        _("What was done"),
        "journal",
        [
            "records.JournalEntry",
            "meetings.Import",
            "records.StatusMove",
            "records.ScheduledMove",
        ],
    ),
    (
        _("People of the secretariat"),
        "staff",
        ["auth.User", "access.Role", "access.Invitation", "auth.Group"],
    ),
]


class PortalAdminSite(AdminSite):
    """Django's administration with the kinds of record in working order."""

    site_header = _("UNCAC meeting records")
    site_title = _("UNCAC meeting records")
    index_title = _("Convenings")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        if app_label:
            return super().get_app_list(request, app_label)
        apps = super().get_app_list(request)
        models = {m["model"]._meta.label: m for app in apps for m in app["models"]}
        groups = [
            (name, anchor, [models.pop(label) for label in labels if label in models])
            for name, anchor, labels in GROUPS
        ]
        groups.append((_("Access and bookkeeping"), "access", list(models.values())))
        return [self._group(*group) for group in groups if group[2]]

    def get_urls(self) -> list[Any]:
        """Without the way to any public page by number: it would tell names of what is none."""
        return [page for page in super().get_urls() if getattr(page, "name", "") != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LabelAutocompleteView.as_view(admin_site=self)(request)

    def _group(self, name: Any, anchor: str, models: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "name": name,
            "app_label": anchor,
            "app_url": f"{reverse('admin:index', current_app=self.name)}#{anchor}",
            "has_module_perms": True,
            "models": models,
        }


class PortalAdminConfig(AdminConfig):
    default_site = "uncac_portal.admin_site.PortalAdminSite"
