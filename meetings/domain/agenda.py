"""Agendas as trees."""

from dataclasses import dataclass, field

from meetings.models import AgendaItem, Convening, Session, Topic
from meetings.records.domain.trees import in_circles


@dataclass
class Node:
    """An item with its sub-items, in the order of the agenda."""

    item: AgendaItem
    children: list["Node"] = field(default_factory=list)


@dataclass
class Agenda:
    """One session's agenda: the tree, and its items from top to bottom."""

    session: Session
    nodes: list[Node]
    items: list[AgendaItem]


@dataclass
class Neighbours:
    """The items before and after one on the same agenda, and its own sub-items."""

    previous: AgendaItem | None
    next: AgendaItem | None
    sub_items: list[AgendaItem]
    parent: AgendaItem | None


def build(session: Session, items: list[AgendaItem]) -> Agenda:
    """The items of a session, already in order, as a tree.

    An item whose parent is not among them stands at the top, and so do items in a circle.
    """
    nodes = {item.pk: Node(item) for item in items}
    circling = in_circles({item.pk: item.parent_id for item in items})
    top: list[Node] = []
    for item in items:
        parent = nodes.get(item.parent_id) if item.parent_id else None
        if item.pk in circling:
            parent = None
        (parent.children if parent else top).append(nodes[item.pk])
    return Agenda(session, top, _from_top_to_bottom(top))


def agenda_of(session: Session) -> Agenda:
    """The public agenda of one session, with topics, articles and joint items."""
    items = AgendaItem.objects.public().filter(session=session).in_agenda_order()
    return build(session, _under(session, items.with_subjects(Topic.objects.public())))


def agendas_of(convening: Convening) -> list[Agenda]:
    """The public agendas of a convening's sessions, side by side."""
    sessions = list(Session.objects.public().filter(convening=convening).in_convening_order())
    items = (
        AgendaItem.objects.public()
        .filter(session__in=sessions)
        .in_agenda_order()
        .with_subjects(Topic.objects.public())
    )
    items_of: dict[int, list[AgendaItem]] = {session.pk: [] for session in sessions}
    for item in items:
        items_of[item.session_id].append(item)
    for session in sessions:
        session.convening = convening
        for item in items_of[session.pk]:
            item.session = session
    return [build(session, items_of[session.pk]) for session in sessions]


def neighbours_of(item: AgendaItem) -> Neighbours:
    """Where to go on from an item."""
    items = AgendaItem.objects.public().filter(session=item.session_id).in_agenda_order()
    few = items.only("number", "slug", "title", "parent")
    agenda = build(item.session, _under(item.session, few))
    places = {found.pk: place for place, found in enumerate(agenda.items)}
    place = places[item.pk]
    return Neighbours(
        previous=agenda.items[place - 1] if place else None,
        next=agenda.items[place + 1] if place + 1 < len(agenda.items) else None,
        sub_items=[other for other in agenda.items if other.parent_id == item.pk],
        parent=next((other for other in agenda.items if other.pk == item.parent_id), None),
    )


def _under(session: Session, items: object) -> list[AgendaItem]:
    found = list(items)  # type: ignore[call-overload]
    for item in found:
        item.session = session
    return found


def _from_top_to_bottom(nodes: list[Node]) -> list[AgendaItem]:
    return [found for node in nodes for found in (node.item, *_from_top_to_bottom(node.children))]
