"""Questions about agenda items."""

from typing import Any, Self

from django.db.models import Prefetch

from meetings.querysets.sessions import session_is_public, session_is_withdrawn
from meetings.records.querysets import RecordQuerySet


class AgendaItemQuerySet(RecordQuerySet):
    """An item is public with its session: when the convening and the body are."""

    publication_path = "session__convening__status"
    body_path = "session__body"
    convening_path = "session__convening"
    example_path = "session__convening__is_example"
    natural_key_fields = ("session__slug", "slug")

    def public(self) -> Self:
        return self.filter(session_is_public("session__"))

    def withdrawn(self) -> Self:
        return self.filter(session_is_withdrawn("session__"))

    def for_page(self) -> Self:
        """Items with their session, its body and its convening."""
        return self.select_related("session__body", "session__convening")

    def linked(self) -> Self:
        """Items with what links to them need, and no other column."""
        return self.select_related("session__body").only(
            *("number", "slug", "title", "parent"),
            *("session__slug", "session__body__slug", "session__body__code"),
        )

    def in_agenda_order(self) -> Self:
        """As the agenda lists them."""
        return self.order_by("position", "id")

    def touching(self, topics: Any) -> Self:
        """Items on any of the topics; each once."""
        return self.filter(topics__in=topics).distinct()

    def newest_first(self) -> Self:
        """Items of the latest convening first, each agenda in its own order."""
        return self.order_by(
            "-session__convening__starts_on", "session__position", "session_id", "position", "id"
        )

    def with_subjects(self, topics: Any) -> Self:
        """Items with the given `topics_read`, `articles_read`, and `joint_items` beside them.

        Lists, since a relation that was read costs a queryset for every item of an agenda.
        """
        cited = self.model._meta.get_field("articles").related_model.objects
        joint = self.model._default_manager.public().linked()
        return self.prefetch_related(
            Prefetch("topics", queryset=topics.only("slug", "name"), to_attr="topics_read"),
            Prefetch("articles", queryset=cited.only("number", "title"), to_attr="articles_read"),
            Prefetch("considered_with", queryset=joint, to_attr="joint_items"),
        )
