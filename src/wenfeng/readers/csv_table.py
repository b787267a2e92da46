"""CSV and TSV: one table, or paragraphs where the file is really prose."""

from __future__ import annotations

import csv
import io
from collections import Counter

from wenfeng.errors import InputError
from wenfeng.limits import DEFAULT_LIMITS, Limits
from wenfeng.readers.encoding import decode
from wenfeng.readers.layout import Content, Paragraph, blank, grid, number

_DELIMITERS = ",\t;，|"
_SAMPLE_ROWS = 200

Rows = list[list[str]]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """One table; the row numbers are those of the records in the file."""
    text = decode(data)
    delimiter, text = _declared_delimiter(text)
    rows = _parse(text, delimiter or _best_delimiter(text))
    while rows and all(map(blank, rows[-1])):
        rows.pop()
    if max(map(len, rows), default=0) < 2:
        return number(Paragraph(row[0]) for row in rows if row and not blank(row[0])), ()
    if sum(not blank(cell) for row in rows for cell in row) > limits.cells:
        raise InputError(f"表格太大：非空单元格超过 {limits.cells} 个", "请拆成几个文件再读。")
    return number([grid(rows)]), ()


def _declared_delimiter(text: str) -> tuple[str, str]:
    """Excel's own first line ``sep=;`` names the delimiter and is no row."""
    head, _, rest = text.partition("\n")
    declared = head.rstrip("\r")
    if len(declared) == 5 and declared.lower().startswith("sep="):
        return declared[4], rest
    return "", text


def _best_delimiter(text: str) -> str:
    """The delimiter under which most rows have the same number of columns, at least two."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_ROWS])
    best = max(_DELIMITERS, key=lambda delimiter: _evidence(sample, delimiter))
    return best if _evidence(sample, best) > (0.0, 0) else ""


def _evidence(sample: str, delimiter: str) -> tuple[float, int]:
    rows = [row for row in _parse(sample, delimiter) if any(row)]
    sentences = sum(row[-1].rstrip().endswith("。") for row in rows)
    if not rows or (delimiter == "，" and sentences * 2 > len(rows)):
        return 0.0, 0
    widths = Counter(map(len, rows))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = count / widths.total()
    # A comma of either width also belongs to prose, which shows in uneven counts.
    enough = 0.6 if delimiter in ",，" else 0.5
    return (share, width) if width > 1 and share >= enough else (0.0, 0)


def _parse(text: str, delimiter: str) -> Rows:
    """Records; quotes that do not follow the rules of CSV are taken as written."""
    if not delimiter:
        return [[line] for line in text.splitlines()]
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        pass
    try:
        return list(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        )
    except csv.Error as error:
        raise InputError(
            "表格里有一个单元格长得无法读取", "请用 WPS 或 Excel 打开检查，另存为 xlsx 再试。"
        ) from error
