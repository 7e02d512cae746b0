"""Questions about who submitted a document."""

from typing import Any, Self

from django.db.models import Q

from meetings.records.enums import EVER_PUBLIC, Status
from meetings.records.querysets import RecordQuerySet


class DocumentSubmissionQuerySet(RecordQuerySet):
    """A submission is public when the document and the entity are."""

    publication_path = "entity__status"
    body_path = "document__sessions__body"
    convening_path = "document__sessions__convening"
    natural_key_fields = ("document__symbol", "entity__slug")

    def public(self) -> Self:
        return self.filter(entity__status=Status.PUBLISHED, document__in=self._documents.public())

    def without_examples(self) -> Self:
        return self.filter(document__in=self._documents.without_examples())

    def withdrawn(self) -> Self:
        public, gone = self._documents.public(), self._documents.withdrawn()
        of_entity = Q(entity__status__in=EVER_PUBLIC, document__in=gone)
        return self.filter(of_entity | Q(entity__status=Status.WITHDRAWN, document__in=public))

    @property
    def _documents(self) -> Any:
        return self.model._meta.get_field("document").related_model.objects

    def for_page(self) -> Self:
        """Submissions with document and entity, by symbol."""
        return self.select_related("document", "entity").order_by("document__sort_key", "id")
