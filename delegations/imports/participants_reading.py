"""What a row of a spreadsheet of participants says: whose delegation, which name, which values."""

from collections.abc import Hashable
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from delegations.domain.entity_names import EntityNames
from delegations.enums import Presence
from delegations.models import Entity
from meetings.imports.fields import is_translated
from meetings.imports.sheets import Row


def entity_of(entities: EntityNames, row: Row) -> Entity | None:
    """Whose delegation the row is about; None: the cell says what is wrong."""
    said = {name: row.values.get(name, "") for name in ("entity", "affiliation", "country")}
    if said["entity"]:
        return meant_in(entities, row, "entity", said["entity"])
    if said["affiliation"]:
        meant = entities.meant_by(said["affiliation"])
        if len(meant) == 1:
            return meant[0]
    if said["country"]:
        row.values["workplace"] = said["affiliation"]
        return meant_in(entities, row, "country", said["country"])
    if said["affiliation"]:
        if not meant and "country" in row.values and not entities.like(said["affiliation"]):
            words = _("“%(text)s” is not on record, and no cell says of which State.")
            row.wrong("affiliation", words % {"text": said["affiliation"]})
            return None
        return meant_in(entities, row, "affiliation", said["affiliation"])
    name = next((name for name in said if name in row.values), "entity")
    row.wrong(name, _("Whose delegation? No cell says it."))
    return None


def meant_in(entities: EntityNames, row: Row, column: str, text: str) -> Entity | None:
    """Whom the text in the column means; None: the cell says what is wrong."""
    meant = entities.meant_by(text)
    if len(meant) == 1:
        return meant[0]
    if meant:
        words = _("“%(text)s” is the name of several: %(names)s")
    elif meant := entities.like(text):
        words = _("“%(text)s” is not on record. Perhaps: %(names)s")
    else:
        words = _("“%(text)s” is not on record. A new organization has to be added first.")
    names = ", ".join(str(entity) for entity in meant)
    row.wrong(column, words % {"text": text, "names": names})
    return None


def name_of(row: Row) -> str:
    """The name that the row gives."""
    parts = (row.values.get("given_name", ""), row.values.get("family_name", ""))
    if name := " ".join(filter(None, parts)):
        return name
    names = (value for key, value in row.values.items() if key.split("_")[0] == "name")
    return row.values.get("name", "") or next(filter(None, names), "")


def is_left_out(row: Row) -> bool:
    """Whether the row says itself that it is not to be read; a note says why."""
    if row.values.get("registration") in ("gone", "not_yet"):
        row.left_out = True
        row.label = name_of(row)
        words = {
            "gone": _("Left out: the registration was withdrawn or rejected."),
            "not_yet": _("Left out: the registration is not complete."),
        }
        row.notes.append(words[row.values["registration"]])
    return row.left_out


def said_of_person(row: Row, name: str) -> dict[str, Any]:
    """What the row says of the person of the name, also in columns that are no fields."""
    if row.values.get("given_name") or row.values.get("family_name"):
        return row.values | {"name": name}
    return row.values


def said_of_place(row: Row, presence: str) -> dict[str, Any]:
    """What it says of the place in the delegation; `presence` is what is on record."""
    values = dict(row.values)
    if values.get("workplace"):  # an affiliation that sends no delegation of its own
        title = values.get("title", "")
        if values["workplace"].casefold() not in title.casefold():
            values["title"] = ", ".join(filter(None, [title, values["workplace"]]))[:250]
    if not values.get("presence") or values["presence"] == Presence.NOT_RECORDED:
        if values.get("checked_in"):
            values["presence"] = Presence.ATTENDED.value
        elif values.get("registration") and presence == Presence.NOT_RECORDED:
            values["presence"] = Presence.REGISTERED.value
    return values


@cache
def base_of(model: Hashable, name: str) -> str:
    """The field that a column is about: `title` of `title_fr`."""
    base = name.split("_")[0]
    return base if base != name and is_translated(model, base) else name
