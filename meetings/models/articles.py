"""The chapters and articles of the Convention."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.querysets.articles import ArticleQuerySet, ChapterQuerySet
from meetings.records.models import Record


class Chapter(Record):
    """One of the eight chapters of the Convention."""

    number = models.PositiveSmallIntegerField(
        _("number"),
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text=_("1 to 8; shown as a roman numeral."),
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("As in the authentic text."))

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__range=(1, 8)), name="chapter_1_to_8")
        ]

    def __str__(self) -> str:
        return f"{self.roman_numeral}. {self.title}"

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    @property
    def roman_numeral(self) -> str:
        """The chapter's number as the Convention prints it."""
        return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")[self.number - 1]

    def get_absolute_url(self) -> str:
        return f"{reverse('articles:list')}#chapter-{self.number}"


class Article(Record):
    """One of the 71 articles of the Convention."""

    number = models.PositiveSmallIntegerField(
        _("number"),
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(71)],
        help_text=_("1 to 71."),
    )
    chapter = models.ForeignKey(
        Chapter,
        on_delete=models.PROTECT,
        related_name="articles",
        verbose_name=_("chapter"),
        help_text=_("The chapter it stands in."),
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("As in the authentic text."))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__range=(1, 71)), name="article_1_to_71")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    def get_absolute_url(self) -> str:
        return reverse("articles:detail", args=[self.number])
