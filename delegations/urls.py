"""Addresses of who took part, how, and what they said."""

from django.urls import path

from delegations.views import changes, delegations, entities, programme, statements
from meetings.records.addresses import under

urlpatterns = [
    under(
        "meetings/<slug:slug>/",
        "delegations",
        path("participants/", delegations.participants, name="participants"),
        path(
            "participants.<paper:kind>", delegations.participants_paper, name="participants-paper"
        ),
        path("programme.<paper:kind>", programme.programme_paper, name="programme-paper"),
        path("statements/", statements.convening_statements, name="statements"),
    ),
    under(
        "states/",
        "states",
        path("", entities.state_list, name="list"),
        path("changes.atom", changes.state_list_changes, name="list-changes"),
        path("<slug:slug>/", entities.state_detail, name="detail"),
    ),
    under(
        "organizations/",
        "organizations",
        path("", entities.organization_list, name="list"),
        path("changes.atom", changes.organization_list_changes, name="list-changes"),
        path("<slug:slug>/", entities.organization_detail, name="detail"),
    ),
    under(
        "statements/",
        "statements",
        path("", statements.statement_list, name="list"),
        path("changes.atom", changes.statement_list_changes, name="list-changes"),
        path("<int:pk>/", statements.statement_detail, name="detail"),
    ),
]
