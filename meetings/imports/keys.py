"""Cells that name other records: documents by symbol, items by number, topics and articles."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from meetings import symbols
from meetings.imports.columns import Column, text_of
from meetings.imports.heads import normal
from meetings.models import AgendaItem, Article, Convening, Document, Session, Topic
from meetings.records.columns import item_key
from meetings.records.table_files.cells import joined, members_of


class KeyCell(Widget):
    """The name of one other record, found by the sheet; an empty cell names none."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        return text_of(value)

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return key_of(value) if isinstance(value, Model) else str(value or "")


class KeysCell(Widget):
    """Names of other records, with semicolons between them."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> list[str]:
        return parts_of_cell(text_of(value))

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return joined(sorted(key_of(record) for record in value or ()))


def key_of(record: Any) -> str:
    """How a cell names the record, as downloads do."""
    if isinstance(record, AgendaItem):
        return item_key(record)
    if isinstance(record, Article):
        return str(record.number)
    return str(getattr(record, "symbol", None) or getattr(record, "slug", None) or record.pk)


class Named:
    """Finds what cells of one convening name. Raises ValidationError with words."""

    def __init__(self, convening: Convening) -> None:
        self.convening = convening

    def session(self, text: str) -> Session:
        """A session of the convening by its short name, its body's code, or that and its number."""
        found = [s for s in self.sessions if s.slug == text.strip().casefold()]
        found = found or [s for s in self.sessions if normal(text) in self._names_of(s)]
        if len(found) != 1:
            raise ValidationError(
                _("“%(text)s” is no session of this convening. They are: %(sessions)s.")
                % {"text": text, "sessions": "; ".join(s.slug for s in self.sessions)}
            )
        return found[0]

    def item(self, text: str) -> AgendaItem:
        """An item of the convening: `irg-12-resumed.4a`, `IRG 4(a)`, or a number that is one's."""
        found = self.items.get(normal(text), [])
        if not found:
            raise ValidationError(
                _("“%(text)s” is no agenda item of this convening. Write it like %(example)s.")
                % {"text": text, "example": self._example}
            )
        if len(found) > 1:
            raise ValidationError(
                _("“%(text)s” is on several agendas: %(items)s.")
                % {"text": text, "items": "; ".join(item_key(item) for item in found)}
            )
        return found[0]

    def document(self, text: str) -> Document:
        """A document by its symbol, in any spelling."""
        try:
            key = symbols.parse(text).lookup_key
        except symbols.SymbolError as error:
            raise ValidationError(str(error)) from error
        document = Document.objects.known_by(key).first()
        if document is None:
            raise ValidationError(_("No document “%(symbol)s” is on record.") % {"symbol": text})
        return document

    def topic(self, text: str) -> Topic:
        """A topic by its short name or its name in any language."""
        return self._one(self._topics, text, _("“%(text)s” is no topic of the record."))

    def article(self, text: str) -> Article:
        """An article of the Convention by its number."""
        number = normal(text).removeprefix("article").removeprefix("art").strip(" .")
        return self._one(self._articles, number, _("“%(text)s” is no article of the Convention."))

    @cached_property
    def sessions(self) -> Sequence[Session]:
        """The sessions of the convening, with their bodies."""
        return list(self.convening.sessions.in_convening_order())

    @cached_property
    def items(self) -> dict[str, list[AgendaItem]]:
        """The items of the convening by each of their names."""
        found: dict[str, list[AgendaItem]] = {}
        of_convening = AgendaItem.objects.filter(session__convening=self.convening)
        for item in of_convening.select_related("session__body").in_agenda_order():
            number, code = item.number, item.session.body.code
            names = {item_key(item)}
            if number:
                names |= {f"{code} {number}", f"{code}{number}", f"{item.session.slug} {number}"}
                names.add(number)
            for name in {normal(name) for name in names}:
                found.setdefault(name, []).append(item)
        return found

    @property
    def _example(self) -> str:
        items = [item for several in self.items.values() for item in several]
        return item_key(items[0]) if items else "irg-12-resumed.4a"

    def _names_of(self, session: Session) -> set[str]:
        body = session.body
        several = [s for s in self.sessions if s.body_id == body.pk]
        names = {session.slug, f"{body.code} {session.ordinal}"}
        if len(several) == 1:
            names |= {body.code, body.slug}
        return {normal(name) for name in names}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        found: dict[str, Topic] = {}
        for topic in Topic.objects.all():
            names = [
                getattr(topic, f.name) for f in topic._meta.concrete_fields if "name" in f.name
            ]
            found |= {normal(name): topic for name in [*names, topic.slug] if name}
        return found

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {normal(str(article.number)): article for article in Article.objects.all()}

    def _one(self, known: dict[str, Any], text: str, words: str) -> Any:
        try:
            return known[normal(text)]
        except KeyError:
            raise ValidationError(words % {"text": text}) from None


def parts_of_cell(text: str) -> list[str]:
    """The members of a list, with semicolons or commas between them."""
    members = members_of(text)
    return members_of(text.replace(",", ";")) if len(members) == 1 else members


def leave_unsaid(row: Any, *names: str) -> None:
    """Take an empty cell for one that says nothing, where the record must say something."""
    for name in names:
        if row.values.get(name) == "":
            del row.values[name]


def told_only(*names: str) -> tuple[Column, ...]:
    """Columns of downloads that tell what follows from elsewhere: known, and not read."""
    return tuple(Column(name=name, label=name.replace("_", " "), tells=True) for name in names)


def resolve(row: Any, name: str, find: Callable[[str], Any]) -> None:
    """Put in place of names in the row what they name, or say at the cell that nothing is."""
    said = row.values.get(name)
    try:
        if isinstance(said, list):
            row.values[name] = [find(text) for text in said]
        elif said is not None:
            row.values[name] = find(said) if said else None
    except ValidationError as error:
        del row.values[name]
        row.wrong(name, " ".join(error.messages))
