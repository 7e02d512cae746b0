"""What the record tells of those who took part, as tables."""
