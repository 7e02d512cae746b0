"""The HTML of every type of page is valid."""

import re
from collections import Counter

from tests.browser.pages import PAGES

# Django's own forms: rows of a table name help texts that only a column shows, and a choice that
# is found by writing begins with an empty option.
DJANGOS_OWN = re.compile(
    "admin.*: ("
    "The “aria-describedby” attribute must point to an element in the same document."
    "|Element “option” without attribute “label” must not be empty."
    ")"
)


def test_the_html_of_every_page_is_valid(portal, nu_checker):
    documents, answers = {}, {}
    for page in PAGES:
        status, html = portal.read(page.path, as_staff=page.for_staff)
        documents[page.name], answers[page.name] = html, status
    assert answers == {page.name: page.status for page in PAGES}
    errors = [error for error in nu_checker(documents) if not DJANGOS_OWN.match(error)]
    assert not errors, "\n".join(["", *summary_of(errors)])


def summary_of(errors: list[str]) -> list[str]:
    """Each error once, with its first place and how often it is found on the page."""
    first, found = {}, Counter()
    for error in errors:
        place, _, message = error.partition(": ")
        key = (place.partition(", line ")[0], message)
        first.setdefault(key, place)
        found[key] += 1
    return [f"{first[key]}: {key[1]} ({number} times)" for key, number in found.items()]
