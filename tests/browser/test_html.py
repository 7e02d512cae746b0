"""The HTML of every type of page is valid."""

from collections import Counter

from tests.browser.pages import PAGES


def test_the_html_of_every_page_is_valid(portal, nu_checker):
    documents, answers = {}, {}
    for page in PAGES:
        status, html = portal.read(page.path, as_staff=page.for_staff)
        documents[page.name], answers[page.name] = html, status
    assert answers == {page.name: page.status for page in PAGES}
    errors = nu_checker(documents)
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
