"""Questions about sessions."""

from typing import Any, Self

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from meetings.records.enums import EVER_PUBLIC, Status
from meetings.records.querysets import RecordQuerySet, revisions_of


def session_is_public(session: str = "") -> Q:
    """That the session at the path has a public convening and a public body.

    The one condition that all that hangs on a session follows; the path ends in two underscores.
    """
    return Q(
        **{
            f"{session}convening__status": Status.PUBLISHED,
            f"{session}body__status": Status.PUBLISHED,
        }
    )


def session_is_of_the_record(session: str = "") -> Q:
    """That the session at the path is public and of no example."""
    return session_is_public(session) & Q(**{f"{session}convening__is_example": False})


def session_was_public(session: str = "") -> Q:
    """That the session at the path is public, or was: neither above it is yet to be published."""
    return Q(
        **{
            f"{session}convening__status__in": EVER_PUBLIC,
            f"{session}body__status__in": EVER_PUBLIC,
        }
    )


def session_is_withdrawn(session: str = "") -> Q:
    """That the session at the path was public till its convening or its body was withdrawn."""
    went_with_convening = Q(**{f"{session}convening__status": Status.WITHDRAWN})
    went_with_body = Q(**{f"{session}body__status": Status.WITHDRAWN})
    return session_was_public(session) & (went_with_convening | went_with_body)


class SessionQuerySet(RecordQuerySet):
    """A session is public when its convening and its body are."""

    publication_path = "convening__status"
    body_path = "body"
    convening_path = "convening"
    example_path = "convening__is_example"

    def public(self) -> Self:
        return self.filter(session_is_public())

    def withdrawn(self) -> Self:
        return self.filter(session_is_withdrawn())

    def with_revisions(self) -> Self:
        """Each session with `revisions` of its own and `convening_revisions`, which move it too."""
        convenings = self.model._meta.get_field("convening").related_model
        of_convening = revisions_of(convenings, "convening")
        return super().with_revisions().annotate(convening_revisions=of_convening)

    def of_body(self, body: Any) -> Self:
        """Sessions of one body."""
        return self.filter(body=body)

    def touching(self, topics: Any) -> Self:
        """Sessions with an agenda item on any of the topics; each once."""
        return self.filter(items__topics__in=topics).distinct()

    def newest_first(self) -> Self:
        """Of the latest convening first; side by side as the convening lists them."""
        return self.order_by("-convening__starts_on", "position", "body__position", "id")

    def for_page(self) -> Self:
        """Sessions with what their names and dates need: body and convening."""
        return self.select_related("body", "convening")

    def named(self) -> Self:
        """Sessions with what their names, days and addresses need, and no other column."""
        return self.select_related("body", "convening").only(
            *("slug", "ordinal", "part", "starts_on", "ends_on"),
            *("body__slug", "body__code", "body__session_noun", "body__position"),
            *("convening__slug", "convening__city", "convening__starts_on", "convening__ends_on"),
        )

    def with_item_counts(self) -> Self:
        """Each session with `item_count`, counted for those alone that are shown."""
        items = self.model._meta.get_field("items").related_model.objects
        of_session = items.filter(session=OuterRef("pk")).order_by().values("session")
        counted = Subquery(of_session.annotate(number=Count("pk")).values("number"))
        return self.annotate(item_count=Coalesce(counted, 0))

    def in_convening_order(self) -> Self:
        """Side by side as the convening lists them."""
        return self.select_related("body").order_by("position", "body__position", "ordinal", "id")

    def in_series_order(self) -> Self:
        """Oldest first, as the body numbers them."""
        return self.annotate(day=Coalesce(F("starts_on"), F("convening__starts_on"))).order_by(
            "day", "ordinal", "id"
        )
