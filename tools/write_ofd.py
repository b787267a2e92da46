"""Writes OFD files (GB/T 33190-2016) for tests: from pages given as data, or from a PDF.

``Style`` chooses among the ways in which producers write the same page.
usage: python tools/write_ofd.py plan.pdf plan.ofd
"""

from __future__ import annotations

import io
import math
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.ofdspec.org/2016"
_EPOCH = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, where it stands on its base line, and its size; in millimetres."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure: AbbreviatedData in page coordinates, and how it is drawn."""

    data: str
    fill: bool = False
    stroke: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A page in millimetres; ``extra`` is XML that is put into its last layer as it is."""

    glyphs: tuple[Glyph, ...] = ()
    figures: tuple[Figure, ...] = ()
    width: float = 210.0
    height: float = 297.0
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a producer writes.

    ``scale`` is the CTM factor (0.3528 where sizes are points). ``documents`` spreads the pages
    over that many documents. ``template`` puts the figures of each page into a template page.
    """

    grouping: Literal["line", "character", "paragraph"] = "line"
    absolute: bool = False
    compressed: bool = False
    scale: float = 1.0
    template: bool = False
    blocks: int = 0
    documents: int = 1
    page_area: bool = False
    glyph_ids: bool = False
    prefix: str = "ofd"
    indented: bool = False
    byte_order_mark: bool = False
    encoding: str = "UTF-8"
    folder: str = "Doc_{}"


@dataclass(frozen=True, slots=True)
class Package:
    """Further parts, and further elements of Document.xml and of OFD.xml's DocBody."""

    parts: Mapping[str, bytes] = field(default_factory=dict)
    document: str = ""
    common: str = ""
    body: str = ""


_PLAIN = Style()
_NOTHING = Package()


