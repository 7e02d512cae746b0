"""The codings in which a text travels: brotli and gzip (RFC 9110, section 12.5.3)."""

import gzip
import math
import re
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]

PLAIN = ""
SHORTEST = 200  # bytes; less is not worth compressing
TEXTS = re.compile(r"text/|application/(.+\+)?(json|jsonl|xml|javascript)\b|image/svg\+xml")
# Beyond these levels a page takes many times as long and shrinks by hardly one part in ten. No
# moment is written down, so that the same text gives the same bytes.
CODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
DECODERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
ALL = (*CODERS, PLAIN)


def chosen_by(accepted: str) -> str:
    """The coding for a browser that says which it accepts; the best of those it likes alike."""
    if not accepted:
        return PLAIN
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    best = max(CODERS, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    return best if weight and weight >= weights.get("identity", 0.0) else PLAIN


def compressed(body: bytes, coding: str) -> bytes:
    """The bytes in the coding."""
    return CODERS[coding](body)


def expanded(body: bytes, coding: str) -> bytes:
    """The bytes as they were before they were put into the coding."""
    return DECODERS[coding](body)


def is_worth_it(content_type: str, body: bytes) -> bool:
    """Whether this is a text, which shrinks, and long enough."""
    return len(body) >= SHORTEST and bool(TEXTS.match(content_type))


def _weight(parameter: str) -> float:
    """What `q=0.5` says; 1 where nothing is said, 0 for what cannot be understood."""
    name, _, value = parameter.replace(" ", "").partition("=")
    if name != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if math.isfinite(weight) else 0.0
