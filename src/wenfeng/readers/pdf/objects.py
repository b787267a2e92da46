"""The drawn objects of a PDF page (ISO 32000-1, 8.5–8.10): ruled lines, pictures, clipping.

Only straight lines along the page matter: strokes, thin filled shapes and thin pictures, also
inside form XObjects.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_THIN = 3.5  # points: a filled shape this thin is a line
_SHORT = 1.0
_STRAIGHT = 0.7
_DEEPEST = 12
_MOST_OBJECTS = 200_000
_MOST_SEGMENTS = 400_000

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in the coordinates of the page."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page; ``clips`` are the visible boxes of text objects, by address."""

    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    clips: dict[int, Box] = field(default_factory=dict)
    objects: int = 0
    segments: int = 0


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """All that is drawn on a page, up to a bound beyond which drawings are no tables."""
    drawn = Drawn()
    for i in range(pdfium_c.FPDFPage_CountObjects(page)):
        if drawn.objects > _MOST_OBJECTS:
            break
        _object(drawn, pdfium_c.FPDFPage_GetObject(page, i), _SAME, 0)
    return drawn


def _object(drawn: Drawn, one: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix, depth: int) -> None:
    drawn.objects += 1
    kind = pdfium_c.FPDFPageObj_GetType(one)
    if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
        if depth == 0:
            _clip(drawn, one)
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        drawn.rules.extend(_lines_of(drawn, one, matrix))
    elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        _picture(drawn, _bounds(one, matrix))
    elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(one), matrix)
        for i in range(max(0, pdfium_c.FPDFFormObj_CountObjects(one))):
            if drawn.objects > _MOST_OBJECTS:
                break
            _object(drawn, pdfium_c.FPDFFormObj_GetObject(one, i), inner, depth + 1)


def _picture(drawn: Drawn, box: Box) -> None:
    if _is_line(box):
        drawn.rules.append(box)
    elif min(box[2] - box[0], box[3] - box[1]) > _THIN:
        drawn.pictures.append(box)


def _is_line(box: Box) -> bool:
    thin, long = sorted((box[2] - box[0], box[3] - box[1]))
    return thin <= _THIN and long >= _SHORT


def _lines_of(drawn: Drawn, path: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Box]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked):
        return
    box = _bounds(path, matrix)
    if _is_line(box):
        if filled.value or stroked.value:
            yield box
        return
    count = pdfium_c.FPDFPath_CountSegments(path)
    drawn.segments += count
    if drawn.segments > _MOST_SEGMENTS or not (filled.value or stroked.value):
        return
    full = _times(_matrix(path), matrix)
    for points in _subpaths(path, count, full):
        if stroked.value:
            yield from _straight(points)
        elif _is_line(outline := _around(points)):
            yield outline


def _subpaths(
    path: pdfium_c.FPDF_PAGEOBJECT, count: int, matrix: Matrix
) -> Iterator[list[tuple[float, float] | None]]:
    """The corners of each part of a path; None stands where a curve comes in."""
    points: list[tuple[float, float] | None] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            points.append(None)
        points.append(_apply(matrix, x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[0] is not None:
            points.append(points[0])
    if points:
        yield points


def _straight(points: list[tuple[float, float] | None]) -> Iterator[Box]:
    for start, end in itertools.pairwise(points):
        if start is None or end is None:
            continue
        wide, high = abs(start[0] - end[0]), abs(start[1] - end[1])
        if min(wide, high) <= _STRAIGHT and max(wide, high) >= _SHORT:
            yield _around([start, end])


def _around(points: list[tuple[float, float] | None]) -> Box:
    xs = [point[0] for point in points if point]
    ys = [point[1] for point in points if point]
    return min(xs), min(ys), max(xs), max(ys)


def _clip(drawn: Drawn, text: pdfium_c.FPDF_PAGEOBJECT) -> None:
    """Remember the box that clipping leaves of a text object, where it is clipped at all."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(text)
    count = pdfium_c.FPDFClipPath_CountPaths(clip) if clip else 0
    left, bottom, right, top = float("-inf"), float("-inf"), float("inf"), float("inf")
    for i in range(count):
        points = list(_clip_points(clip, i))
        if points:
            box = _around(points)
            left, bottom = max(left, box[0]), max(bottom, box[1])
            right, top = min(right, box[2]), min(top, box[3])
    if count > 0:
        drawn.clips[address(text)] = (left, bottom, right, top)


def _clip_points(clip: pdfium_c.FPDF_CLIPPATH, number: int) -> Iterator[tuple[float, float] | None]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium_c.FPDFClipPath_CountPathSegments(clip, number)):
        segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, number, i)
        if pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def address(one: pdfium_c.FPDF_PAGEOBJECT) -> int:
    """What tells one page object from another."""
    return ctypes.addressof(one.contents)


def _bounds(one: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    box = (left.value, bottom.value, right.value, top.value)
    if matrix == _SAME:
        return box
    corners = [_apply(matrix, x, y) for x in box[::2] for y in box[1::2]]
    return _around(list(corners))


def _matrix(one: pdfium_c.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(one, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
