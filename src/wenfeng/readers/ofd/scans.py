"""OFD pages that are pictures (扫描件): recognised where ``wenfeng[ocr]`` is installed."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wenfeng.domain import Unread
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import ocr
from wenfeng.readers.ofd.document import Leaf
from wenfeng.readers.ofd.matrix import Place
from wenfeng.readers.ofd.objects import Picture
from wenfeng.readers.ofd.package import Parts
from wenfeng.readers.ofd.pages import Sheet, page_of
from wenfeng.readers.pages import Page

if TYPE_CHECKING:
    from wenfeng.readers.ocr.pixels import Pixels

UNRECOGNISED = "扫描图片页，没有识别文字"
_SCALE = 200 / 72
_LONGEST = 5_000
_LEAST = 0.01


def plain_page(leaf: Leaf) -> Page:
    """The page as its objects draw it."""
    media = leaf.resources.media
    return page_of(leaf.drawing, leaf.sheet, lambda one: _suffix(media.get(one.resource, "")))


def recognised_page(leaf: Leaf, scans: Sequence[Picture], parts: Parts, limits: Limits) -> Page:
    """The page with the words of its pictures, or with a note that they were not recognised."""
    if not ocr.available():
        return _noted(plain_page(leaf), UNRECOGNISED)
    paper = _paper(leaf.sheet)
    lost = {scan: _print(scan, paper, leaf, parts, limits) for scan in scans}
    rest = [one for one in leaf.drawing.pictures if lost.get(one, "小图")]
    page = plain_page(replace(leaf, drawing=replace(leaf.drawing, pictures=rest)))
    for reason in dict.fromkeys(filter(None, lost.values())):
        page = _noted(page, f"{UNRECOGNISED}（{reason}）")
    return page if all(lost.values()) else _with_words(page, paper, leaf.sheet, limits)


def _paper(sheet: Sheet) -> Pixels:
    """The sheet as blank pixels."""
    import numpy as np

    scale = min(_SCALE, _LONGEST / max(sheet.width, sheet.height))
    size = max(round(sheet.height * scale), 1), max(round(sheet.width * scale), 1)
    return np.full((*size, 3), 255, np.uint8)


def _print(scan: Picture, paper: Pixels, leaf: Leaf, parts: Parts, limits: Limits) -> str:
    """Put a picture on the paper; the answer is why it could not be read, empty if it could.

    Scanners store strips, or ink apart from paper: the darker of what lies together is seen.
    """
    import numpy as np
    from PIL import Image

    name = leaf.resources.media.get(scan.resource)
    data = None if name is None else parts.data(name)
    if name is None or data is None:
        return "图片文件缺失"
    try:
        picture = Image.fromarray(_decoded(data, _suffix(name), limits))
    except InputError:
        return f"图片格式 {_suffix(name).lstrip('.') or '不明'} 不支持或图片已损坏"
    target, source = _parts_shown(scan, leaf.sheet, (paper.shape[1], paper.shape[0]), picture.size)
    left, top, right, bottom = target
    shown = picture.resize((right - left, bottom - top), box=source)
    spot = paper[top:bottom, left:right]
    np.minimum(spot, np.asarray(shown), out=spot)
    return ""


def _decoded(data: bytes, suffix: str, limits: Limits) -> Pixels:
    """The first picture of a file, whole: a very high one comes in pieces."""
    import numpy as np

    from wenfeng.readers.ocr.pictures import pictures

    found = pictures(data, limits)
    first = next(found).pixels
    rest = [] if suffix.startswith(".tif") else [piece.pixels for piece in found]
    return np.concatenate([first, *rest]) if rest else first


def _parts_shown(
    scan: Picture, sheet: Sheet, paper: tuple[int, int], picture: tuple[int, int]
) -> tuple[tuple[int, int, int, int], Place]:
    """Which pixels of the paper a picture covers, and with which part of itself."""
    sides: list[tuple[int, int, float, float]] = []
    for axis, length in enumerate((sheet.width, sheet.height)):
        start, end = scan.place[axis], scan.place[axis + 2]
        first, last = max(start, 0.0), min(end, length)
        at = min(int(first / length * paper[axis]), paper[axis] - 1)
        to = max(round(last / length * paper[axis]), at + 1)
        own = picture[axis] / (end - start)
        low = min((first - start) * own, picture[axis] - _LEAST)
        sides.append((at, to, low, min(max((last - start) * own, low + _LEAST), picture[axis])))
    (left, right, x, over), (top, bottom, y, under) = sides
    return (left, top, right, bottom), (x, y, over, under)


def _with_words(page: Page, paper: Pixels, sheet: Sheet, limits: Limits) -> Page:
    scan = ocr.page_of_picture(paper, sheet.number, sheet.width, sheet.height, limits)
    # Recognition may turn a page upright; what little it had in words cannot follow then.
    size = page if page.chars else scan
    return Page(
        number=page.number,
        width=size.width,
        height=size.height,
        chars=(*page.chars, *scan.chars),
        rules=(*page.rules, *scan.rules),
        unread=(*page.unread, *scan.unread),
    )


def _noted(page: Page, what: str) -> Page:
    return replace(page, unread=(*page.unread, Unread(what, f"第{page.number}页")))


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1].lower()
