"""Tables as files: CSV, spreadsheets, JSON and JSON Lines, each with the same columns and rows."""
