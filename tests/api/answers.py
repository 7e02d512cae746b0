"""Reading what the API answers."""

import csv
from typing import Any


def rows_of_csv(response: Any) -> list[dict[str, str]]:
    """The rows of a table that was sent."""
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(text.splitlines()))
