"""What the record holds about one person: to find it, to hand it out, and to erase it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from delegations.models import Delegation, Officer, Panellist, Participant, Person, Statement
from meetings.records.domain import editions, journal
from meetings.records.domain.languages import alphabetical
from meetings.records.domain.words import erase_words, is_name
from meetings.records.enums import Way

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PERSONAL = ("name", "sort_name", "honorific", "email", "phone", "private_note")
# What else says something of the person, besides that they took part: their position at home.
PARTS: tuple[tuple[type[Model], str, tuple[str, ...]], ...] = (
    (Participant, "person", ("title",)),
    (Officer, "person", ()),
    (Panellist, "person", ("title",)),
    (Statement, "speaker", ()),
)


@dataclass
class Kept:
    """One record, or one earlier state of it, that holds something about the person."""

    kind: str
    number: int
    facts: dict[str, str]
    as_of: str = ""
    changed_by: str = ""


@dataclass
class PersonalData:
    """Everything that is held about a person."""

    number: int
    records: list[Kept] = field(default_factory=list)
    history: list[Kept] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The same for a file that is handed to the person."""
        return {
            "person": self.number,
            "records": [_json_of(kept) for kept in self.records],
            "history": [_json_of(kept) for kept in self.history],
        }


def people_found(words: str) -> QuerySet[Person]:
    """People who bear the words in their name, e-mail or telephone, or bore them once."""
    found = set(_numbers_of(Person.objects.all(), "pk", words))
    found |= set(_numbers_of(Person.history.all(), "id", words))  # type: ignore[attr-defined]
    return Person.objects.filter(pk__in=found).order_by("sort_name", "name", "pk")


def deleted_people_found(words: str) -> dict[int, str]:
    """Numbers of people whose record was deleted, with the last name in their history."""
    rows = Person.history.exclude(id__in=Person.objects.values("pk"))  # type: ignore[attr-defined]
    found = set(_numbers_of(rows, "id", words))
    return {row.id: row.name for row in rows.filter(id__in=found).order_by("history_id")}


def held_on(number: int) -> PersonalData:
    """Everything held about the person of that number, the history of it too."""
    held = PersonalData(number)
    kinds: list[tuple[type[Model], str]] = [(Person, "pk"), *((part[0], part[1]) for part in PARTS)]
    for model, path in kinds:
        of_person = {path: number}
        for record in model._default_manager.filter(**of_person).order_by("pk"):
            held.records.append(_kept(model, record, record.pk))
        for row in _history_of(model, path, number).order_by("history_id"):
            held.history.append(
                _kept(model, row, row.id, row.history_date.isoformat(), row.history_user)
            )
    return held


def names_of(number: int) -> set[str]:
    """Every name and e-mail address that the person has or had on record."""
    columns = [build_localized_fieldname("name", code) for code in LANGUAGES]
    columns += ["sort_name", "email"]
    rows: list[Any] = [*Person.objects.filter(pk=number).values_list(*columns)]
    rows += Person.history.filter(id=number).values_list(*columns)  # type: ignore[attr-defined]
    found = {" ".join(text.split()) for row in rows for text in row if text}
    return {text for text in found if is_name(text)}


def mentions_of(names: Iterable[str], models: Iterable[type[Model]]) -> Iterator[tuple[Model, str]]:
    """Records of the models whose texts say one of the names, each with the field that does.

    Nobody can take a name out of a text but a person: these are to be read.
    """
    wanted = list(names)
    for model in models:
        texts = [f for f in model._meta.concrete_fields if _is_text(f)]
        where = Q()
        for column in texts:
            for name in wanted:
                where |= Q(**{f"{column.name}__icontains": name})
        for record in model._default_manager.filter(where) if where else ():
            for column in texts:
                said = (getattr(record, column.name) or "").casefold()
                if any(name.casefold() in said for name in wanted):
                    yield record, str(capfirst(column.verbose_name))
                    break