def write(papers: Sequence[Paper], style: Style = _PLAIN, more: Package = _NOTHING) -> bytes:
    """An OFD file with these pages."""
    parts: dict[str, str | bytes] = {}
    size = -(-len(papers) // style.documents)
    bodies = []
    for number in range(style.documents):
        folder = style.folder.format(number)
        parts.update(_document(papers[number * size :][:size], folder, style, more))
        root = f"{'/' * style.absolute}{folder}/Document.xml"
        bodies.append(
            f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
            f"<ofd:DocRoot>{root}</ofd:DocRoot>{more.body}</ofd:DocBody>"
        )
    parts["OFD.xml"] = _root("OFD", "".join(bodies), ' DocType="OFD" Version="1.0"')
    return pack({**parts, **more.parts}, style)


def pack(parts: Mapping[str, str | bytes], style: Style = _PLAIN) -> bytes:
    """A zip of these parts, XML written the way of the style."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            data = content if isinstance(content, bytes) else _encoded(content, style)
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def text(line: str, x: float, y: float, size: float = 4.0) -> Iterator[Glyph]:
    """The glyphs of a line that begins at ``x`` on the base line ``y``."""
    for char in line:
        yield Glyph(char, x, y, size)
        x += size if char > "ÿ" else size / 2


def grid(xs: Sequence[float], ys: Sequence[float]) -> Iterator[Figure]:
    """All lines of a table whose rows and columns meet at these places."""
    for y in ys:
        yield Figure(f"M {xs[0]} {y} L {xs[-1]} {y}")
    for x in xs:
        yield Figure(f"M {x} {ys[0]} L {x} {ys[-1]}")


def _document(
    papers: Sequence[Paper], folder: str, style: Style, more: Package
) -> dict[str, str | bytes]:
    parts: dict[str, str | bytes] = {}
    pages, templates = [], []
    for at, paper in enumerate(papers):
        base = f"/{folder}/" if style.absolute else ""
        pages.append(f'<ofd:Page ID="{at + 1}" BaseLoc="{base}Pages/Page_{at}/Content.xml"/>')
        if style.template:
            place = f"{base}Tpls/Tpl_{at}/Content.xml"
            templates.append(f'<ofd:TemplatePage ID="{900 + at}" BaseLoc="{place}"/>')
            parts[f"{folder}/Tpls/Tpl_{at}/Content.xml"] = _template(paper, style)
        parts[f"{folder}/Pages/Page_{at}/Content.xml"] = _page(paper, at, style)
    area = "" if style.page_area or not papers else _area("PageArea", papers[0])
    resource = f"{'/' + folder + '/' if style.absolute else ''}PublicRes.xml"
    common = (
        f"<ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>{area}"
        f"<ofd:PublicRes>{resource}</ofd:PublicRes>{more.common}{''.join(templates)}"
        "</ofd:CommonData>"
    )
    document = f"{common}<ofd:Pages>{''.join(pages)}</ofd:Pages>{more.document}"
    fonts = '<ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/></ofd:Fonts>'
    parts[f"{folder}/Document.xml"] = _root("Document", document)
    parts[f"{folder}/PublicRes.xml"] = _root("Res", fonts, ' BaseLoc="Res"')
    return parts


def _page(paper: Paper, at: int, style: Style) -> str:
    area = _area("Area", paper) if style.page_area else ""
    template = f'<ofd:Template TemplateID="{900 + at}"/>' if style.template else ""
    figures = "" if style.template else "".join(map(_path, paper.figures))
    objects = "".join(_text_objects(paper.glyphs, style))
    objects = "<ofd:PageBlock>" * style.blocks + objects + "</ofd:PageBlock>" * style.blocks
    return _root("Page", f"{area}{template}{_content(figures, objects + paper.extra)}")


def _template(paper: Paper, style: Style) -> str:
    area = _area("Area", paper) if style.page_area else ""
    return _root("Page", area + _content("".join(map(_path, paper.figures))))


def _content(*layers: str) -> str:
    kinds = ("Background", "Body") if len(layers) > 1 else ("Body",)
    return (
        "<ofd:Content>"
        + "".join(
            f'<ofd:Layer ID="{50 + at}" Type="{kind}">{layer}</ofd:Layer>'
            for at, (kind, layer) in enumerate(zip(kinds, layers, strict=True))
        )
        + "</ofd:Content>"
    )


def _area(name: str, paper: Paper) -> str:
    box = f"0 0 {paper.width:g} {paper.height:g}"
    return f"<ofd:{name}><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:{name}>"


def _path(path: Figure) -> str:
    drawn = f'Fill="{str(path.fill).lower()}" Stroke="{str(path.stroke).lower()}"'
    return (
        f'<ofd:PathObject Boundary="0 0 0 0" LineWidth="0.2" {drawn}>'
        f"<ofd:AbbreviatedData>{path.data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text_objects(glyphs: Iterable[Glyph], style: Style) -> Iterator[str]:
    lines = [list(line) for _, line in groupby(_spaced(glyphs), lambda one: (one[0], one[1].size))]
    runs = [[glyph for _, glyph in line] for line in lines]
    if style.grouping == "character":
        runs = [[glyph] for run in runs for glyph in run]
    if style.grouping == "paragraph":
        for _, same in groupby(runs, lambda run: run[0].size):
            yield _text_object(list(same), style)
        return
    for run in runs:
        yield _text_object([run], style)


def _spaced(glyphs: Iterable[Glyph]) -> Iterator[tuple[int, Glyph]]:
    """Each glyph with the number of its run: a wide gap or another base line begins the next."""
    number, last = 0, None
    for glyph in glyphs:
        if last is not None and not (
            abs(glyph.y - last.y) < 0.05 and 0 <= glyph.x - last.x < 2.2 * last.size
        ):
            number += 1
        yield number, glyph
        last = glyph


def _text_object(runs: Sequence[Sequence[Glyph]], style: Style) -> str:
    first, scale = runs[0][0], style.scale
    left = min(glyph.x for run in runs for glyph in run)
    top = min(run[0].y - run[0].size for run in runs)
    width = max(glyph.x for run in runs for glyph in run) - left + first.size
    height = max(run[0].y for run in runs) - top + first.size * 0.2
    ctm = "" if scale == 1 else f' CTM="{scale} 0 0 {scale} 0 0"'
    codes = "".join(_text_code(run, left, top, style) for run in runs)
    return (
        f'<ofd:TextObject Font="1" Size="{first.size / scale:.4f}"{ctm}'
        f' Boundary="{left:.4f} {top:.4f} {width:.4f} {height:.4f}">{codes}</ofd:TextObject>'
    )


def _text_code(run: Sequence[Glyph], left: float, top: float, style: Style) -> str:
    x, y = (run[0].x - left) / style.scale, (run[0].y - top) / style.scale
    steps = [f"{(b.x - a.x) / style.scale:.3f}" for a, b in pairwise(run)]
    delta = f' DeltaX="{_compressed(steps) if style.compressed else " ".join(steps)}"'
    said = escape("".join(glyph.text for glyph in run))
    if style.indented:
        said = f"\n      {said}\n    "
    glyphs = ""
    if style.glyph_ids:
        ids = " ".join(str(at + 3) for at in range(len(run)))
        glyphs = (
            f'<ofd:CGTransform CodePosition="0" CodeCount="{len(run)}" GlyphCount="{len(run)}">'
            f"<ofd:Glyphs>{ids}</ofd:Glyphs></ofd:CGTransform>"
        )
    return (
        f'{glyphs}<ofd:TextCode X="{x:.4f}" Y="{y:.4f}"{delta if steps else ""}>{said}'
        "</ofd:TextCode>"
    )


def _compressed(steps: Sequence[str]) -> str:
    runs = ((value, len(list(same))) for value, same in groupby(steps))
    return " ".join(value if count == 1 else f"g {count} {value}" for value, count in runs)


def _root(name: str, content: str, attributes: str = "") -> str:
    return f"<ofd:{name} xmlns:ofd={quoteattr(NAMESPACE)}{attributes}>{content}</ofd:{name}>"


def _encoded(content: str, style: Style) -> bytes:
    if style.prefix != "ofd":
        name = f"{style.prefix}:" if style.prefix else ""
        declared = f"xmlns:{style.prefix}=" if style.prefix else "xmlns="
        content = content.replace("xmlns:ofd=", declared)
        content = content.replace("<ofd:", f"<{name}").replace("</ofd:", f"</{name}")
    mark = b"\xef\xbb\xbf" if style.byte_order_mark else b""
    declaration = f'<?xml version="1.0" encoding="{style.encoding}"?>\n'
    return mark + (declaration + content).encode(style.encoding)


def from_pdf(data: bytes) -> list[Paper]:
    """The pages of a PDF file: its characters, and its figures that are made of lines."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    papers = [_paper(document, index) for index in range(len(document))]
    document.close()
    return papers


def _paper(document: Any, index: int) -> Paper:
    page = document[index]
    width, height = (side * 25.4 / 72 for side in page.get_size())
    words = page.get_textpage()
    glyphs, paths = tuple(_pdf_glyphs(words, height)), tuple(_pdf_paths(page, height))
    words.close()
    page.close()
    return Paper(glyphs, paths, width, height)


def _pdf_glyphs(words: Any, height: float) -> Iterator[Glyph]:
    from ctypes import byref, c_double

    import pypdfium2.raw as pdfium

    x, y, matrix = c_double(), c_double(), pdfium.FS_MATRIX()
    for at in range(pdfium.FPDFText_CountChars(words)):
        char = chr(pdfium.FPDFText_GetUnicode(words, at))
        if pdfium.FPDFText_IsGenerated(words, at) == 1 or char < " " or char in "￾￿":
            continue
        pdfium.FPDFText_GetCharOrigin(words, at, byref(x), byref(y))
        pdfium.FPDFText_GetMatrix(words, at, byref(matrix))
        scale = math.hypot(matrix.c, matrix.d) or 1
        size = pdfium.FPDFText_GetFontSize(words, at) * scale * 25.4 / 72
        yield Glyph(char, x.value * 25.4 / 72, height - y.value * 25.4 / 72, round(size, 3))


def _pdf_paths(page: Any, height: float) -> Iterator[Figure]:
    from ctypes import byref, c_int

    import pypdfium2.raw as pdfium

    for at in range(pdfium.FPDFPage_CountObjects(page)):
        found = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(found) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(found, byref(fill), byref(stroke))
        if fill.value or stroke.value:
            data = " ".join(_pdf_segments(found, height))
            yield Figure(data, bool(fill.value), bool(stroke.value))


def _pdf_segments(found: Any, height: float) -> Iterator[str]:
    from ctypes import byref, c_float

    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(found, byref(m))
    x, y, curve = c_float(), c_float(), 0
    for at in range(pdfium.FPDFPath_CountSegments(found)):
        segment = pdfium.FPDFPath_GetPathSegment(found, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        right = (m.a * x.value + m.c * y.value + m.e) * 25.4 / 72
        down = height - (m.b * x.value + m.d * y.value + m.f) * 25.4 / 72
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            yield f"{'' if curve % 3 else 'B '}{right:.4f} {down:.4f}"
            curve += 1
            continue
        yield f"{'M' if kind == pdfium.FPDF_SEGMENT_MOVETO else 'L'} {right:.4f} {down:.4f}"
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield "C"


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(write(from_pdf(Path(sys.argv[1]).read_bytes())))
