"""Files that staff read into the record."""

from secrets import token_hex

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.enums import ImportState, RowVerb
from meetings.models.convenings import Convening
from meetings.querysets.imports import ImportQuerySet
from meetings.records.models import JournalEntry


def import_path(of_import: "Import", name: str) -> str:
    """Where the file is kept, whatever it was called: under a name that nobody can guess."""
    suffix = "".join(c for c in name.rpartition(".")[2].lower() if c.isalnum())[:5]
    return f"imports/{token_hex(16)}.{suffix}"


class Import(models.Model):
    """A file of rows for one convening, and how far it got. It is never public.

    Nothing of it is in the record before it is done; then all of it is.
    """

    convening = models.ForeignKey(
        Convening, on_delete=models.CASCADE, related_name="imports", verbose_name=_("convening")
    )
    kind = models.CharField(
        _("kind"), max_length=30, help_text=_("Which kind of record its rows are.")
    )
    name = models.CharField(_("file name"), max_length=250)
    file = models.FileField(_("file"), upload_to=import_path, max_length=200, blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64)
    bytes = models.PositiveBigIntegerField(_("size in bytes"))
    form = models.JSONField(
        _("form of the file"),
        default=dict,
        help_text=_("How it is read: as a workbook, or as text with which letters and separator."),
    )
    mapping = models.JSONField(
        _("columns"),
        default=list,
        help_text=_("Of each column of the file its head and its field; no field: not read."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState, default=ImportState.UPLOADED
    )
    rows = models.PositiveIntegerField(_("rows"), default=0)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)
    faulty = models.PositiveIntegerField(_("faulty"), default=0)
    message = models.TextField(_("message"), blank=True)
    told_sha256 = models.CharField(
        _("checksum of what was told"),
        max_length=64,
        blank=True,
        help_text=_("Of all that the check told of the rows; only just that is written."),
    )
    run = models.CharField(
        _("run"), max_length=32, blank=True, help_text=_("Which run may tell how it ended.")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    alive_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    journal = models.OneToOneField(
        JournalEntry,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="of_import",
        verbose_name=_("journal entry"),
    )
    erased_at = models.DateTimeField(
        _("file erased"), null=True, blank=True, help_text=_("At the request of a person in it.")
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def present_state(self) -> ImportState:
        """How far it got; what was written and then taken back, in the journal, is undone."""
        if self.state == ImportState.DONE and self.journal and self.journal.undone_in_id:
            return ImportState.UNDONE
        return ImportState(self.state)


class ImportRow(models.Model):
    """What one row of a file would do, or did. Rows that change nothing are only counted."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="told_rows")
    number = models.PositiveIntegerField(
        _("row"), help_text=_("As the spreadsheet counts: 1 is the head.")
    )
    verb = models.CharField(
        _("what it does"),
        max_length=8,
        choices=RowVerb,
    )
    label = models.CharField(_("record"), max_length=250, blank=True)
    changes = models.JSONField(
        _("changes"), default=list, help_text=_("A list of field, before and after, in words.")
    )
    errors = models.JSONField(
        _("errors"), default=list, help_text=_("A list of cell, head of the column and message.")
    )
    notes = models.JSONField(
        _("notes"), default=list, help_text=_("What was concluded, in words, for a person to see.")
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["of_import", "number"], name="import_row_once")
        ]
        indexes = [models.Index(fields=["of_import", "verb", "number"])]

    def __str__(self) -> str:
        return f"{self.number}"
