"""Questions about files that staff read into the record."""

from meetings.records.querysets import ReachQuerySet


class ImportQuerySet(ReachQuerySet):
    """An import is shared by the bodies of its convening, and never public."""

    convening_path = "convening"
