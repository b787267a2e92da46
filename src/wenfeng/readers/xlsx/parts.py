"""What openpyxl does not tell about a workbook: pictures, comments, formulas never computed.

Also takes the weight out of sheets of empty formatted cells before openpyxl builds an object for
each of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from wenfeng.domain import Unread
from wenfeng.readers.ooxml import Package, refuse_declaration
from wenfeng.readers.sheets import edges, listed, too_many

_HEAVY = 2 * 1024 * 1024
_VAST = 100_000
_EMPTY_CELL = re.compile(
    rb"<((?:\w+:)?)c\b[^<>]*(?:/>|>\s*(?:<\1v\s*/>\s*|<\1v>\s*</\1v>\s*)?</\1c>)"
)
_EMPTY_ROW = re.compile(rb"<((?:\w+:)?)row\b[^<>]*(?<!/)>\s*</\1row>|<(?:\w+:)?row\b[^<>]*/>")
_UNPLACED = re.compile(rb"<(?:\w+:)?(?:c|row)\b(?![^<>]*\br=)")
_HIDDEN_ROW = re.compile(rb'\bhidden="(?:1|true)"')
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^<>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"[^<>]*/>'
)
_LINK = re.compile(rb"<((?:\w+:)?)hyperlink\b[^<>]*(?:/>|(?<!/)>\s*+</\1hyperlink>)")
# No program writes such a format, and openpyxl would look at it without end.
_ENDLESS_FORMAT = re.compile(rb"\bformatCode=(?:\"[^\"]{2000,}\"|'[^']{2000,}')")
_UNCOMPUTED = re.compile(
    rb"<((?:\w+:)?)c\b([^<>]*)>\s*+<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v>\s*+</(?:\w+:)?v>)?\s*+</\1c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
_EDGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<]+)</")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The part that holds a sheet."""

    name: str
    kind: str
    hidden: bool


def sheet_parts(package: Package) -> dict[str, SheetPart]:
    """The part of each sheet by title, in the order of the tabs."""
    main = next((r.target for r in package.relations() if r.type == "officeDocument"), "")
    root = package.xml(main) if main else None
    if root is None:
        return {}
    relations = {relation.id: relation for relation in package.relations(main)}
    found = {}
    for element in root.iter("{*}sheet"):
        ids = [str(value) for key, value in element.items() if str(key).endswith("}id")]
        relation = relations.get(ids[0]) if ids else None
        if relation:
            hidden = element.get("state", "visible") != "visible"
            found[element.get("name", "")] = SheetPart(relation.target, relation.type, hidden)
    return found


def slim(data: bytes, package: Package, parts: Mapping[str, SheetPart]) -> bytes:
    """The package without what misleads openpyxl or only costs time; else the same bytes."""
    lighter: dict[str, bytes] = {}
    for part in parts.values():
        xml = package.read(part.name) or b""
        refuse_declaration(xml, part.name)
        # Cells that do not say where they stand count on those before them.
        if len(xml) > _HEAVY and not _UNPLACED.search(xml):
            lighter[part.name] = xml = _without_empty(xml)
            # A value may still turn out blank, but not that often.
            if xml.count(b"</c>") + xml.count(b":c>") > 4 * package.limits.cells:
                raise too_many(package.limits)
        if _LINK.search(xml):
            # openpyxl takes the address for the text of every blank cell of the link.
            lighter[part.name] = xml = _LINK.sub(b"", xml)
        if sum(map(_area, _MERGE.finditer(xml))) > _VAST:
            lighter[part.name] = _clipped(xml, package.limits.cells)
    for name in package.names:
        if name.endswith("styles.xml") and _ENDLESS_FORMAT.search(xml := package.read(name) or b""):
            lighter[name] = _ENDLESS_FORMAT.sub(b'formatCode="General"', xml)
    if not lighter:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, info in package.members.items():
            target.writestr(info.filename, lighter.get(name) or package.archive.read(info))
    return out.getvalue()


def _without_empty(xml: bytes) -> bytes:
    """Empty cells and rows go; among the cells, a hidden row stays to be known as hidden."""
    xml = _EMPTY_CELL.sub(b"", xml)
    end = max(xml.rfind(b"<c "), xml.rfind(b":c "), 0)
    return _EMPTY_ROW.sub(_keep_hidden, xml[:end]) + _EMPTY_ROW.sub(b"", xml[end:])


def _keep_hidden(row: re.Match[bytes]) -> bytes:
    return row[0] if _HIDDEN_ROW.search(row[0]) else b""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _area(merge: re.Match[bytes]) -> int:
    across = _column(merge[3]) - _column(merge[1]) + 1
    return max(across, 0) * max(int(merge[4]) - int(merge[2]) + 1, 0)


def _clipped(xml: bytes, left: int) -> bytes:
    """Vast merged ranges end with the last stored row, or go where that is no help.

    openpyxl would store every single cell of a range such as A1:A1048576. Ranges go from where
    they hold more than ``left`` cells together: they must lie on top of one another.
    """
    rows = re.findall(rb'<(?:\w+:)?row\b[^<>]*?\br="(\d{1,7})"', xml)
    last = max(map(int, rows), default=1)

    def clip(merge: re.Match[bytes]) -> bytes:
        nonlocal left
        if _area(merge) > _VAST:
            bottom = max(int(merge[2]), min(int(merge[4]), last))
            old = b":" + merge[3] + merge[4] + b'"'
            shorter = merge[0].replace(old, b":" + merge[3] + str(bottom).encode() + b'"')
            merge = _MERGE.fullmatch(shorter) or merge
        left -= _area(merge)
        return merge[0] if _area(merge) <= _VAST and left >= 0 else b""

    return _MERGE.sub(clip, xml)


def beside_cells(package: Package, part: SheetPart, title: str) -> Iterator[Unread]:
    """What a sheet holds besides the values of its cells."""
    where = f"工作表“{title}”"
    counts = Counter[str]()
    for relation in package.relations(part.name):
        if relation.type == "drawing":
            counts += drawn(package, relation.target)
        elif relation.type in ("comments", "threadedComment"):
            root = package.xml(relation.target)
            tag = "{*}comment" if relation.type == "comments" else "{*}threadedComment"
            found = 0 if root is None else sum(1 for _ in root.iter(tag))
            # A threaded comment is stored a second time as a plain one.
            counts["批注"] = max(counts["批注"], found)
        elif relation.type in ("oleObject", "package", "control"):
            counts["嵌入对象"] += 1
    yield from (Unread(f"{what}{count}处", where) for what, count in counts.items() if count)
    xml = package.read(part.name) or b""
    texts = (unescape(edge[1].decode("utf-8", "replace")) for edge in _EDGE.finditer(xml))
    yield from edges(texts, where)
    missing = [
        reference[1].decode()
        for cell in _UNCOMPUTED.finditer(xml)
        if b't="str"' not in cell[2] and (reference := _REFERENCE.search(cell[2]))
    ]
    if missing:
        yield Unread(f"没有计算结果的公式{len(missing)}处：{listed(missing)}", where)


def drawn(package: Package, name: str) -> Counter[str]:
    """What lies on a drawing."""
    root = package.xml(name)
    counts = Counter[str]()
    if root is None:
        return counts
    counts["图片"] = sum(1 for _ in root.iter("{*}pic"))
    counts["图表或图示"] = sum(1 for _ in root.iter("{*}graphicFrame"))
    texts = ("".join(map(str, shape.itertext("{*}t"))) for shape in root.iter("{*}sp"))
    counts["文本框"] = sum(bool(text.strip()) for text in texts)
    return counts
