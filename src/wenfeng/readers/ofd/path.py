"""Ruled lines among the path objects of OFD (图形, GB/T 33190-2016 §9.1).

AbbreviatedData is a list of operators with their operands: M and S move, L draws a line, Q, B and
A draw curves, C closes the figure. Table lines are drawn as lines, as rectangles round a cell or
as thin filled rectangles.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from lxml import etree

from wenfeng.readers.ofd.matrix import Matrix, Place
from wenfeng.readers.ofd.package import child, number, numbers, words
from wenfeng.readers.pages import Rule

_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CURVES = "QBA"
_THIN = 3.0
_SHORT = 4.0
_SLANT = 0.02

Point = tuple[float, float]


def read_rules(element: etree._Element, matrix: Matrix) -> Iterator[Rule]:
    """The lines of a PathObject that run along the page, in points."""
    stroked = _shown(element, "Stroke", True)
    filled = _shown(element, "Fill", False)
    if not stroked and not filled:
        return
    half = _half_width(element, matrix) if stroked else 0.0
    for figure in _figures(words(element, "AbbreviatedData")):
        points = [matrix.point(x, y) for x, y in figure]
        if rule := thin_rule(_around(points)):
            yield _widened(rule, half)
        elif stroked:
            for start, end in itertools.pairwise(points):
                yield from _rule(start, end, half)


def thin_rule(place: Place) -> Rule | None:
    """A box that people see as a line."""
    left, top, right, bottom = place
    width, height = right - left, bottom - top
    return Rule(*place) if min(width, height) <= _THIN and max(width, height) >= _SHORT else None


def count_points(element: etree._Element) -> int:
    """About how many points a path object has, told without reading them."""
    return len(words(element, "AbbreviatedData")) // 8


def _rule(start: Point, end: Point, half: float) -> Iterator[Rule]:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    long, off = max(right - left, bottom - top), min(right - left, bottom - top)
    if long >= _SHORT and off <= max(_SLANT * long, 0.5) and off <= _THIN:
        yield _widened(Rule(left, top, right, bottom), half)


def _widened(rule: Rule, half: float) -> Rule:
    if rule.right - rule.left >= rule.bottom - rule.top:
        return Rule(rule.left, rule.top - half, rule.right, rule.bottom + half)
    return Rule(rule.left - half, rule.top, rule.right + half, rule.bottom)


def _around(points: Sequence[Point]) -> Place:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _figures(data: str) -> Iterator[list[Point]]:
    """The corners of each figure that is made of straight lines; its curves are left out."""
    points: list[Point] = []
    for operator, operands in _operations(data):
        end = (operands[-2], operands[-1]) if operands else (points or [(0.0, 0.0)])[0]
        if operator in "MS" or operator in _CURVES:
            if len(points) > 1:
                yield points
            points = [end]
        else:
            points.append(end)
    if len(points) > 1:
        yield points


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    operator, operands = "", list[float]()
    for token in data.replace(",", " ").split():
        if token.isalpha():
            operator, operands = token.upper(), []
        else:
            operands.append(number(token))
        if operator in _OPERANDS and len(operands) == _OPERANDS[operator]:
            yield operator, operands
            operands = []


def _shown(element: etree._Element, kind: str, default: bool) -> bool:
    """Whether a path is stroked or filled: by its attribute, unless it is white or clear."""
    said = (element.get(kind) or "").strip().lower()
    if said in ("false", "0") or (not default and said not in ("true", "1")):
        return False
    color = child(element, f"{kind}Color")
    if color is None:
        return True
    white = (numbers(color.get("Value"), 3) or (0.0,)) == (255.0, 255.0, 255.0)
    return not white and number(color.get("Alpha"), 255) > 0


def _half_width(element: etree._Element, matrix: Matrix) -> float:
    across = matrix.vector(number(element.get("LineWidth"), 0.353) / 2, 0)
    return float(min(max(map(abs, across)), _THIN / 2))
