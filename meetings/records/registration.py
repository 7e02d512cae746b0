"""One call that gives a model its languages and its history."""

from django.db import models
from modeltranslation.translator import TranslationOptions, translator
from simple_history import register as register_history

from meetings.records.models import HistoryRow


def register(
    model: type[models.Model], *, translated: tuple[str, ...] = (), many: tuple[str, ...] = ()
) -> None:
    """Make the fields translatable and keep a history of the model, many-to-many fields included.

    In this order: the history copies the columns that the languages add.
    """
    if translated:
        options = type(
            f"{model.__name__}TranslationOptions", (TranslationOptions,), {"fields": translated}
        )
        translator.register(model, options)
    register_history(
        model,
        bases=[HistoryRow],
        m2m_fields=[model._meta.get_field(name) for name in many],
    )
