"""The column in which the engine of the database keeps words."""

from typing import Any

from django.db import models


class WordsField(models.TextField):
    """Words as the engine of the database keeps them; only to be matched."""


@WordsField.register_lookup
class Match(models.Lookup):
    """That words answer an expression in the language of the engine."""

    lookup_name = "match"
    prepare_rhs = False
    operators = {"sqlite": "{} MATCH %s", "postgresql": "{} @@ %s::tsquery"}

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        words, parameters = self.process_lhs(compiler, connection)
        return self.operators[connection.vendor].format(words), [*parameters, self.rhs]
