"""What feeds tell of statements, States and organizations."""

from django.utils.translation import gettext as _

from delegations.domain.entities import name_on
from delegations.models import Entity, Statement
from delegations.querysets.entities import EntityQuerySet
from delegations.querysets.statements import StatementQuerySet
from meetings.domain.naming import convening_name
from meetings.records.domain.languages import text_of
from meetings.records.feeds import MOST_ENTRIES, Entry, name_of, tombstones


def statement_entries(statements: StatementQuerySet) -> list[Entry]:
    """The statements that were entered or changed last."""
    found = statements.for_list().newest_changes()
    return [
        Entry(
            name_of(statement),
            _title(statement),
            statement.get_absolute_url(),
            statement.updated,
            text_of(statement, "summary"),
        )
        for statement in found[:MOST_ENTRIES]
    ]


def entity_entries(entities: EntityQuerySet) -> list[Entry]:
    """The States or organizations that changed last, by themselves or in their status."""
    found = entities.newest_changes("treaty_actions", "former_names")
    return [
        Entry(name_of(entity), text_of(entity, "name"), entity.get_absolute_url(), entity.updated)
        for entity in found[:MOST_ENTRIES]
    ]


def withdrawn_statements() -> list[Entry]:
    """That statements of the record were withdrawn, or what they had been part of."""
    parts = ("delegation__convening", "delegation__entity")
    gone = Statement.objects.withdrawn().without_examples().newest_changes(*parts)
    return tombstones(gone[:MOST_ENTRIES])


def withdrawn_states() -> list[Entry]:
    """That States were withdrawn."""
    return _withdrawn(Entity.objects.states())


def withdrawn_organizations() -> list[Entry]:
    """That organizations were withdrawn."""
    return _withdrawn(Entity.objects.organizations())


def _withdrawn(entities: EntityQuerySet) -> list[Entry]:
    return tombstones(entities.withdrawn().newest_changes()[:MOST_ENTRIES])


def _title(statement: Statement) -> str:
    convening = statement.delegation.convening
    spoke = name_on(statement.delegation.entity, convening.starts_on)
    words = {"name": text_of(spoke, "name").text, "when": convening_name(convening)}
    return _("Statement of %(name)s, %(when)s") % words
