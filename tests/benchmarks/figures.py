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
    def cells(self) -> list[str]:
        """The row of the table."""
        bound = ""
        if self.bound is not None:
            words = "at least" if self.at_least else "at most"
            unit = "×" if self.reference else f" {self.unit}"
            bound = f"{words} {self.bound:g}{unit}".rstrip()
        return [
            self.what,
            self.database,
            f"{number(self.value)} {self.unit}".rstrip(),
            f"{number(self.reference)} {self.unit}" if self.reference else "–",
            f"{self.ratio:.2f}×" if self.reference else "–",
            bound,
            "yes" if self.is_kept else "**no**",
            self.why,
        ]


HEAD = ["what", "database", "portal", "reference", "ratio", "promised", "kept", "remarks"]


def number(value: float) -> str:
    """A figure with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown, with columns that stand below one another."""
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD) - 1)]
    lines = [
        "| "
        + " | ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[-1]])
        + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in [*widths, 7]) + "|")
    return "\n".join(lines) + "\n"


def keep(figure: Figure, path: Path) -> None:
    """Add the figure to a file of them."""
    with path.open("a") as file:
        file.write(json.dumps(asdict(figure)) + "\n")


def kept_in(path: Path) -> list[Figure]:
    """The figures of a file."""
    lines = path.read_text().splitlines() if path.exists() else []
    return [Figure(**json.loads(line)) for line in lines]
