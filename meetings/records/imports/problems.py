"""What is wrong with a file or a row, in words."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def messages(error: Exception) -> list[str]:
    """What is wrong, in words; after the name of the field where that is known."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    named = getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]})
    return [
        message if name == NON_FIELD_ERRORS else f"{name}: {message}"
        for name, errors in named.items()
        for each in errors
        for message in each.messages
    ]
