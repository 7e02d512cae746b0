"""What the record refuses, and in which words, for tests to compare with what it should."""

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from meetings.records.enums import Status

NOT_PUBLIC = [status for status in Status if status is not Status.PUBLISHED]
NEVER_PUBLIC = [Status.DRAFT, Status.IN_REVIEW]


def refusals(record: models.Model) -> dict[str, list[str]]:
    """What validation says, by field; under "__all__" what is about several fields."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def refused_by(record: models.Model) -> str | None:
    """The name of the constraint, or of the unique field, for which the database refuses it."""
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError as error:
        return _constraint_named_by(error, type(record))
    return None


def _constraint_named_by(error: IntegrityError, model: type[models.Model]) -> str:
    if connection.vendor == "postgresql":
        diagnosis = error.__cause__.diag
        if diagnosis.constraint_name in {constraint.name for constraint in model._meta.constraints}:
            return diagnosis.constraint_name
        return re.search(r"\((.+?)\)=", diagnosis.message_detail).group(1)
    kind, _, rest = str(error).partition(" constraint failed: ")
    if kind == "CHECK":
        return rest
    # SQLite names the columns that would no longer be unique.
    columns = [name.partition(".")[2] for name in rest.split(", ")]
    for constraint in model._meta.constraints:
        fields = getattr(constraint, "fields", ())
        if fields and [model._meta.get_field(name).column for name in fields] == columns:
            return constraint.name
    return ", ".join(columns)
