"""The tree of topics."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.models import AgendaItem, Topic


@dataclass
class TopicNode:
    """A topic with its narrower topics, and the agenda items on record that touch any of them."""

    topic: Topic
    items: set[int]
    children: list["TopicNode"] = field(default_factory=list)

    @property
    def item_count(self) -> int:
        """How many agenda items the page of the topic lists."""
        return len(self.all_items)

    @property
    def all_items(self) -> set[int]:
        """The items of the topic and of all that belongs to it, each once."""
        return self.items.union(*(child.all_items for child in self.children))


def topic_tree() -> list[TopicNode]:
    """The public topics as a tree. A topic whose wider one is not public stands at the top."""
    topics = list(Topic.objects.public().select_related("chapter"))
    recorded = AgendaItem.objects.of_the_record()
    touched = recorded.filter(topics__in=topics).values_list("topics", "pk")
    nodes = {topic.pk: TopicNode(topic, set()) for topic in topics}
    for key, item in touched:
        if key in nodes:
            nodes[key].items.add(item)
    roots: list[TopicNode] = []
    for topic in topics:
        wider = nodes.get(topic.parent_id) if topic.parent_id else None
        (wider.children if wider else roots).append(nodes[topic.pk])
    return roots


def from_top_to_bottom(nodes: Iterable[TopicNode]) -> list[Topic]:
    """The topics of a tree, each before those that belong to it."""
    return [topic for node in nodes for topic in (node.topic, *from_top_to_bottom(node.children))]


def topics_of(items: Iterable[AgendaItem]) -> list[Topic]:
    """The topics that any of the items touches, each once, by name; topics are to be loaded."""
    return sorted({topic for item in items for topic in item.topics_read}, key=str)
