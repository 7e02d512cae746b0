"""Papers that a State or an organization submitted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegations.models.entities import Entity
from delegations.querysets.submissions import DocumentSubmissionQuerySet
from meetings.models import Document
from meetings.records.models import Record


class DocumentSubmission(Record):
    """That an entity submitted a document, or is the State that it speaks of."""

    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        related_name="submissions",
        verbose_name=_("document"),
        help_text=_("The paper submitted."),
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name=_("submitted by"),
        help_text=_("The State or organization that submitted it."),
    )
    note = models.CharField(
        _("note"),
        max_length=250,
        blank=True,
        help_text=_("For example: through its Permanent Mission."),
    )

    objects = DocumentSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission of a document")
        verbose_name_plural = _("submissions of documents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "entity"],
                name="submission_once_per_entity",
                violation_error_message=_("The submission is on record already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.document.natural_key(), *self.entity.natural_key())

    natural_key.dependencies = ["meetings.document", "delegations.entity"]  # type: ignore[attr-defined]
