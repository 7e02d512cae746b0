"""On what terms the record may be used; the one place that says so.

Facts belong to nobody. What is licensed is their compilation and the summaries in our own words.
"""

LICENCE = "CC-BY-4.0"  # as SPDX names it
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
