"""The edition cache: a public page is computed once for each edition, and kept as it was sent."""
