"""Where facts come from."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.enums import SourceKind, Standing
from meetings.records.models.records import Publishable, Record
from meetings.records.querysets.sources import CitationQuerySet, SourceQuerySet


class Source(Publishable):
    """A document, page or data set in which facts of the record were read."""

    slug = models.SlugField(
        _("short name"),
        unique=True,
        max_length=80,
        help_text=_("Used in addresses, for example wco-2021-09-17."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=SourceKind,
        help_text=_("What kind of thing the source is."),
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Who published it. Empty: not recorded."),
    )
    author = models.CharField(
        _("author"), max_length=200, blank=True, help_text=_("The person who signed it, if any.")
    )
    title = models.CharField(
        _("title"), max_length=500, help_text=_("As printed, in its own language.")
    )
    title_is_description = models.BooleanField(
        _("title is ours"),
        default=False,
        help_text=_("The source bears no title; the one above describes it."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("Language code of the source, for example vi."),
    )
    url = models.URLField(
        _("address"),
        max_length=700,
        blank=True,
        help_text=_("Where it was read. Empty: not recorded."),
    )
    symbol = models.CharField(
        _("document symbol"),
        max_length=60,
        blank=True,
        help_text=_("If the source is a United Nations document."),
    )
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("The date that it bears.")
    )
    read_on = models.DateField(
        _("read on"), null=True, blank=True, help_text=_("When it was last read for the record.")
    )
    sha256 = models.CharField(
        _("checksum"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of the copy that was read, if one is kept."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Shown to the public with the source.")
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "-published_on", "title"]
        indexes = [models.Index(fields=["status", "publisher"])]  # the order of the list

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return f"{reverse('sources:list')}#{self.slug}"


class Citation(Record):
    """That a source supports a record, or some of its fields, and how well."""

    record_type = models.ForeignKey(
        ContentType,
        on_delete=models.CASCADE,
        verbose_name=_("kind of record"),
        help_text=_("What kind of record the source supports."),
    )
    record_id = models.PositiveBigIntegerField(
        _("record"), help_text=_("Number of the record that the source supports.")
    )
    record = GenericForeignKey("record_type", "record_id")
    fields = models.JSONField(
        _("facts"),
        default=list,
        blank=True,
        help_text=_("Names of the fields that the source supports. Empty: the record as a whole."),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="cited_in",
        verbose_name=_("source"),
        help_text=_("Where the fact was read."),
    )
    locator = models.CharField(
        _("place in the source"), max_length=200, blank=True, help_text=_("For example: para. 3.")
    )
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=Standing,
        default=Standing.STATED,
        help_text=_("Inferred and disputed facts are marked on the page."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Why it is inferred or disputed; shown to the public.")
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["id"]
        indexes = [models.Index(fields=["record_type", "record_id"])]

    def __str__(self) -> str:
        return (
            f"{self.get_standing_display()} ({self.locator})"
            if self.locator
            else self.get_standing_display()
        )

    def supports(self, field: str) -> bool:
        """Whether the citation speaks of the field by name."""
        return field in self.fields
