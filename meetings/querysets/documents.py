"""Questions about documents."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Prefetch, Q

from meetings.enums import Availability
from meetings.querysets.sessions import (
    session_is_public,
    session_is_withdrawn,
    session_was_public,
)
from meetings.records.enums import EVER_PUBLIC, Status
from meetings.records.querysets import RecordQuerySet


class DocumentQuerySet(RecordQuerySet):
    """A document is public when it is published and every session that it was issued for is too."""

    natural_key_fields = ("symbol",)
    body_path = "sessions__body"
    convening_path = "sessions__convening"

    def public(self) -> Self:
        return super().public().exclude(self._issued_for(~session_is_public()))

    def without_examples(self) -> Self:
        return self.exclude(self._issued_for(Q(convening__is_example=True)))

    def withdrawn(self) -> Self:
        were_public = self.filter(status__in=EVER_PUBLIC).exclude(
            self._issued_for(~session_was_public())
        )
        with_a_session = Q(self._issued_for(session_is_withdrawn()))
        return were_public.filter(Q(status=Status.WITHDRAWN) | with_a_session)

    def _issued_for(self, sessions: Q) -> Exists:
        through = self.model._meta.get_field("sessions").remote_field.through
        session = through._meta.get_field("session").related_model
        return Exists(session._default_manager.filter(sessions, documents=OuterRef("pk")))

    def of_convening(self, convening: Any) -> Self:
        """Documents issued for any session of the convening; each once."""
        return self.filter(sessions__convening=convening).distinct()

    def known_by(self, lookup_key: str) -> Self:
        """The document that bears the symbol, first or second."""
        return self.filter(Q(lookup_key=lookup_key) | Q(second_lookup_key=lookup_key))

    def for_page(self, sessions: Any, items: Any, topics: Any) -> Self:
        """Documents with the public sessions, items and topics of the given models."""
        return self.prefetch_related(
            Prefetch("sessions", queryset=sessions.objects.public().for_page()),
            Prefetch("items", queryset=items.objects.public().for_page()),
            Prefetch("topics", queryset=topics.objects.public()),
            "articles",
            "files",
        )

    def in_order(self) -> Self:
        """By body, year and number, additions right after what they belong to."""
        return self.order_by("sort_key")

    def touching(self, topics: Any) -> Self:
        """Documents on any of the topics; each once."""
        return self.filter(topics__in=topics).distinct()

    def issued_in(self, language: str) -> Self:
        """Documents that are known to exist in the language."""
        exists = [Availability.HELD, Availability.LINKED, Availability.ISSUED]
        return self.filter(files__language=language, files__availability__in=exists)

    def for_list(self, sessions: Any) -> Self:
        """Documents with the given sessions, as they are called, and their language versions."""
        called = Prefetch("sessions", queryset=sessions.named())
        return self.prefetch_related(called, "files")
