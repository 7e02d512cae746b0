"""What an address may ask for: each parameter's schema both documents it and reads it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from uncac_portal.api.problems import Mistake, Misunderstood

Asked = dict[str, Any]
MOST_PARAMETERS = 100
LONGEST_VALUE = 1000
OFFSET_WITH_SPACE = re.compile(r" (\d\d:\d\d)$")  # what a plus sign becomes in an address


@dataclass(frozen=True)
class Parameter:
    """One parameter of the query, in the words of OpenAPI."""

    name: str
    about: str
    schema: Mapping[str, Any]
    example: Any = None

    def read(self, text: str) -> Any:
        """The value that the text stands for; ValueError if it makes no sense."""
        match self.schema:
            case {"type": "array", "items": {"enum": allowed}, "maxItems": most}:
                values = list(dict.fromkeys(filter(None, text.split(","))))
                _refuse(self, [value for value in values if value not in allowed], allowed)
                return values if len(values) <= most else _refuse(self, values[most:])
            case {"enum": allowed}:
                return text if text in allowed else _refuse(self, [text], allowed)
            case {"type": "integer", "minimum": least, "maximum": most}:
                number = int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else -1
                bounds = (f"{least}–{most}",)
                return number if least <= number <= most else _refuse(self, [text], bounds)
            case {"format": "date-time"}:
                return moment(text) or _refuse(self, [text], (self.example,))
        return text


def read(data: QueryDict, parameters: Iterable[Parameter], others: Iterable[str] = ()) -> Asked:
    """What is asked for, by name of the parameter; `others` are read by somebody else.

    Raises Misunderstood with all that makes no sense.
    """
    known = {parameter.name: parameter for parameter in parameters}
    mistakes = [*_strange_names(data, [*known, *others]), *_strange_values(data)]
    if mistakes:
        raise Misunderstood(*mistakes)
    asked = {}
    for name, parameter in known.items():
        try:
            value = value_of(data, name)
            asked[name] = parameter.read(value) if value else parameter.schema.get("default")
            if len(list(filter(None, data.getlist(name)))) > 1:
                raise Misunderstood(Mistake(name, _("Given more than once")))
        except Misunderstood as error:
            mistakes += error.mistakes
    if mistakes:
        raise Misunderstood(*mistakes)
    return asked


def value_of(data: QueryDict, name: str) -> str:
    """The first value of the parameter that is not empty; nothing without one."""
    return next(filter(None, data.getlist(name)), "")


def moment(text: str) -> datetime | None:
    """The moment that the text names, in UTC; None if it names none."""
    try:
        found = parse_datetime(OFFSET_WITH_SPACE.sub(r"+\1", text))
        if found is None and (day := parse_date(text)):
            found = datetime(day.year, day.month, day.day)
        return found and (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _strange_names(data: QueryDict, known: list[str]) -> list[Mistake]:
    if len(data) > MOST_PARAMETERS:
        return [Mistake("", _("More than %(number)d parameters") % {"number": MOST_PARAMETERS})]
    allowed = tuple(known)
    return [
        Mistake(_short(name), _("There is no such parameter here"), allowed)
        for name in data
        if name not in known
    ]


def _strange_values(data: QueryDict) -> list[Mistake]:
    tests: dict[str, Callable[[str], bool]] = {
        _("Longer than %(number)d characters") % {"number": LONGEST_VALUE}: _is_long,
        _("Holds a null character"): lambda value: "\x00" in value,
    }
    return [
        Mistake(name, detail)
        for name, values in data.lists()
        for detail, is_strange in tests.items()
        if any(map(is_strange, values))
    ] + [
        Mistake(name, _("More than %(number)d values") % {"number": MOST_PARAMETERS})
        for name, values in data.lists()
        if len(values) > MOST_PARAMETERS
    ]


def _is_long(value: str) -> bool:
    return len(value) > LONGEST_VALUE


def _refuse(parameter: Parameter, values: Iterable[str], allowed: Iterable[Any] = ()) -> Any:
    mistakes = [
        Mistake(parameter.name, _short(value), tuple(map(str, allowed))) for value in values
    ]
    if mistakes:
        raise Misunderstood(*mistakes)
    return None


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"
