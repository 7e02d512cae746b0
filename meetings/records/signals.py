"""What the record tells about itself."""

from django.dispatch import Signal

# Sent with `sender` (the model) and `using` (the database) when records change without `save()`.
records_changed = Signal()

# Sent with `using`, `records` and `in_bulk` once per change, in its transaction, before the edition
# is raised. `records` are those that were saved, deleted or related one by one; `in_bulk` are the
# models of those that were written without naming them. What is written because of it belongs to
# the same change and is not told again.
change_settled = Signal()

# Sent with `using` once per change, when all that follows from it is written, too. Nothing but the
# edition is written after it.
change_complete = Signal()
