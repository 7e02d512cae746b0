"""How fast a server answers, as wrk measures it."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPORT = Path(__file__).with_name("report.lua")


class LoadError(Exception):
    """A server refused what was asked of it, so its speed means nothing."""


@dataclass(frozen=True)
class Load:
    """What one address was asked for, over and over."""

    median: float  # milliseconds
    p99: float
    per_second: float


def asked(
    url: str, *, at_once: int = 1, seconds: int = 2, headers: Mapping[str, str] | None = None
) -> Load:
    """How fast the address answers so many connections that ask again and again.

    Raises LoadError if any answer fails.
    """
    command = ["wrk", f"--threads={min(at_once, 2)}", f"--connections={at_once}"]
    command += [f"--duration={seconds}s", f"--script={REPORT}", "--timeout=10s"]
    for name, value in (headers or {}).items():
        command.append(f"--header={name}: {value}")
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    told = json.loads(said.splitlines()[-1])
    if told["failed"] or not told["requests"]:
        raise LoadError(f"{url}: {told['failed']} of {told['requests']} requests failed")
    per_second = told["requests"] / (told["duration"] / 1e6)
    return Load(median=told["median"] / 1000, p99=told["p99"] / 1000, per_second=per_second)


def alternately(
    one: str, other: str, *, rounds: int = 3, seconds: int = 1, at_once: int = 1, **of_one: Mapping
) -> tuple[Load, Load]:
    """How fast two addresses answer, measured in turn so that both have the same machine.

    `headers` are sent to the first address only.
    """
    pairs = []
    for _round in range(rounds):
        first = asked(one, at_once=at_once, seconds=seconds, **of_one)
        second = asked(other, at_once=at_once, seconds=seconds)
        pairs.append((first, second))
    return middle(pair[0] for pair in pairs), middle(pair[1] for pair in pairs)


def middle(loads: Iterable[Load]) -> Load:
    """The middle one of several measurements, figure by figure."""
    measured = list(loads)
    return Load(
        median=median(load.median for load in measured),
        p99=median(load.p99 for load in measured),
        per_second=median(load.per_second for load in measured),
    )
