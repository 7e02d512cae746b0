"""Counting by facets: a figure asks the relation that the filter of its list asks."""

from django.db import connections

from meetings.records.facets import KEY, PAIR, Facet, FacetedFilterSet


def counts_by(filterset: FacetedFilterSet, *values: str | Facet) -> dict[tuple[str, ...], int]:
    """How many of the records that answer the filters have each combination of values: one query.

    A record with two topics counts under both, as it stands in the lists of both. Values are those
    of the filters' own facets, by name, or of another.
    """
    facets = [filterset.facets[value] if isinstance(value, str) else value for value in values]
    records = filterset.filter_queryset(filterset.queryset.all())
    compiled = [
        facet.pairs(records).query.get_compiler(using=records.db).as_sql() for facet in facets
    ]
    first, *others = [f"({sql}) AS pairs_{place}" for place, (sql, _of) in enumerate(compiled)]
    joined = "".join(
        f" JOIN {pairs} ON pairs_{place}.{KEY} = pairs_0.{KEY}"
        for place, pairs in enumerate(others, start=1)
    )
    columns = ", ".join(f"pairs_{place}.{PAIR}" for place in range(len(facets)))
    parameters = [value for _sql, of in compiled for value in of]
    with connections[records.db].cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, COUNT(*) FROM {first}{joined} GROUP BY {columns}", parameters
        )
        return {tuple(found): count for *found, count in cursor.fetchall()}
