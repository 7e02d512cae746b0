"""What delegations said."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.enums import DeliveryMode, StatementKind
from delegations.models.delegations import Delegation
from delegations.models.people import Person
from delegations.querysets.statements import StatementQuerySet
from meetings.models import AgendaItem, Article, Document, Topic
from meetings.records.models import Publishable


class Statement(Publishable):
    """What a delegation said, or a panellist presented, under an item."""

    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("delegation"),
        help_text=_("Who spoke. Only delegations of the convening can."),
    )
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("agenda item"),
        help_text=_("Under which item. Empty: not recorded."),
    )
    speaker = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("speaker"),
        help_text=_("Named in public only if the person may be listed. Empty: not recorded."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=15,
        choices=StatementKind,
        default=StatementKind.STATEMENT,
        help_text=_("Statement, panellist's presentation and so on."),
    )
    mode = models.CharField(
        _("delivered"),
        max_length=12,
        choices=DeliveryMode,
        default=DeliveryMode.NOT_RECORDED,
        help_text=_("Leave “not recorded” unless a source says it."),
    )
    on_behalf_of = models.CharField(
        _("on behalf of"),
        max_length=250,
        blank=True,
        help_text=_("A group of States, for example the Group of 77 and China."),
    )
    delivered_on = models.DateField(
        _("delivered on"), null=True, blank=True, help_text=_("Empty: not recorded.")
    )
    original_language = models.CharField(
        _("original language"),
        max_length=10,
        blank=True,
        help_text=_("Language code. Empty: not recorded."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("What was said, in our own words.")
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("paper"),
        help_text=_("The text, if it was issued as a document."),
    )
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="statements",
        verbose_name=_("topics"),
        help_text=_("What it spoke of."),
    )
    articles = models.ManyToManyField(
        Article,
        blank=True,
        related_name="statements",
        verbose_name=_("articles"),
        help_text=_("Articles of the Convention that it spoke of."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order of speaking under the item, lowest first.")
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def clean(self) -> None:
        """Who speaks under an item takes part in its convening, on one of its days."""
        delegation = getattr(self, "delegation", None)
        if delegation and self.item and self.item.session.convening_id != delegation.convening_id:
            raise ValidationError(
                {"delegation": _("This delegation took part in another convening than the item's.")}
            )
        if (
            delegation
            and self.delivered_on
            and not delegation.convening.includes(self.delivered_on)
        ):
            raise ValidationError(
                {"delivered_on": _("This day is not a day of the delegation's convening.")}
            )

    def get_absolute_url(self) -> str:
        return reverse("statements:detail", args=[self.pk])
