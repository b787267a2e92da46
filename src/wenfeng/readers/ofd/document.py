"""One document of an OFD package (GB/T 33190-2016 §7.4–7.9): its pages, templates, resources."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from wenfeng.errors import InputError
from wenfeng.readers.ofd.fonts import Glyphs, glyphs_of
from wenfeng.readers.ofd.matrix import scaling
from wenfeng.readers.ofd.objects import Artist, Drawing
from wenfeng.readers.ofd.package import Parts, child, children, local, numbers, words
from wenfeng.readers.ofd.pages import Sheet

_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_BOXES = ("PhysicalBox", "CropBox", "ApplicationBox", "ContentBox")
_LONGEST = 20_000.0
_FONT = 100_000
_FILES = {"MultiMedia": "MediaFile", "Font": "FontFile"}


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by ID: composite units, and the parts that hold pictures and fonts."""

    composites: Mapping[str, etree._Element] = field(default_factory=dict)
    media: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, other: Resources) -> Resources:
        return Resources(
            {**self.composites, **other.composites},
            {**self.media, **other.media},
            {**self.fonts, **other.fonts},
        )


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as drawn, on its paper, and the resources it uses."""

    sheet: Sheet
    drawing: Drawing
    resources: Resources


@dataclass(frozen=True, slots=True)
class Book:
    """A document: the name of its main part, and what its pages share.

    ``known`` are the declarations of its template pages, ``templates`` and ``glyphs`` what has
    been drawn and read of templates and fonts so far.
    """

    parts: Parts
    name: str
    root: etree._Element
    resources: Resources
    first: int
    known: Mapping[str, etree._Element]
    templates: dict[str, Drawing] = field(default_factory=dict)
    glyphs: dict[str, Glyphs] = field(default_factory=dict)

    @property
    def pages(self) -> list[etree._Element]:
        return list(children(child(self.root, "Pages"), "Page"))

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each page by its ID."""
        return {page.get("ID", ""): number for number, page in enumerate(self.pages, self.first)}

    def leaves(self) -> Iterator[Leaf]:
        """The pages in order, drawn one at a time."""
        for number, page in enumerate(self.pages, self.first):
            yield self._leaf(page.get("BaseLoc", ""), number)

    def _leaf(self, location: str, number: int) -> Leaf:
        name = self._page_part(location)
        page = self.parts.xml(name)
        if name is None or page is None:
            raise InputError(
                f"文件已损坏：缺少第{number}页的内容", "请重新取得文件，或取得 Word 版原件再试。"
            )
        resources = self._resources(page, name)
        artist = self._artist(resources)
        for drawing in self._templates(page, below=True):
            artist.drawing.add(drawing)
        artist.content(page, scaling(_POINTS))
        for drawing in self._templates(page, below=False):
            artist.drawing.add(drawing)
        return Leaf(self._sheet(page, number), artist.drawing, resources)

    def _page_part(self, location: str) -> str | None:
        """The content of a page; some producers name only its folder."""
        locate = self.parts.locate
        inside = posixpath.join(location.strip(), "Content.xml")
        return locate(location, self.name) or locate(inside, self.name)

    def _resources(self, page: etree._Element, name: str) -> Resources:
        if child(page, "PageRes") is None:
            return self.resources
        return self.resources.with_more(read_resources(self.parts, name, page, ("PageRes",)))

    def _templates(self, page: etree._Element, below: bool) -> Iterator[Drawing]:
        """The templates a page lies on, or those that lie on it (ZOrder, §7.7)."""
        for use in children(page, "Template"):
            template = self.known.get(use.get("TemplateID", ""))
            if template is None:
                continue
            order = use.get("ZOrder") or template.get("ZOrder") or "Background"
            if (order != "Foreground") == below:
                drawing = self._template(template.get("BaseLoc", ""))
                self.parts.budget.spend(len(drawing))
                yield drawing

    def _template(self, location: str) -> Drawing:
        if location not in self.templates:
            name = self._page_part(location)
            page = self.parts.xml(name)
            artist = self._artist(self.resources)
            if name is not None and page is not None:
                artist = self._artist(self._resources(page, name))
                artist.content(page, scaling(_POINTS))
            self.templates[location] = artist.drawing
        return self.templates[location]

    def _artist(self, resources: Resources) -> Artist:
        def fonts(name: str) -> Glyphs:
            return self._glyphs(resources.fonts.get(name, ""))

        return Artist(resources.composites, fonts, self.parts.budget)

    def _glyphs(self, part: str) -> Glyphs:
        if part not in self.glyphs:
            self.parts.budget.spend(_FONT)
            self.glyphs[part] = glyphs_of(self.parts.data(part) or b"")
        return self.glyphs[part]

    def _sheet(self, page: etree._Element, number: int) -> Sheet:
        """The paper of a page: its own, else the document's (PageArea, §7.5), else A4."""
        common = child(self.root, "CommonData", "PageArea")
        found = (_box(area, kind) for area in (child(page, "Area"), common) for kind in _BOXES)
        left, top, width, height = next((box for box in found if box), _A4)
        right, bottom = max(left, 0) + width, max(top, 0) + height
        return Sheet(number, right * _POINTS, bottom * _POINTS)


def open_book(parts: Parts, location: str, first: int) -> Book:
    """The document whose main part a DocRoot leads to; its pages count from ``first``."""
    name = parts.locate(location)
    root = parts.xml(name)
    if name is None or root is None:
        raise InputError(
            f"文件已损坏：缺少文档部件 {location or 'DocRoot'}", "请重新取得文件再试。"
        )
    common = child(root, "CommonData")
    resources = read_resources(parts, name, common, ("PublicRes", "DocumentRes"))
    templates = {one.get("ID", ""): one for one in children(common, "TemplatePage")}
    return Book(parts, name, root, resources, first, templates)


def read_resources(
    parts: Parts, base: str, holder: etree._Element | None, kinds: tuple[str, ...]
) -> Resources:
    """The resources (§7.9) that children of the given kinds lead to from the part ``base``."""
    found = Resources()
    for element in (one for kind in kinds for one in children(holder, kind)):
        name = parts.locate(words(element), base)
        root = parts.xml(name)
        if name is not None and root is not None:
            found = found.with_more(_resources(parts, name, root))
    return found


def _resources(parts: Parts, name: str, root: etree._Element) -> Resources:
    folder = root.get("BaseLoc", "")
    files: dict[str, dict[str, str]] = {"MediaFile": {}, "FontFile": {}}
    composites: dict[str, etree._Element] = {}
    for element in root.iter():
        kind = _FILES.get(local(element))
        if local(element) == "CompositeGraphicUnit":
            composites[element.get("ID", "")] = element
        elif kind and (file := words(element, kind)):
            part = parts.locate(posixpath.join(folder, file), name) or parts.locate(file, name)
            if part is not None:
                files[kind][element.get("ID", "")] = part
    return Resources(composites, files["MediaFile"], files["FontFile"])


def _box(area: etree._Element | None, kind: str) -> tuple[float, ...] | None:
    box = numbers(words(area, kind), 4)
    if box is None or not all(0 < side <= _LONGEST for side in box[2:]):
        return None
    return box if all(abs(edge) <= _LONGEST for edge in box[:2]) else None
