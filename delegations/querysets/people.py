"""Questions about people."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from meetings.records.querysets import RecordQuerySet


class PersonQuerySet(RecordQuerySet):
    """A person is public through an office at a public convening or a public place in its list."""

    publication_path = None
    is_common = True

    def public(self) -> Self:
        return self._who_are_in(self._offices.public(), self._places.public())

    def of_the_record(self) -> Self:
        return self._who_are_in(self._offices.of_the_record(), self._places.of_the_record())

    def named_at(self, convening: Any) -> Self:
        """People who may be named at the convening: by its own public list or an office at it."""
        return self._who_are_in(
            self._offices.public().filter(convening=convening),
            self._places.public().filter(delegation__convening=convening),
        )

    def withdrawn(self) -> Self:
        return self.none()

    @property
    def _offices(self) -> Any:
        return self.model._meta.get_field("offices").related_model.objects

    @property
    def _places(self) -> Any:
        return self.model._meta.get_field("participations").related_model.objects

    def _who_are_in(self, offices: Any, places: Any) -> Self:
        return self.filter(
            Q(Exists(offices.filter(person=OuterRef("pk"))))
            | Q(Exists(places.filter(person=OuterRef("pk"))))
        )
