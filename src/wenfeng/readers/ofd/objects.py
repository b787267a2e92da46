"""What an OFD page draws (图元对象, GB/T 33190-2016 §7.7, §8): runs of text, lines and pictures.

Objects stand in layers and page blocks, and in composite objects (§13) that are defined once as a
resource and drawn at many places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.readers.ofd.fonts import Glyphs
from wenfeng.readers.ofd.matrix import Matrix, Place, read_matrix, shifting
from wenfeng.readers.ofd.package import Budget, child, children, local, number, numbers, said
from wenfeng.readers.ofd.path import count_points, read_rules, thin_rule
from wenfeng.readers.ofd.text import Run, read_text
from wenfeng.readers.pages import Rule

_DEEPEST = 64
_NESTED = 4
_PAGE_MOST = 100_000
_LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}
_NO = ("false", "0")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the resource that holds it, where it stands, and how many runs lie under it."""

    resource: str
    place: Place
    above: int


@dataclass(slots=True)
class Drawing:
    """What a page or a template draws, in the order of drawing; ``points`` counts its outlines."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    points: int = 0

    def add(self, other: Drawing) -> None:
        """Draw ``other`` over this."""
        under = len(self.runs)
        self.runs.extend(other.runs)
        self.rules.extend(other.rules)
        self.points += other.points
        self.pictures.extend(
            Picture(one.resource, one.place, one.above + under) for one in other.pictures
        )

    def __len__(self) -> int:
        return sum(1 + len(run.chars) for run in self.runs) + len(self.rules) + len(self.pictures)


@dataclass(frozen=True, slots=True)
class _Inside:
    """What an object stands in: how deep, in which composite units, and whether it is shown."""

    hidden: bool = False
    depth: int = 0
    units: frozenset[str] = frozenset()

    def deeper(self, hidden: bool) -> _Inside:
        if self.depth >= _DEEPEST:
            raise InputError("文件里的对象嵌套过深，无法读取", "请用原来的软件另存一份再试。")
        return _Inside(hidden, self.depth + 1, self.units)


_PAGE = _Inside()


@dataclass(frozen=True, slots=True)
class Artist:
    """Draws objects; ``composites`` and ``fonts`` are the composite units and fonts by their IDs.

    ``budget`` bounds the work for the whole file, ``page`` the characters of this page.
    """

    composites: Mapping[str, etree._Element]
    fonts: Callable[[str], Glyphs]
    budget: Budget
    drawing: Drawing = field(default_factory=Drawing)
    page: Budget = field(default_factory=lambda: Budget(_PAGE_MOST))

    def content(self, page: etree._Element | None, matrix: Matrix) -> None:
        """Draw the layers of a page or template from the lowest to the highest."""
        layers = [layer for content in children(page, "Content") for layer in content]
        layers.sort(key=lambda layer: _LAYERS.get(layer.get("Type", ""), 1))
        self.objects(layers, matrix)

    def objects(
        self, elements: Iterable[etree._Element], matrix: Matrix, inside: _Inside = _PAGE
    ) -> None:
        """Draw objects and, in place, the blocks and composites that hold more of them."""
        for element in elements:
            self.budget.spend(_NESTED ** len(inside.units))
            hidden = inside.hidden or _hidden(element)
            name = local(element)
            if name in ("Layer", "PageBlock"):
                self.objects(element, matrix, inside.deeper(hidden))
                continue
            placed = _placed(element, matrix)
            if not placed.usable:
                continue
            match name:
                case "TextObject":
                    self._text(element, placed, hidden)
                case "PathObject" if not hidden:
                    self._path(element, placed)
                case "ImageObject" if not hidden:
                    self._picture(element, placed)
                case "CompositeObject":
                    self._composite(element, placed, inside.deeper(hidden))

    def _text(self, element: etree._Element, matrix: Matrix, hidden: bool) -> None:
        characters = sum(len(said(code)) for code in children(element, "TextCode"))
        self.budget.spend(characters)
        self.page.spend(characters)
        self.drawing.runs.extend(read_text(element, matrix, hidden, self.fonts))

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        points = count_points(element)
        self.budget.spend(points)
        self.drawing.points += points
        self.drawing.rules.extend(read_rules(element, matrix))

    def _picture(self, element: etree._Element, matrix: Matrix) -> None:
        place = matrix.box(0, 0, 1, 1)
        if rule := thin_rule(place):
            self.drawing.rules.append(rule)
            return
        above = len(self.drawing.runs)
        self.drawing.pictures.append(Picture(element.get("ResourceID", ""), place, above))

    def _composite(self, element: etree._Element, matrix: Matrix, inside: _Inside) -> None:
        name = element.get("ResourceID", "")
        content = child(self.composites.get(name), "Content")
        if content is not None and name not in inside.units:
            self.objects(content, matrix, replace(inside, units=inside.units | {name}))


def _placed(element: etree._Element, matrix: Matrix) -> Matrix:
    """From the coordinates inside an object to the page: its CTM, then its Boundary (§8.5)."""
    left, top, *_ = numbers(element.get("Boundary"), 4) or (0.0, 0.0)
    placed = shifting(left, top).then(matrix)
    turned = element.get("CTM")
    return read_matrix(turned).then(placed) if turned else placed


def _hidden(element: etree._Element) -> bool:
    if (element.get("Visible") or "").strip().lower() in _NO:
        return True
    return local(element) != "TextObject" and number(element.get("Alpha"), 255) <= 0
