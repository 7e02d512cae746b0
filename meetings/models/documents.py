"""The papers of the sessions."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings import symbols
from meetings.enums import Distribution, DocumentKind, IssueStatus
from meetings.models.agenda import AgendaItem
from meetings.models.articles import Article
from meetings.models.sessions import Session
from meetings.models.topics import Topic
from meetings.querysets.documents import DocumentQuerySet
from meetings.records.models import Publishable


def validate_symbol(text: str) -> None:
    """Refuse what is not one document symbol of the Conference, saying what is wrong with it."""
    try:
        symbol = symbols.parse(text)
    except symbols.SymbolError as error:
        raise ValidationError(str(error)) from error
    if symbol.twin:
        raise ValidationError(gettext("Enter the second symbol of the document in its own field."))


class SymbolKeyField(models.CharField):
    """A column worked out from the symbol when the document is saved or created in bulk."""

    def __init__(self, *args: Any, of: str = "symbol", key: str, **options: Any) -> None:
        self.of = of
        self.key = key
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of, "key": self.key}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = getattr(model_instance, self.of)
        value = getattr(symbols.parse(text), self.key) if text else ""
        setattr(model_instance, self.attname, value)
        return value


class Document(Publishable):
    """A paper, known by its symbol, in up to six languages."""

    symbol = models.CharField(
        _("symbol"),
        max_length=60,
        unique=True,
        validators=[validate_symbol],
        help_text=_("As printed, for example CAC/COSP/IRG/2021/1/Add.1."),
    )
    second_symbol = models.CharField(
        _("second symbol"),
        max_length=60,
        blank=True,
        validators=[validate_symbol],
        help_text=_("Of a paper that bears the symbols of two bodies."),
    )
    lookup_key = SymbolKeyField(key="lookup_key", max_length=80, unique=True, editable=False)
    second_lookup_key = SymbolKeyField(
        of="second_symbol", key="lookup_key", max_length=80, db_index=True, editable=False
    )
    sort_key = SymbolKeyField(key="sort_key", max_length=160, db_index=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=25, choices=DocumentKind, help_text=_("What kind of paper it is.")
    )
    title = models.CharField(
        _("title"),
        max_length=500,
        blank=True,
        help_text=_("As on its first page. Empty: not recorded."),
    )
    issued_on = models.DateField(
        _("issued on"),
        null=True,
        blank=True,
        help_text=_("The date that it bears. Empty: not recorded."),
    )
    issue_note = models.CharField(
        _("note on its issue"),
        max_length=500,
        blank=True,
        help_text=_("For example: reissued for technical reasons."),
    )
    issue_status = models.CharField(
        _("issue"),
        max_length=12,
        choices=IssueStatus,
        default=IssueStatus.NOT_RECORDED,
        help_text=_("A symbol may be reserved before its paper is issued, or the paper withdrawn."),
    )
    job_number = models.CharField(
        _("job number"),
        max_length=30,
        blank=True,
        help_text=_("As the masthead states it, for example V.21-04567. Empty: not recorded."),
    )
    distribution = models.CharField(
        _("distribution"),
        max_length=12,
        choices=Distribution,
        default=Distribution.NOT_RECORDED,
        help_text=_("As the masthead states it."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=10,
        blank=True,
        help_text=_("Language code. Empty: not recorded."),
    )
    sessions = models.ManyToManyField(
        Session,
        blank=True,
        related_name="documents",
        verbose_name=_("sessions"),
        help_text=_("The session, or sessions, that it was issued for."),
    )
    items = models.ManyToManyField(
        AgendaItem,
        blank=True,
        related_name="documents",
        verbose_name=_("agenda items"),
        help_text=_("The items that it was issued under."),
    )
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="documents",
        verbose_name=_("topics"),
        help_text=_("What it is about."),
    )
    articles = models.ManyToManyField(
        Article,
        blank=True,
        related_name="documents",
        verbose_name=_("articles"),
        help_text=_("Articles of the Convention that it concerns."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="additions",
        verbose_name=_("belongs to"),
        help_text=_("The document that an addendum, corrigendum or revision belongs to."),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="document_not_its_own_parent",
                violation_error_message=_("A document cannot belong to itself."),
            ),
            models.UniqueConstraint(
                fields=["second_symbol"],
                condition=~Q(second_symbol=""),
                name="second_symbol_once",
                violation_error_message=_("Another document bears this second symbol."),
            ),
            models.CheckConstraint(
                condition=~Q(symbol=F("second_symbol")),
                name="document_two_symbols_differ",
                violation_error_message=_("The two symbols are the same."),
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    def natural_key(self) -> tuple[str]:
        return (self.symbol,)

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.symbol])

    @property
    def is_example(self) -> bool:
        """Whether it is of an example; its sessions and their convenings are to be loaded."""
        return any(session.convening.is_example for session in self.sessions.all())

    def clean(self) -> None:
        """Keep symbols in their canonical spelling, and refuse one that another document bears."""
        refused = {}
        for field in ("symbol", "second_symbol"):
            with suppress(symbols.SymbolError):  # a wrong one is told at its field
                symbol = symbols.parse(getattr(self, field))
                setattr(self, field, str(symbol))
                others = type(self)._default_manager.exclude(pk=self.pk)
                if other := others.known_by(symbol.lookup_key).first():
                    refused[field] = gettext("This symbol is on record already, as %(symbol)s.") % {
                        "symbol": other
                    }
        if refused:
            raise ValidationError(refused)
