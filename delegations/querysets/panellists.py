"""Questions about panellists."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet, withdrawn_by


class PanellistQuerySet(RecordQuerySet):
    """A panellist is public with the programme; the name is where the person may be named."""

    publication_path = "entry__convening__status"
    convening_path = "entry__convening"
    example_path = "entry__convening__is_example"

    def public(self) -> Self:
        of_public = Q(entity=None) | Q(entity__status=Status.PUBLISHED)
        published = Q(entry__convening__programme_status=Status.PUBLISHED)
        return super().public().filter(of_public, published)

    def withdrawn(self) -> Self:
        there = "entry__convening"
        published = (f"{there}__status", f"{there}__programme_status")
        of_entity = Q(entity__isnull=False) & withdrawn_by(*published, "entity__status")
        return self.filter(Q(entity=None) & withdrawn_by(*published) | of_entity)

    def with_may_be_named(self) -> Self:
        """Each panellist with `may_be_named`: whether the person may be named at the convening."""
        people = self.model._meta.get_field("person").related_model.objects
        convening = OuterRef(OuterRef("entry__convening"))
        named = people.named_at(convening).filter(pk=OuterRef("person"))
        return self.annotate(may_be_named=Exists(named))

    def on_panels(self, entries: Any) -> Self:
        """The panellists of the entries, in order, with `may_be_named`."""
        return (
            self.filter(entry__in=entries)
            .with_may_be_named()
            .select_related("person", "entity")
            .prefetch_related("entity__former_names")
            .order_by("entry", "position", "id")
        )
