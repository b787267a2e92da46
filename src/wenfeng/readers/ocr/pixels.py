"""Pictures as arrays, and boxes in them: what the steps of recognition hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Height × width × RGB, or height × width for a grey picture or a mask."""


_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def turned(self) -> Box:
        """The same box with rows and columns exchanged."""
        return Box(self.top, self.left, self.bottom, self.right)

    def of(self, picture: NDArray[_Value]) -> NDArray[_Value]:
        """The part of the picture in this box, as a view."""
        return picture[max(self.top, 0) : self.bottom, max(self.left, 0) : self.right]

    def times(self, ratio: float) -> Box:
        """The smallest box of a picture ``ratio`` times as large that covers this one."""
        left, top = floor(self.left * ratio), floor(self.top * ratio)
        right, bottom = ceil(self.right * ratio), ceil(self.bottom * ratio)
        return Box(left, top, max(right, left + 1), max(bottom, top + 1))
