"""Columns of staff spreadsheets: what their heads may be, and how a cell is read and told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from import_export.widgets import Widget

from meetings.imports.heads import normal
from meetings.records.characters import on_one_line, readable
from meetings.records.domain.languages import language_name

Text = str | Promise
NOT_RECORDED = "not_recorded"
LARGEST_NUMBER = 32_767  # what a column of small numbers holds


def text_of(value: Any) -> str:
    """A cell as text, the way a person reads it: no signs that are no letters, `12` for 12.0."""
    if isinstance(value, str):
        return on_one_line(value).strip()
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return on_one_line(str(value)).strip()


class TextCell(Widget):
    """A text in one line, or, with `lines`, in several. An empty cell is an empty text."""

    def __init__(self, *, longest: int = 0, lines: bool = False) -> None:
        super().__init__()
        self.longest, self.lines = longest, lines

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        text = text_of(value)
        if self.lines and isinstance(value, str):
            text = readable(value).replace("\r\n", "\n").replace("\r", "\n").strip()
        if self.longest and len(text) > self.longest:
            raise ValidationError(
                _("At most %(longest)d characters; these are %(length)d.")
                % {"longest": self.longest, "length": len(text)}
            )
        return text

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return str(value or "")


class EmailCell(TextCell):
    """An e-mail address."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        text = super().clean(value, row)
        if text:
            try:
                validate_email(text)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(text)s” is no e-mail address.") % {"text": text}
                ) from error
        return text


class NumberCell(Widget):
    """A whole number; an empty cell is `empty`."""

    def __init__(self, *, least: int = 0, most: int = LARGEST_NUMBER, empty: Any = None) -> None:
        super().__init__()
        self.least, self.most, self.empty = least, most, empty

    def clean(self, value: Any, row: Any = None, **options: Any) -> int | None:
        text = text_of(value)
        if not text:
            return self.empty
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise ValidationError(_("“%(text)s” is no whole number.") % {"text": text})
        if not self.least <= int(text) <= self.most:
            raise ValidationError(
                _("Between %(least)d and %(most)d.") % {"least": self.least, "most": self.most}
            )
        return int(text)

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return "" if value is None else str(value)


class ChoiceCell(Widget):
    """One of the words of `choices`, in any language of the portal, or one of `also`.

    `also` are further words and what they mean. An empty cell is “not recorded” where there is such
    a word, else an empty text.
    """

    def __init__(self, choices: Any, *, also: dict[str, str] | None = None) -> None:
        super().__init__()
        self.choices, self.also = choices, also or {}
        self._meanings: dict[str, str] = {}

    @property
    def empty(self) -> str:
        """What an empty cell says."""
        return NOT_RECORDED if NOT_RECORDED in self.choices.values else ""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        text = text_of(value)
        if not text:
            return self.empty
        try:
            return self._words().get(text) or self._words()[normal(text)]
        except KeyError:
            words = ", ".join(str(label) for label in self.choices.labels)
            raise ValidationError(
                _("“%(text)s” is none of: %(words)s") % {"text": text, "words": words}
            ) from None

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return str(self.choices(value).label) if value else ""

    def _words(self) -> dict[str, str]:
        """What words mean, as they are compared; those that need no comparing as they are, too."""
        if not self._meanings:
            words = list(self.also.items())
            for language, _name in settings.LANGUAGES:
                with override(language):
                    words += [(str(choice.label), choice.value) for choice in self.choices]
            words += [(choice.value, choice.value) for choice in self.choices]
            compared = {normal(word): meaning for word, meaning in words}
            self._meanings = {word: compared[normal(word)] for word, _m in words} | compared
        return self._meanings


YES = ("yes", "true", "1", "x", "✓", "oui", "sí", "да", "نعم", "是", "có", "checked", "y")
NO = ("no", "false", "0", "-", "non", "нет", "لا", "否", "không", "unchecked", "n")


