"""The recurring organs of the Convention."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import SessionNoun
from meetings.querysets.bodies import BodyQuerySet
from meetings.records.enums import Status
from meetings.records.models import Publishable


class Body(Publishable):
    """The Conference, or one of its subsidiary bodies."""

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PUBLISHED,
        help_text=_("Only published bodies are public."),
    )
    code = models.CharField(
        _("code"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]+$", _("Capital letters and digits only."))],
        help_text=_("The letters that the body goes by, for example IRG."),
    )
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=20,
        unique=True,
        help_text=_("The code in lower case, for example irg."),
    )
    name = models.CharField(_("name"), max_length=250, help_text=_("The full official name."))
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        help_text=_("For lists and headings, for example Working Group on Asset Recovery."),
    )
    session_noun = models.CharField(
        _("its gatherings are called"),
        max_length=10,
        choices=SessionNoun,
        default=SessionNoun.SESSION,
        help_text=_(
            "“Fifteenth meeting” of a working group, “twelfth session” of the Review Group."
        ),
    )
    symbol_prefix = models.CharField(
        _("prefix of its document symbols"),
        max_length=30,
        blank=True,
        help_text=_("With the closing slash, for example CAC/COSP/IRG/. Empty: not verified."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiary_bodies",
        verbose_name=_("subsidiary body of"),
        help_text=_("Empty for the Conference itself."),
    )
    mandate = models.TextField(
        _("mandate"), blank=True, help_text=_("What the body is for, in our own words.")
    )
    established_by = models.CharField(
        _("established by"), max_length=200, blank=True, help_text=_("For example: resolution 3/1.")
    )
    established_at = models.CharField(
        _("established at"),
        max_length=200,
        blank=True,
        help_text=_("For example: third session of the Conference (Doha, 2009)."),
    )
    presided_by = models.CharField(
        _("presided over by"),
        max_length=250,
        blank=True,
        help_text=_("By rule, for example: the President of the Conference."),
    )
    first_year = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, help_text=_("The year it first met.")
    )
    dissolved_year = models.PositiveSmallIntegerField(
        _("dissolved in"),
        null=True,
        blank=True,
        help_text=_("Last year of a former body. Empty: it still meets."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order in lists, lowest first.")
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_year__isnull=True)
                | Q(first_year__isnull=True)
                | Q(dissolved_year__gte=F("first_year")),
                name="body_dissolved_after_first_year",
                violation_error_message=_("A body cannot be dissolved before it first met."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("bodies:detail", args=[self.slug])
