"""Files of the papers: what is known of each language, what is held, and what was."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import Availability
from meetings.models.documents import Document
from meetings.querysets.files import DocumentFileQuerySet, FormerFileQuerySet
from meetings.records.models import Record


def file_path(document_file: "DocumentFile", name: str) -> str:
    """Where a file is kept: by symbol, language and checksum, whatever it was called."""
    symbol = document_file.document.lookup_key.replace("/", "-")
    suffix = "".join(c for c in name.rpartition(".")[2].lower() if c.isalnum())[:5]
    own = "-".join(filter(None, [document_file.language, document_file.sha256[:12]]))
    return f"documents/{symbol}/{own}.{suffix}"


class DocumentFile(Record):
    """What is known of a document in one language, and the file if one is held."""

    LANGUAGES = (
        ("en", _("English")),
        ("fr", _("French")),
        ("es", _("Spanish")),
        ("ar", _("Arabic")),
        ("zh-hans", _("Chinese")),
        ("ru", _("Russian")),
    )

    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        related_name="files",
        verbose_name=_("document"),
        help_text=_("The document that it is a language version of."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=LANGUAGES,
        help_text=_("One of the six official languages."),
    )
    availability = models.CharField(
        _("availability"),
        max_length=10,
        choices=Availability,
        default=Availability.ISSUED,
        help_text=_("Without a row for a language, it is not recorded."),
    )
    file = models.FileField(
        _("file"), upload_to=file_path, blank=True, help_text=_("If the portal holds a copy.")
    )
    url = models.URLField(
        _("address"), max_length=700, blank=True, help_text=_("If it is only linked.")
    )
    sha256 = models.CharField(
        _("checksum"), max_length=64, blank=True, help_text=_("SHA-256 of the file held.")
    )
    bytes = models.PositiveBigIntegerField(
        _("size in bytes"), null=True, blank=True, help_text=_("Size of the file held.")
    )
    held_since = models.DateTimeField(
        _("held since"), null=True, blank=True, editable=False, help_text=_("Of the file held.")
    )

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"],
                name="one_file_per_language",
                violation_error_message=_("The document has this language already."),
            ),
            models.CheckConstraint(
                condition=~Q(availability="held") | ~Q(file=""),
                name="held_file_has_file",
                violation_error_message=_("A version held here needs its file."),
            ),
            models.CheckConstraint(
                condition=~Q(availability="linked") | ~Q(url=""),
                name="linked_file_has_address",
                violation_error_message=_("A version linked elsewhere needs its address."),
            ),
        ]

    def __str__(self) -> str:
        return self.language

    def natural_key(self) -> tuple[str, str]:
        return (*self.document.natural_key(), self.language)

    natural_key.dependencies = ["meetings.document"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """Where the version is to be had, else the page of its document, which is to be loaded."""
        if not self.is_at_hand:
            return self.document.get_absolute_url()
        return reverse("documents:file", args=[self.document.symbol, self.language])

    @property
    def is_issued(self) -> bool:
        """Whether the document is known to exist in the language."""
        return self.availability != Availability.NOT_ISSUED

    @property
    def is_at_hand(self) -> bool:
        """Whether a reader can get it, here or where it is linked."""
        return self.availability in (Availability.HELD, Availability.LINKED)

    @property
    def address(self) -> str:
        """Where a reader gets it: here, or where it is linked."""
        return self.url if self.availability == Availability.LINKED else self.get_absolute_url()


class FormerFile(Record):
    """A file that was held of a language version until another took its place."""

    version = models.ForeignKey(
        DocumentFile,
        on_delete=models.CASCADE,
        related_name="former_files",
        verbose_name=_("language version"),
        help_text=_("The language version that it was a file of."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("1 for the first file that was held.")
    )
    file = models.FileField(_("file"), help_text=_("As it was held."))
    sha256 = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the file."))
    bytes = models.PositiveBigIntegerField(_("size in bytes"), help_text=_("Size of the file."))
    held_since = models.DateTimeField(
        _("held since"), null=True, blank=True, help_text=_("Empty: not recorded.")
    )
    replaced_at = models.DateTimeField(_("replaced"), help_text=_("When another took its place."))

    objects = FormerFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="one_former_file_per_number",
                violation_error_message=_("The version has a former file of this number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """Where the file is to be had; the version and its document are to be loaded."""
        version = self.version
        return reverse(
            "documents:file", args=[version.document.symbol, version.language, self.number]
        )
