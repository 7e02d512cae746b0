"""Rows by the hundred thousand, made in the database from a few that are there."""

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import QuerySet

Model = type[models.Model]


def multiply(rows: QuerySet, times: int, *, shift: int, changes: dict[str, str]) -> None:
    """Each of the rows, so many times again.

    `changes` are values as SQL by column, in which `i` counts the copies from 1. The key of a copy,
    and whatever else is to point to copies, is moved on by `shift` for each.
    """
    model, quote = rows.model, connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = [field.column for field in fields]
    moved = {model._meta.pk.column: moved_on(model._meta.pk.column, shift)}
    values = [(moved | changes).get(column, f"o.{quote(column)}") for column in columns]
    chosen, parameters = rows.order_by().values("pk").query.sql_with_params()
    names = ", ".join(map(quote, columns))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) "
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times}) "
            f"SELECT {', '.join(values)} FROM n CROSS JOIN {table} o "
            f"WHERE o.{quote(model._meta.pk.column)} IN ({chosen})",
            parameters,
        )


def moved_on(column: str, shift: int) -> str:
    """The number in the column, as the copies have it."""
    return f"o.{connection.ops.quote_name(column)} + i * {shift}"


def beyond(*made: Model) -> int:
    """A number above every key of these kinds of records."""
    highest = [model._base_manager.aggregate(highest=models.Max("pk"))["highest"] for model in made]
    return max(number or 0 for number in highest) + 1


def go_on_after(*made: Model) -> None:
    """Let the database number new rows after those that were made, and know how many there are."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
