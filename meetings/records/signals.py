"""What the record tells about itself."""

from django.dispatch import Signal

# Sent with `sender` (the model) and `using` (the database) when records change without `save()`.
records_changed = Signal()
