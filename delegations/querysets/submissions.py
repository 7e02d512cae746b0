"""Questions about who submitted a document."""

from typing import Self

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class DocumentSubmissionQuerySet(RecordQuerySet):
    """A submission is public when the document and the entity are."""

    publication_path = "entity__status"
    natural_key_fields = ("document__symbol", "entity__slug")

    def public(self) -> Self:
        documents = self.model._meta.get_field("document").related_model
        return self.filter(entity__status=Status.PUBLISHED, document__in=documents.objects.public())

    def of_the_record(self) -> Self:
        documents = self.model._meta.get_field("document").related_model
        return self.public().filter(document__in=documents.objects.of_the_record())

    def for_page(self) -> Self:
        """Submissions with document and entity, by symbol."""
        return self.select_related("document", "entity").order_by("document__sort_key", "id")
