"""Pages of a Word file (页面): paper, margins, grid and page numbers of each section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from wenfeng.domain import Alignment, Page, PageNumber
from wenfeng.readers.docx.looks import Looks
from wenfeng.readers.docx.measures import TWIPS, number
from wenfeng.readers.docx.text import Gathered
from wenfeng.readers.wordml import attribute, both, local, members, switched_on

# A section that leaves these to the program does not say how its pages look.
_STATED = {"pgSz", "pgMar"}
# What Word takes for a measure that is not given: US Letter, margins of an inch.
_PAPER = (12_240, 15_840)
_MARGIN = 1_440
_FOOTER = 720
_FINEST = 4_096
_RUNS = both("r")
_PARAGRAPHS = both("p")
_INSTRUCTIONS = both("instrText")
_SIMPLE = both("fldSimple")
_FIELD = both("fldChar")
_TEXT = both("t")
_NUMBERED = re.compile(r"^\s*PAGE\b", re.I)
_DASHES = re.compile(r"[-－—–―─]")
_DASHED = "numberInDash"
_RELATION = re.compile(r"\{.*/relationships\}id$")
_SIDES: dict[str, Alignment] = {
    "left": "left",
    "right": "right",
    "center": "center",
    "outside": "outside",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What sections point to: headers and footers by relation, their looks, and the settings."""

    part: Callable[[str], etree._Element | None]
    looks: Looks
    settings: Callable[[], etree._Element | None]


def read_pages(
    sections: Iterable[tuple[int, etree._Element]], around: Surroundings
) -> tuple[Page, ...]:
    """The pages of each section; ``sections`` are their first blocks and their w:sectPr."""
    pages: list[Page] = []
    edges: dict[str, str] = {}
    for block, section in sections:
        # A section without a footer of its own goes on with the one before.
        edges |= _edges(section)
        if not members(section).keys() >= _STATED:
            continue
        pages.append(_page(block, section, _numbers(edges, section, around), around.looks))
    return tuple(pages)


def _page(
    block: int, section: etree._Element, numbers: tuple[PageNumber, ...], looks: Looks
) -> Page:
    parts = members(section)
    paper, margins = parts.get("pgSz"), parts.get("pgMar")
    width, height = _twips(paper, "w", _PAPER[0]), _twips(paper, "h", _PAPER[1])
    top, bottom = _twips(margins, "top", _MARGIN), _twips(margins, "bottom", _MARGIN)
    left, right = _twips(margins, "left", _MARGIN), _twips(margins, "right", _MARGIN)
    left += _twips(margins, "gutter", 0)
    lines, characters = _grid(
        parts.get("docGrid"), (width - left - right, height - abs(top) - abs(bottom)), looks
    )
    return Page(
        block=block,
        width=_millimetres(width),
        height=_millimetres(height),
        # A negative one is exact: the header may not push the text down.
        top=_millimetres(abs(top)),
        bottom=_millimetres(abs(bottom)),
        left=_millimetres(left),
        right=_millimetres(right),
        footer=_millimetres(_twips(margins, "footer", _FOOTER)),
        lines=lines,
        characters=characters,
        numbers=numbers,
    )


def _grid(
    grid: etree._Element | None, area: tuple[float, float], looks: Looks
) -> tuple[int | None, int | None]:
    """Lines a page and characters a line of a grid that the text keeps to."""
    kind = attribute(grid, "type")
    pitch = number(attribute(grid, "linePitch"))
    if kind not in ("lines", "linesAndChars", "snapToChars") or pitch <= 0:
        return None, None
    lines = int(area[1] / pitch + 0.02)
    if kind == "lines":
        return lines, None
    size = looks.lettering.of_run(None).size
    step = (size + number(attribute(grid, "charSpace")) / _FINEST) * TWIPS
    return lines, int(area[0] / step + 0.02) if step > 0 else None


def _edges(section: etree._Element) -> dict[str, str]:
    """The relations of the headers and footers that a section names, by kind and pages."""
    found: dict[str, str] = {}
    for one in section:
        if (name := local(one)) in ("headerReference", "footerReference"):
            relation = next((v for k, v in one.attrib.items() if _RELATION.search(str(k))), "")
            found[f"{name[:6]} {attribute(one, 'type') or 'default'}"] = str(relation)
    return found


