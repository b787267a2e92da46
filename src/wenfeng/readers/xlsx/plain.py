"""A workbook cut down to what its cells say (ECMA-376 part 1, 18), for files with other faults.

One bad style or drawing makes openpyxl refuse a whole workbook. What is kept here is the sheets,
their cells, merged ranges, hidden rows and columns, and the number formats.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from wenfeng.readers.ooxml import Package

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_IN_WORKBOOK = frozenset({"workbookPr", "sheets"})
_IN_SHEET = frozenset({"sheetFormatPr", "cols", "sheetData", "mergeCells", "autoFilter"})
_STYLE = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\bs="(\d{1,5})"')
_MOST_STYLES = 65_430
_NUMBER = re.compile(r"\d{1,9}")
_DROPPED = ("theme", "drawing", "comment", "table", "pivot", "custom", "printer", "vml", "media")


def plain(package: Package) -> bytes:
    """The package with nothing but cells; raises InputError where its XML is damaged."""
    kept = {name: info for name, info in package.members.items() if _is_kept(name)}
    last = 0
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, info in kept.items():
            data = package.read(name) or b""
            if name.startswith("xl/worksheets/"):
                last = max([last, *map(int, _STYLE.findall(data))])
                data = _only(package, name, _IN_SHEET)
            elif name == "xl/workbook.xml":
                data = _only(package, name, _IN_WORKBOOK)
            elif name == "[content_types].xml":
                data = _types(package, name, set(kept) | {"xl/styles.xml"})
            if name != "xl/styles.xml":
                target.writestr(info.filename, data)
        target.writestr("xl/styles.xml", _styles(package, min(last, _MOST_STYLES)))
    return out.getvalue()


def _is_kept(name: str) -> bool:
    return not (name.startswith("xl/worksheets/_rels") or any(part in name for part in _DROPPED))


def _only(package: Package, name: str, wanted: frozenset[str]) -> bytes:
    root = package.xml(name)
    assert root is not None
    for child in list(root):
        if etree.QName(child).localname not in wanted:
            root.remove(child)
    return etree.tostring(root)


def _types(package: Package, name: str, kept: set[str]) -> bytes:
    root = package.xml(name)
    assert root is not None
    for child in list(root):
        part = child.get("PartName")
        if part is not None and part.lstrip("/").lower() not in kept:
            root.remove(child)
    return etree.tostring(root)


def _styles(package: Package, last: int) -> bytes:
    """Number formats, and for each style of a cell the one it uses; all else at its simplest."""
    root = package.xml("xl/styles.xml")
    formats, used = _formats(root)
    used += ["0"] * (last + 1 - len(used))
    style = etree.Element(f"{{{_MAIN}}}styleSheet")
    numbers = etree.SubElement(style, f"{{{_MAIN}}}numFmts", count=str(len(formats)))
    for number, code in formats.items():
        etree.SubElement(numbers, f"{{{_MAIN}}}numFmt", numFmtId=number, formatCode=code)
    for path in ("fonts/font", "fills/fill/patternFill", "borders/border", "cellStyleXfs/xf"):
        inner = style
        for tag in path.split("/"):
            inner = etree.SubElement(inner, f"{{{_MAIN}}}{tag}")
    cells = etree.SubElement(style, f"{{{_MAIN}}}cellXfs")
    for number in used:
        known = number in formats or int(number) < 164
        etree.SubElement(cells, f"{{{_MAIN}}}xf", numFmtId=number if known else "0")
    return etree.tostring(style)


def _formats(root: etree._Element | None) -> tuple[dict[str, str], list[str]]:
    if root is None:
        return {}, []
    formats = {
        number: one.get("formatCode", "General")
        for one in root.iter(f"{{{_MAIN}}}numFmt")
        if _NUMBER.fullmatch(number := one.get("numFmtId", ""))
    }
    cells = root.find(f"{{{_MAIN}}}cellXfs")
    used = [one.get("numFmtId", "0") for one in (() if cells is None else cells)]
    return formats, [number if _NUMBER.fullmatch(number) else "0" for number in used]