def erase(number: int, *, by: Any, reason: str = "") -> set[str]:
    """Take the personal data out of the record and its history; what was done stays counted.

    Gives the names that were erased, for looking through what else was kept. Nothing of it can be
    restored.
    """
    names = names_of(number)
    way = journal.made(Way.ERASURE, by=by, detail=f"{number}", reason=reason)
    with way, editions.raised_once():
        for person in Person.objects.select_for_update().filter(pk=number):
            _write(person, _nothing(Person, PERSONAL))
            person.slug, person.erased_at = _slug_of(number), timezone.now()
            person.save()
        for model, path, titles in PARTS:
            if not titles:
                continue
            for record in model._default_manager.filter(**{path: number}):
                _write(record, _nothing(model, titles))
                record.save()
        _erase_history(number)
        erase_words(names)
    return names


def _erase_history(number: int) -> None:
    nothing = _nothing(Person, PERSONAL) | {"slug": _slug_of(number), "history_change_reason": None}
    Person.history.filter(id=number).update(**nothing)  # type: ignore[attr-defined]
    for model, path, titles in PARTS:
        if titles:
            nothing = _nothing(model, titles) | {"history_change_reason": None}
            _history_of(model, path, number).update(**nothing)
    kind = ContentType.objects.get_for_model(Person)
    log = LogEntry.objects.filter(content_type=kind, object_id=str(number))
    log.update(object_repr=_("erased person"))


def _slug_of(number: int) -> str:
    return f"erased-{number}"


def _nothing(model: type[Model], names: Iterable[str]) -> dict[str, Any]:
    """Empty values for the fields, in every language."""
    columns = {f.name: f for f in model._meta.concrete_fields}
    found = {}
    for name in names:
        for column in [name, *(build_localized_fieldname(name, code) for code in LANGUAGES)]:
            if column in columns:
                found[column] = None if columns[column].null else ""
    return found


def _write(record: Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)


def _history_of(model: type[Model], path: str, number: int) -> QuerySet:
    column = "id" if path == "pk" else path
    return model.history.filter(**{column: number})  # type: ignore[attr-defined]


def _numbers_of(rows: QuerySet, number: str, words: str) -> Iterator[int]:
    """Numbers of the people whose rows say the words, whatever the capitals and marks.

    Databases differ in what letters they hold to be the same, so the rows are read.
    """
    columns = [build_localized_fieldname("name", code) for code in LANGUAGES]
    wanted = alphabetical(" ".join(words.split()))
    for row in rows.values_list(number, *columns, "sort_name", "email", "phone").iterator():
        if any(wanted in alphabetical(text) for text in row[1:] if text):
            yield row[0]


def _kept(model: type[Model], row: Any, number: int, as_of: str = "", by: Any = None) -> Kept:
    facts = {}
    for column in model._meta.concrete_fields:
        if column.primary_key or _is_repeated(column):
            continue
        if said := _in_words(row, column):
            facts[str(capfirst(column.verbose_name))] = said
    return Kept(str(capfirst(model._meta.verbose_name)), number, facts, as_of, str(by or ""))


def _in_words(row: Any, column: Field) -> str:
    """What the column says, as a person reads it: records by their names, moments to the minute."""
    value = getattr(row, column.attname)
    if value in (None, ""):
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if not column.is_relation:
        return str(dict(column.flatchoices).get(value, value))
    try:
        related = getattr(row, column.name)
    except ObjectDoesNotExist:  # of an earlier state; it was deleted since
        return str(value)
    if isinstance(related, Delegation):
        return f"{related.entity}, {related.convening}"
    return str(related)


def _is_repeated(column: Field) -> bool:
    """Whether the languages of a text have columns of their own, which say the same."""
    return hasattr(column.model, build_localized_fieldname(column.name, LANGUAGES[0]))


def _is_text(column: Field) -> bool:
    is_text = column.get_internal_type() in ("CharField", "TextField") and not column.choices
    return is_text and (isinstance(column, TranslationField) or not _is_repeated(column))


def _json_of(kept: Kept) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": kept.kind, "number": kept.number, "facts": kept.facts}
    if kept.as_of:
        told |= {"as_of": kept.as_of, "changed_by": kept.changed_by}
    return told