def _numbers(
    edges: Mapping[str, str], section: etree._Element, around: Surroundings
) -> tuple[PageNumber, ...]:
    dashed = attribute(members(section).get("pgNumType"), "fmt") == _DASHED
    found: list[PageNumber] = []
    mirrored = any(one.endswith("even") for one in edges) and _mirrored(around.settings())
    for pages in ("default", "even") if mirrored else ("default",):
        parts = (edges.get(f"{kind} {pages}") for kind in ("footer", "header"))
        roots = (around.part(relation) for relation in parts if relation)
        numbers = (one for root in roots if root is not None for one in _in(root, dashed, around))
        found += [one for one in (next(numbers, None),) if one is not None]
    return tuple(dict.fromkeys(found))


def _in(root: etree._Element, dashed: bool, around: Surroundings) -> Iterator[PageNumber]:
    for paragraph in root.iter(*_PARAGRAPHS):
        run = _number_run(paragraph)
        if run is not None:
            yield _page_number(paragraph, run, dashed, around)


def _number_run(paragraph: etree._Element) -> etree._Element | None:
    """The run that holds the number of the page; the paragraph's own, not that of a box in it."""
    for element in paragraph.iter(*_INSTRUCTIONS, *_SIMPLE):
        simple = element.tag in _SIMPLE
        code = attribute(element, "instr") if simple else element.text
        if not _NUMBERED.search(code or ""):
            continue
        if next(element.iterancestors(*_PARAGRAPHS), None) is not paragraph:
            continue
        return next(element.iter(*_RUNS), element) if simple else _result(element.getparent())
    return None


def _result(instruction: etree._Element | None) -> etree._Element | None:
    """The run that shows what a field came to; the one that asks for it where none does."""
    shows = False
    for run in () if instruction is None else instruction.itersiblings(*_RUNS):
        kinds = [attribute(one, "fldCharType") for one in run.iterchildren(*_FIELD)]
        if "end" in kinds:
            break
        if shows and next(run.iterchildren(*_TEXT), None) is not None:
            return run
        shows = shows or "separate" in kinds
    return instruction


def _page_number(
    paragraph: etree._Element, run: etree._Element, dashed: bool, around: Surroundings
) -> PageNumber:
    lettering = around.looks.lettering
    gathered = Gathered(lettering.styles)
    gathered.paragraph(paragraph)
    style = attribute(gathered.properties.get("pStyle"))
    letters = lettering.of_run(style, members(members(run).get("rPr")))
    dash = _DASHES.search(gathered.text)
    return PageNumber(
        font=letters.latin or letters.font,
        size=letters.size,
        alignment=_alignment(paragraph, gathered, around.looks),
        dash="—" if dashed else dash[0] if dash else "",
    )


def _alignment(paragraph: etree._Element, gathered: Gathered, looks: Looks) -> Alignment | None:
    """Where the number stands: by its frame, by the box around it, or by its paragraph."""
    frame = attribute(gathered.properties.get("framePr"), "xAlign")
    if frame is not None:
        return _SIDES.get(frame)
    boxes = (one for one in paragraph.iterancestors() if local(one) in ("anchor", "shape"))
    box = next(boxes, None)
    if box is None:
        return looks.look(gathered).alignment
    word = next((one.text for one in box.iter() if local(one) == "align"), None)
    style = re.search(r"mso-position-horizontal:\s*(\w+)", box.get("style", ""))
    return _SIDES.get(word or (style[1] if style else ""))


def _mirrored(settings: etree._Element | None) -> bool:
    """Whether odd and even pages have footers of their own (奇偶页不同)."""
    switch = members(settings).get("evenAndOddHeaders")
    return switch is not None and switched_on(switch)


def _twips(element: etree._Element | None, name: str, default: int) -> float:
    found = attribute(element, name)
    return number(found) if found else default


def _millimetres(twips: float) -> float:
    return round(twips / TWIPS / 72 * 25.4, 1)