class TruthCell(Widget):
    """Yes or no; an empty cell is `empty`."""

    def __init__(self, *, empty: Any = None) -> None:
        super().__init__()
        self.empty = empty
        self._meanings = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)

    def clean(self, value: Any, row: Any = None, **options: Any) -> bool | None:
        text = text_of(value).casefold()
        if not text:
            return self.empty
        if text not in self._meanings:
            raise ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text})
        return self._meanings[text]

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return "" if value is None else str(_("yes") if value else _("no"))


class DayCell(Widget):
    """A day: a date cell of a spreadsheet, or 2021-09-06. Other ways to write one are refused."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if not (text := text_of(value)):
            return None
        try:
            return date.fromisoformat(text.removesuffix("T00:00:00").removesuffix(" 00:00:00"))
        except ValueError:
            raise ValidationError(
                _("“%(text)s” is no day. Write it like 2021-09-06.") % {"text": text}
            ) from None

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return value.isoformat() if value else ""


class HourCell(Widget):
    """An hour: a time cell of a spreadsheet, or 10:00."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> time | None:
        if isinstance(value, datetime):
            return value.time().replace(microsecond=0)
        if isinstance(value, time):
            return value.replace(microsecond=0)
        if not (text := text_of(value)):
            return None
        try:
            hour, minute, second, *_rest = (*map(int, text.replace(".", ":").split(":")), 0)
            return time(hour, minute, second)
        except ValueError:
            raise ValidationError(
                _("“%(text)s” is no hour. Write it like 10:00.") % {"text": text}
            ) from None

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return value.strftime("%H:%M") if value else ""


class LanguageCell(Widget):
    """The code of a language of the record, or its name in any of them."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        text = text_of(value)
        if not text:
            return ""
        wanted = normal(text)
        for code, name in settings.LANGUAGES:
            if wanted in (normal(code), normal(str(name))):
                return code
        for language, _name in settings.LANGUAGES:
            with override(language):
                for code, name in settings.LANGUAGES:
                    if wanted == normal(str(name)):
                        return code
        raise ValidationError(_("“%(text)s” is no language of the record.") % {"text": text})

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return language_name(value) if value else ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What one column of a spreadsheet says.

    `name` is that of the field, and of the column in the public downloads. `label` is the head in
    template files, understood in every language of the portal; `heads` are further ones. A file
    must have a column that is `required`, and each cell of one that is `filled` must hold
    something. `cell` reads and tells a cell. `example` stands in the template. A column that only
    `tells` is known and never read into the record, such as `sources` of a download.
    """

    name: str
    label: Text
    about: Text = ""
    heads: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False
    cell: Any = field(default_factory=TextCell)
    example: str = ""
    tells: bool = False

    def known_by(self) -> Iterable[str]:
        """All heads under which the column is found in a file, as a person writes them."""
        yield self.name
        for language, _name in settings.LANGUAGES:
            with override(language):
                yield str(self.label)
        yield from self.heads

    @property
    def words(self) -> list[str]:
        """The words that the column may hold, if it holds one of few."""
        choices = getattr(self.cell, "choices", None)
        return [str(label) for label in choices.labels] if choices is not None else []


def with_language(text: Column) -> tuple[Column, ...]:
    """The column of a text, the one that says its language, and one for each language by itself.

    `title`, `title_language`, `title_fr` … A text without a language is in that of the record as it
    is shown in English; of a new record, in English.
    """
    language = Column(
        name=f"{text.name}_language",
        label=format_lazy("{} ({})", text.label, gettext_lazy("language")),
        about=gettext_lazy("The language of the text in the column before; empty: English."),
        cell=LanguageCell(),
    )
    each = (
        replace(
            text,
            name=f"{text.name}_{code.replace('-', '_')}",
            label=format_lazy("{} ({})", text.label, name),
            heads=(),
            required=False,
            filled=False,
            example="",
        )
        for code, name in settings.LANGUAGES
    )
    return (text, language, *each)
