"""Questions about sources and citations."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Model, Q

from meetings.records.querysets.reach import CitingQuerySet
from meetings.records.querysets.records import RecordQuerySet

# The one source that examples cite; no fact of the record rests on it.
EXAMPLE_SOURCE = "portal-demonstration"


class SourceQuerySet(RecordQuerySet):
    """A source is public by its own status."""

    is_common = True

    def of_the_record(self) -> Self:
        return self.public().without_examples()

    def without_examples(self) -> Self:
        return self.exclude(slug=EXAMPLE_SOURCE)

    def by_publisher(self) -> Self:
        """By publisher, each publisher's newest first, and last what bears no date."""
        newest = F("published_on").desc(nulls_last=True)
        return self.order_by("publisher", newest, "title", "id")

    def with_citation_counts(self) -> Self:
        """Each source with `citation_count`, the number of facts that cite it."""
        return self.annotate(citation_count=Count("cited_in"))


class CitationQuerySet(CitingQuerySet, RecordQuerySet):  # type: ignore[override]
    """A citation is public with its source."""

    publication_path = "source__status"

    def of_the_record(self) -> Self:
        return self.public().without_examples()

    def without_examples(self) -> Self:
        return self.exclude(source__slug=EXAMPLE_SOURCE)

    def of(self, records: list[Model]) -> Self:
        """Citations of any of the records, whatever their kinds, in one query."""
        ids_of_model: dict[type[Model], list[int]] = {}
        for record in records:
            ids_of_model.setdefault(type(record), []).append(record.pk)
        wanted = Q(pk__in=[])
        for model, ids in ids_of_model.items():
            wanted |= Q(record_type=ContentType.objects.get_for_model(model), record_id__in=ids)
        return self.filter(wanted)
