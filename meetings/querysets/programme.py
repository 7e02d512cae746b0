"""Questions about sittings and programme entries."""

from typing import Any, Self

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet, withdrawn_by


class SittingQuerySet(RecordQuerySet):
    """A sitting is public when the convening and its programme are published."""

    publication_path = "convening__status"
    convening_path = "convening"
    example_path = "convening__is_example"
    natural_key_fields = ("convening__slug", "ordinal")

    def public(self) -> Self:
        return super().public().filter(convening__programme_status=Status.PUBLISHED)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_by("convening__status", "convening__programme_status"))


class ProgrammeChangeQuerySet(RecordQuerySet):
    """A change is public when the convening and its programme are published."""

    publication_path = "convening__status"
    convening_path = "convening"
    example_path = "convening__is_example"

    def public(self) -> Self:
        return super().public().filter(convening__programme_status=Status.PUBLISHED)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_by("convening__status", "convening__programme_status"))

    def newest_first(self) -> Self:
        """The latest change first."""
        return self.order_by("-made_at", "-id")


class ProgrammeEntryQuerySet(RecordQuerySet):
    """An entry is public when the convening and its programme are published."""

    publication_path = "convening__status"
    convening_path = "convening"
    example_path = "convening__is_example"

    def public(self) -> Self:
        return super().public().filter(convening__programme_status=Status.PUBLISHED)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_by("convening__status", "convening__programme_status"))

    def of_convening(self, convening: Any) -> Self:
        """Entries of one programme, in the order of each sitting."""
        return self.filter(convening=convening).in_programme_order()

    def in_programme_order(self) -> Self:
        """In the order of each sitting."""
        return self.order_by("sitting__starts_at", "position", "id")

    def without_sitting(self) -> Self:
        """Entries of which it is not recorded in which sitting they were taken up."""
        return self.filter(sitting=None).prefetch_related("items__session__body")
