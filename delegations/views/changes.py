"""Feeds of what changed, beside the lists that they belong to."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.domain.entities import LAST_DAY
from delegations.filters.entities import OrganizationFilter, StateFilter
from delegations.filters.statements import StatementFilter
from delegations.models import Entity, Statement
from delegations.outputs import feeds
from meetings.records.feeds import list_response
from meetings.records.listings import Listing


def statement_list_changes(request: HttpRequest) -> HttpResponse:
    """What changed among the statements that answer the filters of their list."""
    return list_response(
        request,
        Listing(request, StatementFilter, Statement.objects.of_the_record()),
        title=_("Statements"),
        page=reverse("statements:list"),
        entries=feeds.statement_entries,
        withdrawn=feeds.withdrawn_statements,
    )


def state_list_changes(request: HttpRequest) -> HttpResponse:
    """What changed among the States that answer the filters of their list."""
    states = Entity.objects.of_the_record().states().with_capacity_on(LAST_DAY)
    return list_response(
        request,
        Listing(request, StateFilter, states),
        title=_("States"),
        page=reverse("states:list"),
        entries=feeds.entity_entries,
        withdrawn=feeds.withdrawn_states,
    )


def organization_list_changes(request: HttpRequest) -> HttpResponse:
    """What changed among the organizations that answer the filters of their list."""
    return list_response(
        request,
        Listing(request, OrganizationFilter, Entity.objects.of_the_record().organizations()),
        title=_("Organizations"),
        page=reverse("organizations:list"),
        entries=feeds.entity_entries,
        withdrawn=feeds.withdrawn_organizations,
    )
