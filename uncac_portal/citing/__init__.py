"""How to cite a page of the record: in words, and for programs that keep references."""
