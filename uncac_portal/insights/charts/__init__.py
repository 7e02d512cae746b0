"""The charts, in the order in which the index lists them."""
