"""Shapes that several charts draw."""

from math import cos, pi, sin

from uncac_portal.insights.kit.drawing import LIGHT, Canvas

# As the chips of bodies: a square, a diamond, a circle, a triangle, a hexagon.
CORNERS = {"irg": (4, 1 / 4), "wgar": (4, 0), "wgp": (3, 0), "cosp": (6, 1 / 2)}


def body_mark(canvas: Canvas, x: float, y: float, radius: float, slug: str) -> None:
    """The shape of a body in its colour; a ring for a body that has none of its own."""
    colour = slug if slug in LIGHT else "soft"
    if slug in CORNERS:
        corners, turn = CORNERS[slug]
        steps = [(step + turn * 2) * 2 * pi / corners for step in range(corners)]
        canvas.shape([(x + radius * sin(a), y - radius * cos(a)) for a in steps], colour)
    elif slug == "egic":
        canvas.dot(x, y, radius, colour)
    else:
        canvas.dot(x, y, radius - 1, "crossed")


def cross(canvas: Canvas, x: float, y: float, radius: float, look: str = "crossed") -> None:
    """An x: what is known not to be."""
    canvas.line(x - radius, y - radius, x + radius, y + radius, look)
    canvas.line(x - radius, y + radius, x + radius, y - radius, look)
