"""What was measured, as rows of one table."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measurement beside its reference; `ratio` is what is promised to stay within `bound`.

    Without a reference the value itself is what is promised. `why` explains a figure that is not
    kept, or what was measured exactly.
    """

    what: str
    database: str
    value: float
    unit: str
    bound: float | None = None
    reference: float | None = None
    at_least: bool = False
    why: str = ""

    @property
    def ratio(self) -> float:
        """The value by its reference."""
        return self.value / self.reference if self.reference else self.value

    @property
    def is_kept(self) -> bool:
        """Whether it is within its bound."""
        if self.bound is None:
            return True
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound

    @property
    def promise(self) -> str:
        """What it is to stay within, in words."""
        if self.bound is None:
            return ""
        words = "at least" if self.at_least else "at most"
        unit = "×" if self.reference else f" {self.unit}"
        return f"{words} {self.bound:g}{unit}".rstrip()

    @property
    def measured(self) -> str:
        """The ratio and what it is of, in words; in bold if it is not kept."""
        words = f"{number(self.value)} {self.unit}".rstrip()
        if self.reference:
            both = f"{number(self.value)} / {number(self.reference)} {self.unit}"
            words = f"{self.ratio:.2f}× ({both})"
        return words if self.is_kept else f"**{words}**"

    @property
    def line(self) -> str:
        """All of it, for the screen."""
        return " | ".join(filter(None, [self.what, self.measured, self.promise, self.why]))


DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = ["what", "promised", *DATABASES.values(), "remarks"]


def number(value: float) -> str:
    """A figure with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, with both databases beside one another."""
    rows: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.what, {})[figure.database] = figure
    cells = [[what, *_cells(of)] for what, of in rows.items()]
    lines = [HEAD, ["---"] * len(HEAD), *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(of: dict[str, Figure]) -> list[str]:
    promises = dict.fromkeys(figure.promise for figure in of.values())
    measured = [of[name].measured if name in of else "" for name in DATABASES]
    said = {DATABASES[name]: figure.why.split("; ") for name, figure in of.items()}
    alike = [part for part in next(iter(said.values())) if all(part in s for s in said.values())]
    own = {name: ", ".join(p for p in parts if p not in alike) for name, parts in said.items()}
    remarks = [*alike, *(f"{name}: {why}" for name, why in own.items() if why)]
    return [", ".join(promises), *measured, "; ".join(filter(None, remarks))]


def keep(figure: Figure, path: Path) -> None:
    """Add the figure to a file of them."""
    with path.open("a") as file:
        file.write(json.dumps(asdict(figure)) + "\n")


def kept_in(path: Path) -> list[Figure]:
    """The figures of a file."""
    lines = path.read_text().splitlines() if path.exists() else []
    return [Figure(**json.loads(line)) for line in lines]
