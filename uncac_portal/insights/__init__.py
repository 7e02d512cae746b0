"""Charts over the record: every figure leads to the list that it counts."""
