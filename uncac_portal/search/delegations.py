"""What is indexed of who took part. Of people, only those who held an office."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from delegations.domain.entities import name_on
from delegations.enums import (
    AttendanceMode,
    DeliveryMode,
    EntityKind,
    RegionalGroup,
    Role,
    StatementKind,
)
from delegations.models import Delegation, Entity, Officer, Statement
from meetings.domain.naming import convening_name
from meetings.models import Convening
from uncac_portal.search.analyzer import Text
from uncac_portal.search.kind import Kind
from uncac_portal.search.meetings import public_topics, texts_of_session, texts_of_topics
from uncac_portal.search.texts import everyday_names, label, plain, said, written


def texts_of_name(entity: Entity, convening: Convening) -> Iterator[Text]:
    """What the entity was called on the day."""
    yield from written(name_on(entity, convening.starts_on), "name")


def texts_of_entity(entity: Entity) -> Iterator[Text]:
    """What the entity is told by now, of what belongs to it."""
    yield from plain(entity.acronym, entity.iso3)
    yield from written(entity, "name")
    yield from everyday_names(entity.iso2)


# Entities


def _names_of_entity(entity: Entity) -> Iterator[Text]:
    yield from plain(entity.slug, entity.acronym, entity.iso2, entity.iso3)
    yield from written(entity, "name")
    yield from everyday_names(entity.iso2)
    for former in entity.former_names.all():
        yield from written(former, "name")


def _body_of_entity(entity: Entity) -> Iterator[Text]:
    yield from label(EntityKind(entity.kind))
    if entity.regional_group:
        yield from label(RegionalGroup(entity.regional_group))


# Delegations


def _loaded_delegations(delegations: Any) -> QuerySet:
    return delegations.prefetch_related("entity__former_names", "convening")


def _body_of_delegation(delegation: Delegation) -> Iterator[Text]:
    yield from texts_of_entity(delegation.entity)
    if delegation.mode != AttendanceMode.NOT_RECORDED:
        yield from label(AttendanceMode(delegation.mode))
    yield from written(delegation, "note")
    yield from said(lambda: convening_name(delegation.convening))


# Statements


def _loaded_statements(statements: Any) -> QuerySet:
    return statements.prefetch_related(
        "delegation__entity__former_names",
        "delegation__convening",
        "item__session__body",
        public_topics(),
    )


def _titles_of_statement(statement: Statement) -> Iterator[Text]:
    yield from texts_of_name(statement.delegation.entity, statement.delegation.convening)
    yield from written(statement, "on_behalf_of")


def _body_of_statement(statement: Statement) -> Iterator[Text]:
    yield from written(statement, "summary")
    yield from texts_of_entity(statement.delegation.entity)
    yield from label(StatementKind(statement.kind))
    if statement.mode != DeliveryMode.NOT_RECORDED:
        yield from label(DeliveryMode(statement.mode))
    yield from texts_of_topics(statement)
    if statement.item:
        yield from written(statement.item, "title")
        yield from texts_of_session(statement.item.session)


# Officers


def _loaded_officers(officers: Any) -> QuerySet:
    return officers.for_page()


def _names_of_officer(officer: Officer) -> Iterator[Text]:
    if officer.person:
        yield from written(officer.person, "name")


def _titles_of_officer(officer: Officer) -> Iterator[Text]:
    yield from label(Role(officer.role))
    for title in officer.titles.all():
        yield from written(title, "title")


def _body_of_officer(officer: Officer) -> Iterator[Text]:
    if officer.entity and officer.entity.is_public:
        yield from texts_of_name(officer.entity, officer.convening)
        yield from texts_of_entity(officer.entity)
    yield from written(officer, "note")
    if officer.session:
        yield from texts_of_session(officer.session)
    yield from said(lambda: convening_name(officer.convening))


DELEGATIONS = (
    Kind(
        name="entities",
        names=_names_of_entity,
        body=_body_of_entity,
        loaded=lambda entities: entities.with_names(),
        reads=("former_names",),
    ),
    Kind(
        name="delegations",
        titles=lambda d: texts_of_name(d.entity, d.convening),
        body=_body_of_delegation,
        day=lambda delegation: delegation.convening.starts_on,
        loaded=_loaded_delegations,
        reads=("entity__former_names", "convening"),
    ),
    Kind(
        name="statements",
        titles=_titles_of_statement,
        body=_body_of_statement,
        day=lambda statement: statement.delegation.convening.starts_on,
        loaded=_loaded_statements,
        reads=(
            "delegation__entity__former_names",
            "delegation__convening",
            "item__session__body",
            "item__session__convening",
            "topics",
        ),
    ),
    Kind(
        name="officers",
        names=_names_of_officer,
        titles=_titles_of_officer,
        body=_body_of_officer,
        day=lambda officer: officer.convening.starts_on,
        loaded=_loaded_officers,
        reads=(
            "person",
            "entity__former_names",
            "titles",
            "convening",
            "session__body",
            "session__convening",
        ),
    ),
)
