"""Questions about statements."""

from typing import Any, Self

from django.db.models import F, Prefetch, Q

from meetings.querysets.sessions import (
    session_is_public,
    session_is_withdrawn,
    session_was_public,
)
from meetings.records.enums import EVER_PUBLIC, Status
from meetings.records.querysets import RecordQuerySet

# What a list says of a statement: when who spoke under which item, and what is said of it.
SPOKEN = ["kind", "mode", "summary", "delegation", "item"]
SPEAKER = ["delegation__convening", "delegation__entity__slug", "delegation__entity__name"]
AT = [f"delegation__convening__{field}" for field in ("slug", "city", "starts_on", "ends_on")]
UNDER = [
    *("item__number", "item__slug", "item__title", "item__session__slug"),
    *("item__session__body__slug", "item__session__body__code"),
]


class StatementQuerySet(RecordQuerySet):
    """A statement is public when it, its convening, its item and the entity that spoke are."""

    example_path = "delegation__convening__is_example"
    body_path = "item__session__body"
    convening_path = "delegation__convening"

    def public(self) -> Self:
        return (
            super()
            .public()
            .filter(
                Q(item=None) | session_is_public("item__session__"),
                delegation__convening__status=Status.PUBLISHED,
                delegation__entity__status=Status.PUBLISHED,
            )
        )

    def withdrawn(self) -> Self:
        were_public = self.filter(
            Q(item=None) | session_was_public("item__session__"),
            status__in=EVER_PUBLIC,
            delegation__convening__status__in=EVER_PUBLIC,
            delegation__entity__status__in=EVER_PUBLIC,
        )
        return were_public.filter(
            Q(status=Status.WITHDRAWN)
            | Q(delegation__convening__status=Status.WITHDRAWN)
            | Q(delegation__entity__status=Status.WITHDRAWN)
            | session_is_withdrawn("item__session__")
        )

    def with_speakers(self) -> Self:
        """Statements with who spoke."""
        names = Prefetch("delegation__entity__former_names", to_attr="former_names_read")
        speakers = self.select_related("delegation__entity").prefetch_related(names)
        return speakers.only(*SPOKEN, *SPEAKER)

    def for_list(self) -> Self:
        """Statements with who spoke, where and under which item."""
        places = self.with_speakers().select_related("delegation__convening", "item__session__body")
        return places.only(*SPOKEN, *SPEAKER, *AT, *UNDER)

    def for_page(self, topics: Any) -> Self:
        """Statements with the given topics too."""
        # With all their columns: `defer(None)` takes back the choice of a few.
        whole = self.for_list().defer(None)
        return whole.prefetch_related(Prefetch("topics", queryset=topics))

    def on_article(self, article: Any) -> Self:
        """Statements that spoke of the article, or under an item that concerns it; each once."""
        return self.filter(Q(articles=article) | Q(item__articles=article)).distinct()

    def touching(self, topics: Any) -> Self:
        """Statements on any of the topics, or under an item on one; each once."""
        return self.filter(Q(topics__in=topics) | Q(item__topics__in=topics)).distinct()

    def in_speaking_order(self) -> Self:
        """By item, then as they spoke."""
        return self.order_by("item__session__position", "item__position", "position", "id")

    def newest_first(self) -> Self:
        """Of the latest convening first, in speaking order; what is under no item last."""
        return self.order_by(
            "-delegation__convening__starts_on",
            F("item__session__position").asc(nulls_last=True),
            F("item__position").asc(nulls_last=True),
            "position",
            "id",
        )
