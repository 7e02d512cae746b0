"""Which records an entry is built from, told by the paths that lead to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from django.db.models import Model

Steps = Iterator[tuple[str, type[Model], bool]]


def models_along(model: type[Model], paths: Iterable[str]) -> dict[type[Model], set[str]]:
    """The models that the paths pass, each with the ways to it."""
    found: dict[type[Model], set[str]] = defaultdict(set)
    for path in paths:
        for way, passed, _to_many in _steps(model, path):
            found[passed].add(way)
    return dict(found)


@cache
def ends_in_many(model: type[Model], path: str) -> bool:
    """Whether the last step leads to records that point back: new ones appear by themselves."""
    *_before, (_way, _passed, to_many) = _steps(model, path)
    return to_many


def _steps(model: type[Model], path: str) -> Steps:
    """Each relation on the path: the way so far, the model there, and whether that points back."""
    way: list[str] = []
    for name in path.split("__"):
        field = next((f for f in model._meta.get_fields() if f.name == name), None)
        if field is None or not field.is_relation or field.related_model is None:
            return
        way.append(name)
        model = field.related_model
        yield "__".join(way), model, bool(field.one_to_many)
