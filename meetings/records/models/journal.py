"""The journal: every change of the record as one entry, with who made it and by which way."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.records.enums import Way


class JournalEntry(models.Model):
    """One change of the record, however many records it wrote.

    Each row of history that the change wrote points to its entry.
    """

    made_at = models.DateTimeField(_("made"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="journal_entries",
        verbose_name=_("by"),
        help_text=_("Empty: a command that nobody is signed in to."),
    )
    way = models.CharField(
        _("way"), max_length=12, choices=Way, default=Way.FORM, help_text=_("How it was made.")
    )
    detail = models.CharField(
        _("detail"),
        max_length=250,
        blank=True,
        help_text=_("Which command, file or paste it was."),
    )
    reason = models.CharField(_("reason"), max_length=100, blank=True)
    written = models.JSONField(
        _("written"),
        default=dict,
        editable=False,
        help_text=_("Kind of record → how many rows of history say entered, changed, deleted."),
    )
    undone_in = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undoes",
        verbose_name=_("undone in"),
        help_text=_("The entry that took it back."),
    )

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def size(self) -> int:
        """How many rows of history it wrote."""
        return sum(sum(rows.values()) for rows in self.written.values())


class JournalPlace(models.Model):
    """That a change touched something of a convening, by its number: this floor knows no more."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, related_name="places")
    convening_id = models.PositiveBigIntegerField(_("convening"))

    class Meta:
        verbose_name = _("place of a journal entry")
        verbose_name_plural = _("places of journal entries")
        constraints = [
            models.UniqueConstraint(fields=["entry", "convening_id"], name="journal_place_once")
        ]
        indexes = [models.Index(fields=["convening_id", "-entry"])]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.convening_id}"


class HistoryRow(models.Model):
    """What every row of history has besides the record as it was."""

    journal = models.ForeignKey(
        JournalEntry,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("journal entry"),
    )

    class Meta:
        abstract = True
