"""Names beside points so that they do not lie upon each other, the important ones first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: Box) -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return width * height if width > 0 and height > 0 else 0.0

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


class Point(NamedTuple):
    """Where a node is, half its diameter, and the size of its name; all in points."""

    x: float
    y: float
    radius: float
    width: float
    height: float


_CELL = 60.0
_UPON, _OUTSIDE = 1e6, 1e9  # what it costs to cover a name, to leave the frame; an area of marks is less


class _Grid:
    """Boxes by the cells that they touch, so that a look around costs the same among thousands."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[tuple[int, Box]]] = {}
        self.count = 0

    def add(self, box: Box) -> None:
        for cell in _touched(box):
            self.cells.setdefault(cell, []).append((self.count, box))
        self.count += 1

    def covered(self, box: Box) -> float:
        """The area of a box that others cover, each counted once."""
        near = {number: other for cell in _touched(box) for number, other in self.cells.get(cell, ())}
        return sum(box.overlap(other) for _, other in sorted(near.items()))


def _touched(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.bottom // _CELL), int(box.top // _CELL) + 1):
            yield column, row


def place_labels(points: Sequence[Point], frame: Box, *, sure: int, crowded: bool) -> list[Box | None]:
    """A box for the name of each point, in the order of importance in which they are given.

    The first free place around the point is taken. Where there is none, the first ``sure`` names stand where
    they cover least, but not upon other names where it is ``crowded``; the others are left out. A
    name of no width gets none.
    """
    marks, names = _Grid(), _Grid()
    for point in points:
        reach = 0.8 * point.radius
        marks.add(Box(point.x - reach, point.y - reach, point.x + reach, point.y + reach))
    found: list[Box | None] = []
    for rank, point in enumerate(points):
        best = _best(point, frame, marks, names) if point.width else None
        if best is not None and best[0] and (rank >= sure or best[0] >= (_UPON if crowded else _OUTSIDE)):
            best = None
        if best is not None:
            names.add(best[1])
        found.append(best[1] if best else None)
    return found


def _best(point: Point, frame: Box, marks: _Grid, names: _Grid) -> tuple[float, Box]:
    """The first place that costs least, and its cost: 0 where it is free."""
    best: tuple[float, Box] | None = None
    for box in _around(point):
        upon = names.covered(box)
        cost = marks.covered(box) + (_UPON + upon if upon else 0) + (0 if box.within(frame) else _OUTSIDE)
        if best is None or cost < best[0]:
            best = (cost, box)
        if not cost:
            break
    assert best is not None
    return best


def _around(point: Point) -> Iterator[Box]:
    """Right, left, above, below, then aslant; then the same a little farther off."""
    half = point.width / 2
    for gap in (1.5, 7.0):
        reach = point.radius + gap
        aslant = 0.7 * reach
        for left, middle in (
            (reach, 0.0),
            (-reach - point.width, 0.0),
            (-half, reach + point.height / 2),
            (-half, -reach - point.height / 2),
            (aslant, aslant + point.height / 4),
            (aslant, -aslant - point.height / 4),
            (-aslant - point.width, aslant + point.height / 4),
            (-aslant - point.width, -aslant - point.height / 4),
        ):
            x, y = point.x + left, point.y + middle
            yield Box(x, y - point.height / 2, x + point.width, y + point.height / 2)
