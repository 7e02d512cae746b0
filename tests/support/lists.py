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


def complaints(page: Page) -> dict[str, str]:
    """What the form says is wrong, by the label of the field."""
    fields = page.one("form", class_="filters").all("div", class_="filter")
    return {
        field.one("label").text: error.text
        for field in fields
        for error in field.all("ul", class_="errorlist")
    }


def selected(page: Page) -> dict[str, str]:
    """What the form has chosen or written, by name, where that is anything."""
    form = page.one("form", class_="filters")
    chosen = {
        select["name"]: option["value"]
        for select in form.all("select")
        for option in select.all("option")
        if "selected" in option.attributes
    }
    written = {field["name"]: field.attributes.get("value", "") for field in form.all("input")}
    return {name: value for name, value in (chosen | written).items() if value}


def check_that_nonsense_narrows_nothing(client: Any, path: str, names: list[str]) -> None:
    """What a list cannot be narrowed by is said at its field, and every row still stands."""
    everything = found(client, path)
    for nonsense in NONSENSE:
        response = client.get(path, dict.fromkeys(names, nonsense))
        said = complaints(parse(response.content.decode()))
        assert len(said) == len(names), nonsense
        assert list(response.context["listing"].page) == everything, nonsense


def check_that_any_words_can_be_looked_for(client: Any, path: str) -> None:
    """Words that are nowhere are said to be nowhere; what cannot be words is said at the field."""
    everything = found(client, path)
    for nonsense in NONSENSE:
        response = client.get(path, {"q": nonsense})
        page = parse(response.content.decode())
        rows = list(response.context["listing"].page)
        if "\x00" in nonsense:
            assert list(complaints(page).values()) == ["Null characters are not allowed."]
            assert rows == everything
        else:
            assert complaints(page) == {}, nonsense
            assert set(rows) <= set(everything), nonsense
            assert rows or "Nothing on record answers these filters." in page.content.text
