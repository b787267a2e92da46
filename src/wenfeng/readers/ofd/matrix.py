"""Transformations of the plane as OFD writes them (CTM, GB/T 33190-2016 §8.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wenfeng.readers.ofd.package import numbers

_GREATEST = 1e9

Place = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, outer: Matrix) -> Matrix:
        """This transformation first, ``outer`` after it."""
        e, f = outer.point(self.e, self.f)
        return Matrix(*outer.vector(self.a, self.b), *outer.vector(self.c, self.d), e, f)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def vector(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y, self.b * x + self.d * y

    def box(self, left: float, top: float, right: float, bottom: float) -> Place:
        """The upright box around a transformed rectangle."""
        corners = ((left, top), (right, top), (left, bottom), (right, bottom))
        points = [self.point(x, y) for x, y in corners]
        across, down = [x for x, _ in points], [y for _, y in points]
        return min(across), min(down), max(across), max(down)

    @property
    def usable(self) -> bool:
        """Whether things stay visible: not flattened, and within what numbers can tell."""
        flat = self.a * self.d == self.b * self.c
        size = max(map(abs, (self.a, self.b, self.c, self.d, self.e, self.f)))
        return not flat and size <= _GREATEST

    @property
    def angle(self) -> float:
        """How far the flat direction is turned, clockwise as seen, in degrees."""
        return math.degrees(math.atan2(self.b, self.a))


def scaling(factor: float) -> Matrix:
    return Matrix(factor, 0, 0, factor, 0, 0)


def turning(degrees: float) -> Matrix:
    """A clockwise turn about the origin."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Matrix(cosine, sine, -sine, cosine, 0, 0)


def shifting(x: float, y: float) -> Matrix:
    return Matrix(1, 0, 0, 1, x, y)


def read_matrix(text: str | None) -> Matrix:
    """A CTM attribute; the identity where it is missing or cannot be used."""
    return Matrix(*(numbers(text, 6) or (1, 0, 0, 1, 0, 0)))
