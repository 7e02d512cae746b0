"""Papers made from the record: what they say, and how that becomes PDF and Word."""
