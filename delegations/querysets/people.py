"""Questions about people."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from meetings.records.querysets import RecordQuerySet


class PersonQuerySet(RecordQuerySet):
    """A person is public through an office at a public convening or a public place in its list."""

    publication_path = None

    def public(self) -> Self:
        offices = self.model._meta.get_field("offices").related_model.objects.public()
        places = self.model._meta.get_field("participations").related_model.objects.public()
        return self.filter(
            Q(Exists(offices.filter(person=OuterRef("pk"))))
            | Q(Exists(places.filter(person=OuterRef("pk"))))
        )

    def named_at(self, convening: Any) -> Self:
        """People who may be named at the convening: by its own public list or an office at it."""
        offices = self.model._meta.get_field("offices").related_model.objects.public()
        places = self.model._meta.get_field("participations").related_model.objects.public()
        return self.filter(
            Q(Exists(offices.filter(person=OuterRef("pk"), convening=convening)))
            | Q(Exists(places.filter(person=OuterRef("pk"), delegation__convening=convening)))
        )

    def withdrawn(self) -> Self:
        return self.none()
