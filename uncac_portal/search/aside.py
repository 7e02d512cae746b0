"""What of a question is set aside, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why something that was typed is set aside."""

    NO_WORDS = "no words"
    NO_SUCH_FILTER = "no such filter"
    NOTHING_TO_JOIN = "nothing to join"
    TOO_LONG = "too long"
    ONE_VALUE = "one value"
    NO_SUCH_VALUE = "no such value"
    NOT_TO_EXCLUDE = "not to exclude"


@dataclass(frozen=True)
class Ignored:
    """What was typed and set aside, and why."""

    text: str
    reason: Reason
