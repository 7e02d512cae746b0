"""Looking for words whatever language they are in."""

from django.conf import settings
from django.db.models import Q
from modeltranslation.utils import build_localized_fieldname


def in_any_language(field: str, words: str) -> Q:
    """The condition that the field has the words in one of its languages."""
    found = Q()
    for language, _name in settings.LANGUAGES:
        found |= Q(**{f"{build_localized_fieldname(field, language)}__icontains": words})
    return found
