"""An agenda as text, as it stands in a paper or on a page, read into the record."""
