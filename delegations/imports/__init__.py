"""Tables of those who took part read back into the record."""
