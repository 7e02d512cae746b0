"""The tree of topics."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.models import AgendaItem, Topic


@dataclass
class TopicNode:
    """A topic with its narrower topics."""

    topic: Topic
    children: list["TopicNode"] = field(default_factory=list)


def topic_tree() -> list[TopicNode]:
    """The public topics as a tree. A topic whose wider one is not public stands at the top."""
    topics = list(Topic.objects.public().select_related("chapter").with_item_counts())
    nodes = {topic.pk: TopicNode(topic) for topic in topics}
    roots: list[TopicNode] = []
    for topic in topics:
        wider = nodes.get(topic.parent_id) if topic.parent_id else None
        (wider.children if wider else roots).append(nodes[topic.pk])
    return roots


def topics_of(items: Iterable[AgendaItem]) -> list[Topic]:
    """The topics that any of the items touches, each once, by name; topics are to be loaded."""
    return sorted({topic for item in items for topic in item.topics.all()}, key=str)
