"""Page numbers and running headers and footers (页码、页眉页脚): found, so that text flows on.

They are looked for from the edge of the page inwards, and never behind a row that is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from wenfeng.readers.pages.lines import Line, Row, merged

_ZONE = 0.13  # of the page's height, at its head and its foot
_ROWS = 3
_SHARE = 0.4  # of the pages that a running head is on: those of odd pages are on half of them
_NEAR = 12.0  # points within which a running head stands at one height
_TITLE = 1.2  # times the size of the text: a title repeated on each page (打印标题)
_NUMBER = r"[0-9０-９]{1,4}"
_DASH = r"[\s—–\-－―─~·•.…|/_]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}(?:第|[Pp]age)?\s*{_NUMBER}\s*[页頁]?{_DASH}"
    rf"|{_DASH}第?\s*{_NUMBER}\s*[页頁]?[\s,，、/／|]*(?:of|共|总)?\s*{_NUMBER}\s*[页頁]?{_DASH}"
    rf"|{_DASH}第\s*[一二三四五六七八九十百]{{1,5}}\s*[页頁]{_DASH}"
    rf"|{_DASH}[ivxIVX]{{1,5}}{_DASH}"
)
# The page number inside a running head.
_COUNTED = re.compile(
    rf"第\s*{_NUMBER}\s*[页頁]|(?<!\d){_NUMBER}\s*[/／]\s*{_NUMBER}(?!\d)"
    rf"|^{_NUMBER}\s|\s{_NUMBER}$|[—–\-－]\s*{_NUMBER}\s*[—–\-－]"
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page outside its tables, its height, and where its tables begin and end."""

    height: float
    rows: tuple[Row, ...]
    top: float
    bottom: float


_Key = tuple[str, int]


def without_furniture(pages: Sequence[Rows]) -> tuple[list[tuple[Row, ...]], str]:
    """Each page's rows without furniture, and the words that running heads and feet hold."""
    running = _running(pages)
    words: dict[str, None] = {}
    titles: set[_Key] = set()
    kept = []
    for page in pages:
        drop: set[int] = set()
        for edge in (_head(page), _foot(page)):
            outermost = True
            for number, line in edge:
                key = _key(page, line)
                if key in running:
                    if key not in titles and _is_title(page, line):
                        titles.add(key)
                        break
                    words.update({} if key in titles else {line.text: None})
                elif not (outermost and _is_number(page, line, len(pages))):
                    break
                drop.add(number)
                outermost = False
        kept.append(tuple(row for i, row in enumerate(page.rows) if i not in drop))
    return kept, "；".join(words)


def _head(page: Rows) -> Iterator[tuple[int, Line]]:
    """The first rows of a page, from its edge inwards, above all tables."""
    for number, row in enumerate(page.rows[:_ROWS]):
        line = merged(row)
        if line.bottom > min(_ZONE * page.height, page.top):
            return
        yield number, line


def _foot(page: Rows) -> Iterator[tuple[int, Line]]:
    """The last rows of a page, from its edge inwards, below all tables."""
    for number in range(len(page.rows) - 1, max(-1, len(page.rows) - 1 - _ROWS), -1):
        line = merged(page.rows[number])
        if line.top < max((1 - _ZONE) * page.height, page.bottom):
            return
        yield number, line


def _is_number(page: Rows, line: Line, pages: int) -> bool:
    """A page number; on a single page only at its foot."""
    at_foot = line.middle > page.height / 2
    return (at_foot or pages > 1) and _PAGE_NUMBER.fullmatch(line.text) is not None


def _key(page: Rows, line: Line) -> _Key:
    """What a running head looks like on every page: without the number of the page."""
    plain = "".join(_COUNTED.sub("#", line.text).split())
    from_edge = line.middle if line.middle < page.height / 2 else line.middle - page.height
    return plain, round(from_edge / _NEAR)


def _running(pages: Sequence[Rows]) -> set[_Key]:
    seen: Counter[_Key] = Counter()
    for page in pages:
        seen.update({_key(page, line) for edge in (_head(page), _foot(page)) for _, line in edge})
    least = max(2, _SHARE * len(pages))
    return {key for key, count in seen.items() if count >= least and key[0].strip("#")}


def _is_title(page: Rows, line: Line) -> bool:
    sizes = [one.size for row in page.rows for one in row]
    return line.middle < page.height / 2 and line.size > _TITLE * median(sizes)
