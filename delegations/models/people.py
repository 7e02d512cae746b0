"""People. They are public only through a public office or a published list of participants."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from delegations.querysets.people import PersonQuerySet
from meetings.records.models import Record


class Person(Record):
    """Someone who takes part."""

    slug = models.SlugField(
        _("short name"),
        max_length=100,
        unique=True,
        help_text=_("Tells apart people of the same name."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As the person writes it: given and family name.")
    )
    sort_name = models.CharField(
        _("name for sorting"),
        max_length=200,
        blank=True,
        help_text=_("Family name first, if lists should sort by it."),
    )
    honorific = models.CharField(
        _("form of address"), max_length=40, blank=True, help_text=_("For example Dr. or Ms.")
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Never leaves the administration.")
    )
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("Never leaves the administration.")
    )
    private_note = models.TextField(
        _("internal note"), blank=True, help_text=_("Never leaves the administration.")
    )

    erased_at = models.DateTimeField(
        _("erased"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the personal data were erased on request; what they did stays counted."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "name"]

    def __str__(self) -> str:
        return self.name or gettext("erased person")

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
