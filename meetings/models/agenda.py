"""What a session has on its agenda."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import Wording
from meetings.models.articles import Article
from meetings.models.sessions import Session
from meetings.models.topics import Topic
from meetings.querysets.agenda import AgendaItemQuerySet
from meetings.records.models import Record


class AgendaItem(Record):
    """One numbered item of one session's agenda. A joint item has a number in each session."""

    session = models.ForeignKey(
        Session,
        on_delete=models.CASCADE,
        related_name="items",
        verbose_name=_("session"),
        help_text=_("Whose agenda it stands on."),
    )
    number = models.CharField(
        _("number"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[0-9]+(\([a-z]+\))*$", _("Write it like 4 or 4(a)."))],
        help_text=_("4 or 4(a). Empty: not recorded."),
    )
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=80,
        help_text=_("4 or 4a; for an item without a number, its subject."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sub_items",
        verbose_name=_("part of item"),
        help_text=_("The item that this one is a part of."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order on the agenda, lowest first.")
    )
    title = models.CharField(
        _("title"),
        max_length=500,
        help_text=_("As on the agenda; or the subject, if only that is reported."),
    )
    wording = models.CharField(
        _("wording of the title"),
        max_length=10,
        choices=Wording,
        default=Wording.OFFICIAL,
        help_text=_("Whether the title is the agenda's own."),
    )
    annotation = models.TextField(
        _("annotation"),
        blank=True,
        help_text=_("What the item is about and what was done under it, in our own words."),
    )
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="items",
        verbose_name=_("topics"),
        help_text=_("What the item touches."),
    )
    articles = models.ManyToManyField(
        Article,
        blank=True,
        related_name="items",
        verbose_name=_("articles"),
        help_text=_("Articles of the Convention that it concerns."),
    )
    considered_with = models.ManyToManyField(
        "self",
        blank=True,
        symmetrical=True,
        verbose_name=_("considered together with"),
        help_text=_(
            "Items of other sessions taken up together with this one; each keeps its own number."
        ),
    )

    # What `with_subjects()` reads along.
    topics_read: list[Topic]
    articles_read: list[Article]
    joint_items: list["AgendaItem"]

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                condition=~Q(number=""),
                name="one_item_per_session_number",
                violation_error_message=_("The session has an item of this number already."),
            ),
            models.UniqueConstraint(
                fields=["session", "slug"],
                name="one_item_per_session_slug",
                violation_error_message=_("The session has an item of this short name already."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="item_not_its_own_parent",
                violation_error_message=_("An item cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def clean(self) -> None:
        """A part and its whole stand on the same agenda."""
        if self.parent and self.parent.session_id != self.session_id:
            raise ValidationError({"parent": _("This item stands on another session's agenda.")})

    def natural_key(self) -> tuple[str, str]:
        return (*self.session.natural_key(), self.slug)

    natural_key.dependencies = ["meetings.session"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """Two columns of the session: load it along with the item."""
        return f"{self.session.get_absolute_url()}items/{self.slug}/"
