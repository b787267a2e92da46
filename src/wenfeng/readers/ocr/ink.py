"""What is printed on the paper: ink as a mask, and the slope (倾斜) of its lines."""

from __future__ import annotations

import cv2
import numpy as np

from wenfeng.readers.ocr.pixels import Pixels

_NEIGHBOURHOOD = 51
_CONTRAST = 14
_STEEPEST = 5.0
_COARSE = 0.25
_FINE = 0.02
_MOST_POINTS = 60_000
_NEGLIGIBLE = 0.03


def ink(picture: Pixels) -> Pixels:
    """255 where the picture is darker than the paper around it, however unevenly it is lit."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    mask: Pixels = cv2.adaptiveThreshold(
        soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEIGHBOURHOOD, _CONTRAST
    ).astype(np.uint8, copy=False)
    return mask


def slope(mask: Pixels) -> float:
    """By how many degrees lines fall to the right: where the rows of ink are most uneven."""
    down, across = np.nonzero(mask)
    if not down.size:
        return 0.0
    step = max(1, down.size // _MOST_POINTS)
    rows, columns = down[::step].astype(np.float32), across[::step].astype(np.float32)
    best = 0.0
    for reach, pace in ((_STEEPEST, _COARSE), (_COARSE, _FINE)):
        angles = best + np.arange(-reach, reach + pace, pace)
        best = float(max(angles, key=lambda angle: _unevenness(rows, columns, angle)))
    return best if abs(best) >= _NEGLIGIBLE else 0.0


def _unevenness(rows: np.ndarray, columns: np.ndarray, angle: float) -> float:
    levelled = rows - columns * np.float32(np.tan(np.deg2rad(angle)))
    counts = np.bincount((levelled - levelled.min()).astype(np.int64))
    return float(np.square(counts, dtype=np.float64).sum())


def levelled(picture: np.ndarray, angle: float) -> np.ndarray:
    """The picture turned back by ``angle`` degrees about its middle."""
    if not angle:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
