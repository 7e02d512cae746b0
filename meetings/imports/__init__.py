"""Tables of meetings read back into the record."""
