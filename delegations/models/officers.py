"""Who held an office."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.enums import Role
from delegations.models.entities import Entity
from delegations.models.people import Person
from delegations.querysets.officers import OfficerQuerySet, OfficerTitleQuerySet
from meetings.models import Convening, Session
from meetings.records.models import Record


class Officer(Record):
    """The President, Chair, Vice-Chair or Rapporteur of a convening or of one session of it."""

    convening = models.ForeignKey(
        Convening,
        on_delete=models.CASCADE,
        related_name="officers",
        verbose_name=_("convening"),
        help_text=_("Where the office was held."),
    )
    session = models.ForeignKey(
        Session,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name=_("session"),
        help_text=_("Empty: of the convening as a whole."),
    )
    role = models.CharField(
        _("office"), max_length=15, choices=Role, help_text=_("The office held.")
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("person"),
        help_text=_("Empty: the name is not recorded."),
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("State"),
        help_text=_("The State or organization that the officer comes from."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader should know, in our own words.")
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order among officers, lowest first.")
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "role", "person"],
                condition=Q(session__isnull=True),
                name="office_once_per_convening",
                violation_error_message=_("The person holds this office of the convening already."),
            ),
            models.UniqueConstraint(
                fields=["session", "role", "person"],
                name="office_once_per_session",
                violation_error_message=_("The person holds this office of the session already."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(entity__isnull=False),
                name="officer_has_person_or_state",
                violation_error_message=_("Name the person, or at least the State."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    def clean(self) -> None:
        """Its session is one of its convening."""
        if self.session and self.session.convening_id != self.convening_id:
            raise ValidationError({"session": _("This session belongs to another convening.")})


class OfficerTitle(Record):
    """A title under which a source names an officer. Sources may differ; every title stands."""

    officer = models.ForeignKey(
        Officer,
        on_delete=models.CASCADE,
        related_name="titles",
        verbose_name=_("officer"),
        help_text=_("Who bears the title."),
    )
    title = models.CharField(
        _("title"),
        max_length=250,
        help_text=_("For example: President of the Conference at its eighth session."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order among the titles, lowest first.")
    )

    objects = OfficerTitleQuerySet.as_manager()

    class Meta:
        verbose_name = _("title of an officer")
        verbose_name_plural = _("titles of an officer")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title
