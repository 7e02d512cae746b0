"""Questions about language versions of documents and their former files."""

from typing import Any, Self

from meetings.records.querysets import RecordQuerySet


class PartQuerySet(RecordQuerySet):
    """A part of another record, `whole`, is public, of the record and withdrawn with it."""

    publication_path = None
    whole: str

    def public(self) -> Self:
        return self._of(self._wholes.public())

    def of_the_record(self) -> Self:
        return self._of(self._wholes.of_the_record())

    def without_examples(self) -> Self:
        return self._of(self._wholes.without_examples())

    def withdrawn(self) -> Self:
        return self._of(self._wholes.withdrawn())

    @property
    def _wholes(self) -> Any:
        return self.model._meta.get_field(self.whole).related_model.objects

    def _of(self, wholes: Any) -> Self:
        return self.filter(**{f"{self.whole}__in": wholes})


class DocumentFileQuerySet(PartQuerySet):
    """A language version is public with its document."""

    whole = "document"
    body_path = "document__sessions__body"
    convening_path = "document__sessions__convening"
    natural_key_fields = ("document__symbol", "language")


class FormerFileQuerySet(PartQuerySet):
    """A former file is public with its document."""

    whole = "version"
    body_path = "version__document__sessions__body"
    convening_path = "version__document__sessions__convening"
    natural_key_fields = ("version__document__symbol", "version__language", "number")
