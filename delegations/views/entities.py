"""Pages of States and organizations."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from delegations.domain.entities import LAST_DAY, by_name, status_changes
from delegations.enums import Capacity
from delegations.filters.entities import OrganizationFilter, StateFilter
from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    EntityName,
    Officer,
    Statement,
)
from delegations.querysets.entities import EntityQuerySet
from delegations.tables.entities import ENTITIES
from meetings.models import Session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download_list
from meetings.records.gone import public_or_gone
from meetings.records.listings import Listing

STATEMENTS_SHOWN = 50  # the newest; the list of statements has them all


def state_list(request: HttpRequest) -> HttpResponseBase:
    """Every State, with its status by all that is on record."""
    states = _for_list(Entity.objects.public().states())
    listing = Listing(request, StateFilter, states, per_page=250, key=by_name)
    if file := download_list(request, ENTITIES, listing):
        return file
    return render(request, "delegations/states.html", {"listing": listing})


def organization_list(request: HttpRequest) -> HttpResponseBase:
    """Everything that is not a State and can send a delegation."""
    organizations = _for_list(Entity.objects.public().organizations())
    listing = Listing(request, OrganizationFilter, organizations, key=by_name)
    if file := download_list(request, ENTITIES, listing):
        return file
    return render(request, "delegations/organizations.html", {"listing": listing})


def state_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One State."""
    return _detail(request, Entity.objects.states(), slug)


def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization."""
    return _detail(request, Entity.objects.organizations(), slug)


def _for_list(entities: EntityQuerySet) -> EntityQuerySet:
    return entities.with_capacity_on(LAST_DAY).with_names().with_convening_counts()


def _detail(request: HttpRequest, entities: EntityQuerySet, slug: str) -> HttpResponse:
    """Status over time, every convening it is recorded at, its statements, offices and papers."""
    entity = public_or_gone(entities.with_capacity_on(LAST_DAY), slug=slug)
    changes = status_changes(entity)
    former_names = list(EntityName.objects.public().filter(entity=entity))
    delegations = list(
        Delegation.objects.of_the_record().of_entity(entity, Session.objects.public())
    )
    offices = list(Officer.objects.of_the_record().filter(entity=entity).for_page().newest_first())
    statements = list(
        Statement.objects.of_the_record()
        .filter(delegation__entity=entity)
        .for_list()
        .newest_first()[: STATEMENTS_SHOWN + 1]
    )
    further, statements = statements[STATEMENTS_SHOWN:], statements[:STATEMENTS_SHOWN]
    submissions = list(DocumentSubmission.objects.of_the_record().filter(entity=entity).for_page())
    titles = [title for office in offices for title in office.titles.all()]
    actions = [change.action for change in changes]
    cited = [entity, *actions, *former_names, *delegations, *offices, *titles]
    context = {
        "entity": entity,
        "capacity": Capacity(entity.capacity),
        "changes": changes,
        "former_names": former_names,
        "delegations": delegations,
        "offices": offices,
        "statements": statements,
        "has_further_statements": bool(further),
        "submissions": submissions,
        "footnotes": Footnotes(*cited, *statements, *submissions),
    }
    return render(request, "delegations/entity.html", context)
