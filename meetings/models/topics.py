"""Subjects, as a small tree."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.articles import Chapter
from meetings.querysets.topics import TopicQuerySet
from meetings.records.enums import Status
from meetings.records.models import Publishable


class Topic(Publishable):
    """A subject that agenda items, documents and statements touch."""

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PUBLISHED,
        help_text=_("Only published topics are public."),
    )
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=80,
        unique=True,
        help_text=_("For example technical-assistance."),
    )
    name = models.CharField(_("name"), max_length=150, help_text=_("As the agendas call it."))
    description = models.TextField(
        _("description"), blank=True, help_text=_("What belongs here, in a sentence.")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("part of"),
        help_text=_("The wider topic, if any."),
    )
    chapter = models.ForeignKey(
        Chapter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name=_("chapter"),
        help_text=_("The chapter of the Convention that the topic stands for."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order among its neighbours, lowest first.")
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="topic_not_its_own_parent",
                violation_error_message=_("A topic cannot be part of itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("topics:detail", args=[self.slug])
