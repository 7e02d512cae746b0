"""Whoever can send a delegation, under the names and with the treaty status of the day."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.enums import EntityKind, RegionalGroup, TreatyActionKind
from delegations.querysets.entities import (
    EntityNameQuerySet,
    EntityQuerySet,
    TreatyActionQuerySet,
)
from meetings.records.enums import Status
from meetings.records.models import Publishable, Record


class Entity(Publishable):
    """A State, a regional economic integration organization, a UN entity, an IGO or an NGO."""

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PUBLISHED,
        help_text=_(
            "Only published entities are public. Keep an organization as a draft until its "
            "first convening is public."
        ),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=EntityKind, help_text=_("What kind of thing it is.")
    )
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        unique=True,
        help_text=_(
            "For a State its ISO alpha-3 code in lower case, for example vnm; otherwise its "
            "acronym."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=250,
        help_text=_("The present short name; former names are kept below."),
    )
    acronym = models.CharField(
        _("acronym"), max_length=30, blank=True, help_text=_("For example WCO.")
    )
    iso2 = models.CharField(
        _("ISO alpha-2"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters."))],
        help_text=_("For example VN."),
    )
    iso3 = models.CharField(
        _("ISO alpha-3"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters."))],
        help_text=_("For example VNM."),
    )
    m49 = models.CharField(
        _("UN M49 code"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{3}$", _("Three digits."))],
        help_text=_("For example 704."),
    )
    regional_group = models.CharField(
        _("regional group"),
        max_length=20,
        choices=RegionalGroup,
        blank=True,
        help_text=_("Empty: in none, or not recorded."),
    )
    website = models.URLField(
        _("website"), max_length=300, blank=True, help_text=_("Of an organization.")
    )

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("State or organization")
        verbose_name_plural = _("States and organizations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["iso2"],
                condition=~Q(iso2=""),
                name="one_entity_per_iso2",
                violation_error_message=_("Another entity has this ISO alpha-2 code."),
            ),
            models.UniqueConstraint(
                fields=["iso3"],
                condition=~Q(iso3=""),
                name="one_entity_per_iso3",
                violation_error_message=_("Another entity has this ISO alpha-3 code."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="state") | ~Q(iso3=""),
                name="state_has_iso3",
                violation_error_message=_("A State needs its ISO alpha-3 code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse(
            "states:detail" if self.is_state else "organizations:detail", args=[self.slug]
        )

    @property
    def is_state(self) -> bool:
        """Whether it is a State, whose page stands under /states/."""
        return self.kind == EntityKind.STATE


class EntityName(Record):
    """A name that an entity bore for a time."""

    entity = models.ForeignKey(
        Entity,
        on_delete=models.CASCADE,
        related_name="former_names",
        verbose_name=_("entity"),
        help_text=_("Who bore the name."),
    )
    name = models.CharField(_("name"), max_length=250, help_text=_("For example Swaziland."))
    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("First day in use. Empty: not recorded.")
    )
    valid_to = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Last day in use. Empty: not recorded.")
    )
    seen_on = models.DateField(
        _("seen in use on"),
        null=True,
        blank=True,
        help_text=_("A day on which a source used it, if its own dates are not recorded."),
    )

    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order among the former names, oldest first.")
    )

    objects = EntityNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "position"],
                name="former_names_in_order",
                violation_error_message=_(
                    "Another former name of the entity has this place in the order."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="former_name_ends_after_start",
                violation_error_message=_("A name cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, int]:
        return (*self.entity.natural_key(), self.position)

    natural_key.dependencies = ["delegations.entity"]  # type: ignore[attr-defined]


class TreatyAction(Record):
    """What an entity did about the Convention, and when."""

    entity = models.ForeignKey(
        Entity,
        on_delete=models.CASCADE,
        related_name="treaty_actions",
        verbose_name=_("entity"),
        help_text=_("Who acted."),
    )
    action = models.CharField(
        _("action"),
        max_length=15,
        choices=TreatyActionKind,
        help_text=_("Signature, ratification and so on."),
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("Of signature, or of the deposit of the instrument. Empty: not recorded."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Order among the entity's actions; tells where an undated one belongs."),
    )

    objects = TreatyActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("treaty action")
        verbose_name_plural = _("treaty actions")
        ordering = ["position", "date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "position"],
                name="treaty_actions_in_order",
                violation_error_message=_(
                    "Another action of the entity has this place in the order."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.date or ''}".strip()

    def natural_key(self) -> tuple[str, int]:
        return (*self.entity.natural_key(), self.position)

    natural_key.dependencies = ["delegations.entity"]  # type: ignore[attr-defined]
