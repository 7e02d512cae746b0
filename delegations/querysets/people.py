"""Questions about people."""

from typing import Self

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

    def withdrawn(self) -> Self:
        return self.none()
