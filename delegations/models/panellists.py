"""Who speaks on a panel."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.enums import DeliveryMode, PanelRole
from delegations.models.entities import Entity
from delegations.models.people import Person
from delegations.querysets.panellists import PanellistQuerySet
from meetings.models import ProgrammeEntry
from meetings.records.models import Record


class Panellist(Record):
    """A panellist or moderator of a programme entry."""

    entry = models.ForeignKey(
        ProgrammeEntry,
        on_delete=models.CASCADE,
        related_name="panellists",
        verbose_name=_("programme entry"),
        help_text=_("The panel."),
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=PanelRole,
        default=PanelRole.PANELLIST,
        help_text=_("Panellist or moderator."),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="panels",
        verbose_name=_("person"),
        help_text=_("Named in public only if the person may be listed. Empty: not recorded."),
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="panellists",
        verbose_name=_("State or organization"),
        help_text=_("Where the panellist comes from. Empty: not recorded."),
    )
    title = models.CharField(
        _("title"),
        max_length=250,
        blank=True,
        help_text=_("Position at home. Public where the name is."),
    )
    mode = models.CharField(
        _("takes part"),
        max_length=12,
        choices=DeliveryMode,
        default=DeliveryMode.NOT_RECORDED,
        help_text=_("Leave “not recorded” unless a source says it."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order on the panel, lowest first.")
    )

    objects = PanellistQuerySet.as_manager()

    class Meta:
        verbose_name = _("panellist")
        verbose_name_plural = _("panellists")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(entity__isnull=False),
                name="panellist_has_person_or_entity",
                violation_error_message=_("Name the person, or at least the State."),
            ),
            models.UniqueConstraint(
                fields=["entry", "person"],
                name="person_once_per_panel",
                violation_error_message=_("The person is on this panel already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"
