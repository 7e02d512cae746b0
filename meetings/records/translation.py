"""Languages and history of the ground floor's records."""

from meetings.records.models import Citation, Source
from meetings.records.registration import register

register(Source, translated=("note",))
register(Citation, translated=("note",))
