"""What a filtered list answers."""

from typing import Any

from tests.support.html import Page, parse

# What people, programs and attackers put into an address.
NONSENSE = [
    "nope",
    "-1",
    "²",
    "99999999999999999999",
    "None",
    "%",
    "\\",
    "' OR 1=1 --",
    '"); DROP TABLE meetings_session; --',
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}",
    "😀",
    "\u202e",
    "\x00",
    "a\x00b",
    "x" * 5000,
]


def found(client: Any, address: str) -> list[Any]:
    """The records on the page of a list."""
    response = client.get(address)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    return list(response.context["listing"].page)


def complaints(page: Page) -> list[str]:
    """What the page says was asked for and makes no sense."""
    return page.one("div", id="count").texts("p", class_="doubt")


def selected(page: Page) -> dict[str, str | list[str]]:
    """What the form has ticked or written, by name, where that is anything."""
    ticked: dict[str, Any] = {}
    for field in page.one("form", class_="filters").all("input"):
        if field["type"] == "checkbox":
            if "checked" in field.attributes:
                ticked.setdefault(field["name"], []).append(field["value"])
        elif value := field.attributes.get("value"):
            ticked[field["name"]] = value
    return ticked


def offered(page: Page) -> dict[str, dict[str, int]]:
    """For each facet on the page, the values that it offers with their counts, in order."""
    values: dict[str, dict[str, int]] = {}
    for label in page.one("form", class_="filters").all("fieldset"):
        for choice in label.all("label"):
            box = choice.one("input")
            count = int(choice.one("span", class_="soft").text)
            values.setdefault(box["name"], {})[box["value"]] = count
    return values


def check_that_nonsense_narrows_nothing(client: Any, path: str, names: list[str]) -> None:
    """What a list cannot be narrowed by is named, under each filter, and every row still stands."""
    everything = found(client, path)
    for nonsense in NONSENSE:
        response = client.get(path, dict.fromkeys(names, nonsense))
        listing = response.context["listing"]
        assert [one.name for one in listing.filterset.ignored] == names, nonsense
        said = complaints(parse(response.content.decode()))
        assert len(said) == min(len(names), 6), nonsense
        assert all("ignored" in sentence for sentence in said)
        assert list(listing.page) == everything, nonsense


def check_that_any_words_can_be_looked_for(client: Any, path: str) -> None:
    """Words that are nowhere are said to be nowhere; what cannot be words is named."""
    everything = found(client, path)
    for nonsense in NONSENSE:
        response = client.get(path, {"q": nonsense})
        page = parse(response.content.decode())
        rows = list(response.context["listing"].page)
        if "\x00" in nonsense or len(nonsense) > 200:
            assert len(complaints(page)) == 1, nonsense
            assert rows == everything
        else:
            assert complaints(page) == [], nonsense
            assert set(rows) <= set(everything), nonsense
            assert rows or "Nothing on record answers these filters." in page.content.text
