"""The articles of the Convention by what touched them."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.filters.statements import StatementFilter
from delegations.models import Statement
from meetings.models import Article
from meetings.records.domain.languages import text_of
from uncac_portal.insights.kit import bars
from uncac_portal.insights.kit.charts import Chart, Figures, Heading, Row
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key

ARTICLE = Heading(
    name="article",
    about=gettext_lazy("Number of the article"),
    label=gettext_lazy("Article"),
    type="integer",
    refers_to="articles",
)
CHAPTER = Heading(
    name="chapter",
    about=gettext_lazy("Number of its chapter"),
    label=gettext_lazy("Chapter"),
    type="integer",
)
ITEMS = Heading(
    name="items",
    about=gettext_lazy("Agenda items on record that concern the article"),
    label=gettext_lazy("Agenda items"),
    type="integer",
)
STATEMENTS = Heading(
    name="statements",
    about=gettext_lazy("Statements on record on the article, or under an item that concerns it"),
    label=gettext_lazy("Statements"),
    type="integer",
)


class Articles(Chart):
    """The 71 articles, chapter by chapter, by agenda items and statements."""

    slug = "articles"
    question = gettext_lazy("Which articles of the Convention came up?")
    about = gettext_lazy("Agenda items and statements on each of the articles, by chapter.")
    page = "statements:list"
    filters = StatementFilter
    says_length = False
    keys = (
        Key("filled", gettext_lazy("agenda items that concern the article")),
        Key("outlined", gettext_lazy("statements on it, or under such an item")),
    )

    def records(self) -> QuerySet:
        return Statement.objects.of_the_record()

    @cached_property
    def articles(self) -> list[Any]:
        """The articles asked for, each with its chapter and `item_count`."""
        found = Article.objects.with_mention_counts().select_related("chapter")
        asked = self.labels("article")
        return [a for a in found.order_by("number") if str(a.number) in asked]

    @cached_property
    def figures(self) -> Figures:
        counts = counts_by(self.listing.filterset, "article")
        rows = [self._row(a, counts.get((str(a.number),), 0)) for a in self.articles]
        items = () if self.is_narrowed else (ITEMS,)
        return Figures("articles", self.about, (ARTICLE, CHAPTER, *items, STATEMENTS), rows)

    @property
    def is_narrowed(self) -> bool:
        """Whether filters are in force that agenda items do not know."""
        return any(name != "article" for name, _value in self.in_force)

    def _row(self, article: Any, statements: int) -> Row:
        number, chapter = article.number, article.chapter
        page = reverse("articles:detail", args=[number])
        row = Row(
            {"article": number, "chapter": chapter.number},
            {"article": page},
            {
                "article": f"{number}. {text_of(article, 'title').text}",
                "chapter": chapter.roman_numeral,
            },
        )
        row.count("items", article.item_count, f"{page}#items")
        row.count("statements", statements, self.listed(article=number))
        return row

    def draw(self) -> Drawing:
        lines: list[bars.Bar | bars.Heading] = []
        chapter = None
        for article, row in zip(self.articles, self.figures.rows, strict=True):
            if article.chapter != chapter:
                chapter = article.chapter
                title = f"{chapter.roman_numeral}. {text_of(chapter, 'title').text}"
                lines.append(bars.Heading(title))
            lines += self._bars(row)
        return bars.bars("articles", lines)

    def _bars(self, row: Row) -> list[bars.Bar]:
        name = row.texts["article"]
        items, statements = row.values["items"] or 0, row.values["statements"] or 0
        found = [
            (ngettext("%(n)s item", "%(n)s items", items), items, "filled", "items"),
            (
                ngettext("%(n)s statement", "%(n)s statements", statements),
                statements,
                "outlined",
                "statements",
            ),
        ]
        shown = [
            bars.Bar(name, [bars.Part(n, look)], said % {"n": n}, row.addresses[column])
            for said, n, look, column in found
            if n and (column == "statements" or not self.is_narrowed)
        ]
        return shown or [bars.Bar(name, says=_("none on record"), is_quiet=True)]

    @property
    def says(self) -> str:
        columns = ["statements"] if self.is_narrowed else ["items", "statements"]
        rows = self.figures.rows
        touched = sum(1 for row in rows if any(row.values[c] for c in columns))
        return _("%(touched)s of %(all)s articles came up on record.") % {
            "touched": touched,
            "all": len(rows),
        }

    @property
    def notes(self) -> list[str]:
        notes = [_("An item or a statement on several articles counts under each of them.")]
        if self.is_narrowed:
            notes.append(
                _("The filters are those of statements. Without them, items are counted too.")
            )
        return notes
