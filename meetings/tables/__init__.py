"""What the record tells of meetings, as tables."""
