"""A paragraph on attendance, as reports have it, read into the record."""
