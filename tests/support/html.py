"""Reads a page as a small tree, for tests to compare what it says and where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "b", "bdi", "bdo", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub"}
INLINE |= {"sup", "time"}
TAKE_AWAY = ("downloads", "cite-this")  # what many pages offer at their end


@dataclass(eq=False)
class Element:
    """An element of the page with what stands in it, texts and elements, in order."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    @property
    def text(self) -> str:
        """What a reader reads, with single spaces."""
        return " ".join("".join(self._texts()).split())

    @property
    def links(self) -> list[tuple[str, str]]:
        """Text and address of every link, in order."""
        return [(link.text, link["href"]) for link in self.all("a") if "href" in link.attributes]

    @property
    def addresses(self) -> list[str]:
        """Where the links lead, in order."""
        return [address for _text, address in self.links]

    @property
    def rows(self) -> list[list[str]]:
        """What the cells of each row of a table say, head included."""
        cells = ("th", "td")
        return [[c.text for c in row.all(*cells)] for row in self.all("tr")]

    def all(self, *tags: str, **attributes: str) -> list["Element"]:
        """Every element of one of the tags, or of any, with the attributes; `class_` holds a word.

        An underscore stands for a hyphen: `data_label="Days"`.
        """
        return [e for e in self._descendants() if e._is(tags, attributes)]

    def one(self, *tags: str, **attributes: str) -> "Element":
        """The only such element."""
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tags} {attributes} instead of one"
        return found[0]

    def texts(self, *tags: str, **attributes: str) -> list[str]:
        """What each such element says."""
        return [element.text for element in self.all(*tags, **attributes)]

    def without(self, *classes: str) -> "Element":
        """The same, but for what has one of the classes."""
        kept = [child for child in self.children if not _has_any(child, classes)]
        return Element(
            self.tag,
            self.attributes,
            [child.without(*classes) if isinstance(child, Element) else child for child in kept],
        )

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                around = "" if child.tag in INLINE else " "
                yield around
                yield from child._texts()
                yield around

    def _descendants(self) -> Iterator["Element"]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._descendants()

    def _is(self, tags: tuple[str, ...], attributes: dict[str, str]) -> bool:
        if tags and self.tag not in tags:
            return False
        for name, value in attributes.items():
            has = self.attributes.get(name.rstrip("_").replace("_", "-"))
            if has is None or (value not in has.split() if name == "class_" else value != has):
                return False
        return True


def _has_any(child: Element | str, classes: tuple[str, ...]) -> bool:
    own = child.attributes.get("class", "").split() if isinstance(child, Element) else []
    return any(name in own for name in classes)


class Page(Element):
    """A whole page."""

    @property
    def title(self) -> str:
        return self.one("head").one("title").text

    @property
    def description(self) -> str:
        return self.one("meta", name="description")["content"]

    @property
    def canonical(self) -> str:
        return self.one("link", rel="canonical")["href"]

    @property
    def heading(self) -> str:
        return self.one("h1").text

    @property
    def main(self) -> Element:
        """What belongs to this page alone."""
        return self.one("main")

    @property
    def content(self) -> Element:
        """What belongs to this page alone, without its sources, downloads and references."""
        return self.main.one("div", class_="body").without(*TAKE_AWAY)

    def section(self, heading: str) -> Element:
        """The section that the heading names."""
        named = [e for e in self.without(*TAKE_AWAY).all() if "aria-labelledby" in e.attributes]
        found = [e for e in named if [h.text for h in e.all(id=e["aria-labelledby"])] == [heading]]
        assert len(found) == 1, f"{len(found)} sections “{heading}” instead of one"
        return found[0]

    def facts(self) -> dict[str, str]:
        """Names and values of the table of facts; a name that comes twice keeps both."""
        facts: dict[str, str] = {}
        for group in self.main.without(*TAKE_AWAY).all("dl"):
            for pair in group.all("div"):
                name, value = pair.one("dt").text, pair.one("dd").text
                facts[name] = f"{facts[name]} / {value}" if name in facts else value
        return facts

    def fact(self, name: str) -> Element:
        """The value of one fact."""
        pairs = [pair for group in self.main.all("dl") for pair in group.all("div")]
        found = [pair.one("dd") for pair in pairs if pair.one("dt").text == name]
        assert len(found) == 1, f"{len(found)} facts “{name}” instead of one"
        return found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page("", {})
        self.open: list[Element] = [self.page]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Page:
    """The page as a tree. An element that is not closed, or closed in the wrong place, fails."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.page], f"<{reader.open[-1].tag}> is not closed"
    return reader.page


def read(client: Any, address: str, *, status: int = 200, **headers: str) -> Page:
    """The page at the address, which has to answer with the status."""
    response = client.get(address, headers=headers)
    assert response.status_code == status, f"{address} answers {response.status_code}"
    return parse(response.content.decode())
