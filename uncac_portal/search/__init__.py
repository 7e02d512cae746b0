"""Search over the whole record: one analyzer, two engines, facets."""
