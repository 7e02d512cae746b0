"""Pages of topics."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.domain.topics import from_top_to_bottom, topic_tree
from meetings.models import AgendaItem, Document, Session, Topic
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download
from meetings.records.gone import public_or_gone
from meetings.tables.topics import TOPICS


def topic_list(request: HttpRequest) -> HttpResponseBase:
    """The tree of topics."""
    roots = topic_tree()
    places = {topic.pk: place for place, topic in enumerate(from_top_to_bottom(roots))}
    topics = Topic.objects.public()
    if file := download(request, TOPICS, topics, key=lambda topic: places[topic.pk]):
        return file
    return render(request, "meetings/topics.html", {"roots": roots})


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: the agenda items and documents that touch it or a part of it."""
    topic = public_or_gone(Topic.objects.select_related("parent", "chapter"), slug=slug)
    within = Topic.objects.public().within(topic)
    items = list(AgendaItem.objects.of_the_record().touching(within).for_page().newest_first())
    documents = list(
        Document.objects.of_the_record()
        .touching(within)
        .in_order()
        .for_list(Session.objects.public())
    )
    context = {
        "topic": topic,
        "narrower": Topic.objects.public().filter(parent=topic),
        "within": within,
        "items": items,
        "documents": documents,
        "footnotes": Footnotes(topic, *items, *documents),
    }
    return render(request, "meetings/topic.html", context)
