"""Files of tables read back into the record."""
