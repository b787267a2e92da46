"""Binary Excel workbooks (xlsb, [MS-XLSB]): the parts of an xlsx, written as records.

Sheets come as those of an xlsx do.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from wenfeng.domain import Unread
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers import sheets
from wenfeng.readers.layout import Content
from wenfeng.readers.ooxml import Package, Relation, open_package
from wenfeng.readers.sheets import Stored
from wenfeng.readers.xls.book import Book, damaged
from wenfeng.readers.xlsb.records import records, string
from wenfeng.readers.xlsb.sheet import read_page
from wenfeng.readers.xlsx.parts import drawn
from wenfeng.readers.xlsx.values import LONGEST_FORMAT

# Records ([MS-XLSB] 2.3.2) of the workbook, the styles, the shared strings and the comments.
_PROPERTIES, _SHEET = 153, 156
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_STRING, _COMMENT = 19, 635
_OTHER_SHEETS = {"chartsheet": "图表工作表", "macrosheet": "宏表（Excel 4.0 宏）"}


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Blocks of all visible sheets, one table a sheet."""
    package = open_package(data, limits)
    main = next((r.target for r in package.relations() if r.type == "officeDocument"), "")
    related = package.relations(main)
    workbook = package.read(main) or b""
    try:
        book = _book(package, related, workbook)
        tabs = list(_tabs(workbook))
    except (struct.error, IndexError) as error:
        raise damaged("工作簿的公共部分不完整") from error
    if not tabs:
        raise damaged("里面没有工作表")
    targets = {one.id: one for one in related}
    stored = (_stored(package, book, targets.get(key), title, state) for key, title, state in tabs)
    blocks, unread = sheets.content(stored, len(tabs) == 1, limits)
    if any(one.type == "vbaProject" for one in related):
        unread += (Unread("宏", "整个文件"),)
    return blocks, unread


def _book(package: Package, related: tuple[Relation, ...], workbook: bytes) -> Book:
    book = Book(version=8)
    for kind, data in records(workbook):
        if kind == _PROPERTIES and data[0] & 1:
            book.epoch = CALENDAR_MAC_1904
    for kind, data in records(_part(package, related, "sharedStrings")):
        if kind == _STRING:
            book.strings.append(string(data, 1)[0])
    _add_styles(book, _part(package, related, "styles"))
    return book


def _add_styles(book: Book, part: bytes) -> None:
    of_cells = False
    for kind, data in records(part):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", data)
            book.formats[number] = string(data, 2)[0][:LONGEST_FORMAT]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            of_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and of_cells:
            book.styles.append(struct.unpack_from("<H", data, 2)[0])


def _part(package: Package, related: tuple[Relation, ...], kind: str) -> bytes:
    return next((package.read(one.target) or b"" for one in related if one.type == kind), b"")


def _tabs(workbook: bytes) -> Iterator[tuple[str, str, bool]]:
    """Relationship, title and whether it is hidden of each sheet."""
    for kind, data in records(workbook):
        if kind == _SHEET:
            key, end = string(data, 8)
            yield key, string(data, end)[0], bool(struct.unpack_from("<I", data)[0])


def _stored(
    package: Package, book: Book, target: Relation | None, title: str, hidden: bool
) -> Stored:
    where = f"工作表“{title}”"
    kind = target.type.lower() if target else "worksheet"
    if kind != "worksheet":
        return Stored(title, {}, besides=(Unread(_OTHER_SHEETS.get(kind, "其他工作表"), where),))
    part = package.read(target.target) if target else None
    if target is None or part is None:
        raise damaged(f"没有工作表“{title}”的内容")
    page = read_page(part, book, package.limits)
    return Stored(
        title=title,
        texts=dict(sorted(page.cells.texts.items())),
        merged=page.merged,
        hidden_rows=frozenset(page.rows),
        hidden_columns=frozenset(page.columns),
        filtered=page.filtered,
        hidden=hidden,
        besides=tuple(_besides(package, target.target, page.cells.unreadable, where)),
    )


def _besides(package: Package, part: str, unreadable: int, where: str) -> Iterator[Unread]:
    counts = Counter[str]()
    for relation in package.relations(part):
        if relation.type == "drawing":
            counts += drawn(package, relation.target)
        elif relation.type == "comments":
            found = records(package.read(relation.target) or b"")
            counts["批注"] += sum(kind == _COMMENT for kind, _ in found)
        elif relation.type in ("oleObject", "package", "control"):
            counts["嵌入对象"] += 1
    counts["已损坏的单元格"] += unreadable
    yield from (Unread(f"{what}{count}处", where) for what, count in counts.items() if count)
