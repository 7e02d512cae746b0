"""Addresses of who took part, how, and what they said."""

from django.urls import include, path

from delegations.views import delegations, entities, statements

urlpatterns = [
    path(
        "meetings/<slug:slug>/",
        include(
            (
                [
                    path("participants/", delegations.participants, name="participants"),
                    path("statements/", statements.convening_statements, name="statements"),
                ],
                "delegations",
            )
        ),
    ),
    path(
        "states/",
        include(
            (
                [
                    path("", entities.state_list, name="list"),
                    path("<slug:slug>/", entities.state_detail, name="detail"),
                ],
                "states",
            )
        ),
    ),
    path(
        "organizations/",
        include(
            (
                [
                    path("", entities.organization_list, name="list"),
                    path("<slug:slug>/", entities.organization_detail, name="detail"),
                ],
                "organizations",
            )
        ),
    ),
    path(
        "statements/",
        include(
            (
                [
                    path("", statements.statement_list, name="list"),
                    path("<int:pk>/", statements.statement_detail, name="detail"),
                ],
                "statements",
            )
        ),
    ),
]
