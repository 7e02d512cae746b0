"""What records tell, as the database computes it: the same that Python reads from them."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import In, IsNull
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

UNKNOWN = ("", "not_recorded")


class Joined(Func):
    """Texts one after another; NULL where one of them is."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


class Members(Subquery):
    """What stands at the path in each record of a query, joined in its order; NULL if in none.

    They are short names, symbols and numbers, in which a list has nothing to escape.
    """

    template = "(SELECT STRING_AGG(member::text, '; ') FROM (%(subquery)s) members)"
    output_field = TextField()

    def __init__(self, records: QuerySet, path: str) -> None:
        # Django's own way: that of modeltranslation would take all columns.
        super().__init__(QuerySet.values(records, member=at(path)))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Under the name that the function has there."""
        template = "(SELECT GROUP_CONCAT(member, '; ') FROM (%(subquery)s) members)"
        return self.as_sql(compiler, connection, template=template, **context)


class OnlyMember(Members):
    """The member of those that have one alone; NULL where there are none or several."""

    template = "(SELECT MIN(member) FROM (%(subquery)s) members HAVING COUNT(*) = 1)"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The same, since nothing is joined."""
        return self.as_sql(compiler, connection, **context)


def at(path: str) -> Combinable:
    """What stands at the path; paths with full stops between them are told so, as in keys."""
    first, *others = path.split(".")
    if not others:
        return F(first)
    return Joined(F(first), *(part for other in others for part in (Value("."), F(other))))


def known(told: Any) -> Case:
    """The text; NULL where it is not recorded."""
    return Case(When(~In(told, UNKNOWN), then=told), output_field=TextField())


def one_of(told: Any, choices: tuple[str, ...]) -> Case:
    """The word if it is one of the choices that tell something."""
    telling = [choice for choice in choices if choice not in UNKNOWN]
    return Case(When(In(told, telling), then=told), output_field=TextField())


def local_text(path: str) -> tuple[Expression, Expression]:
    """The text at the path and its language: as `text_of`, that of the page, else the first."""
    page_language = get_language() or settings.LANGUAGE_CODE
    languages = dict.fromkeys((page_language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES))
    texts = {
        language: NullIf(
            F(build_localized_fieldname(path, language)), Value(""), output_field=TextField()
        )
        for language in languages
    }
    found = [When(IsNull(text, False), then=Value(code)) for code, text in texts.items()]
    return Coalesce(*texts.values(), output_field=TextField()), Case(
        *found, output_field=TextField()
    )


def sources_of(model: Any, citations: Any) -> Coalesce:
    """The short names of the sources of each record of the model, in the order of citing them.

    Most records have one citation: only the others are asked for order and repetition.
    """
    kind = ContentType.objects.get_for_model(model)
    same = citations.model.objects.filter(
        record_type=kind,
        record_id=OuterRef("record_id"),
        source=OuterRef("source"),
        pk__lt=OuterRef("pk"),
    )
    cited = citations.filter(record_type=kind, record_id=OuterRef("pk"))
    first = cited.filter(~Exists(same)).order_by("pk")
    path = "source__slug"
    return Coalesce(OnlyMember(cited.order_by(), path), Members(first, path))
