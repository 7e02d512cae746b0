"""Questions about sessions."""

from typing import Any, Self

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


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


def session_is_withdrawn(session: str = "") -> Q:
    """That the session at the path went with its convening, or was public till its body went."""
    with_its_body = {
        f"{session}convening__status": Status.PUBLISHED,
        f"{session}body__status": Status.WITHDRAWN,
    }
    return Q(**{f"{session}convening__status": Status.WITHDRAWN}) | Q(**with_its_body)


class SessionQuerySet(RecordQuerySet):
    """A session is public when its convening and its body are."""

    publication_path = "convening__status"

    def public(self) -> Self:
        return self.filter(session_is_public())

    def withdrawn(self) -> Self:
        return self.filter(session_is_withdrawn())

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

    def with_item_counts(self) -> Self:
        """Each session with `item_count`."""
        return self.annotate(item_count=Count("items", distinct=True))

    def in_convening_order(self) -> Self:
        """Side by side as the convening lists them."""
        return self.select_related("body").order_by("position", "body__position", "ordinal")

    def in_series_order(self) -> Self:
        """Oldest first, as the body numbers them."""
        return self.annotate(day=Coalesce(F("starts_on"), F("convening__starts_on"))).order_by(
            "day", "ordinal", "id"
        )
