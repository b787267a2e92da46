"""A table as a grid: merged cells spread over what they cover, header rows recognised.

A header names the columns. It may stand below a title row, take two rows, and come back on each
page; a table without one continues the table before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

from wenfeng.domain import Block, Cell, Span
from wenfeng.errors import InputError
from wenfeng.extract.labels import Field, classify, nearest
from wenfeng.extract.lines import TableCells
from wenfeng.lang.patterns import lazy

Role = Field | Literal["number", "unit", "category", "score"]

_VAST = 4_000_000
_NUMBER = lazy(r"(?:序号?|编号|项号|问题序号|任务序号|整改序号|No\.?|NO\.?|序列|项次)")
_CATEGORY = lazy(r".{0,8}(?:类别|类型|分类|领域|方面|类目|大类|板块|专题)|项目|项目名称|指标")
_UNIT = lazy(r"(?:单位|部门|科室|处室|姓名|成员单位|单位名称|部门名称|岗位|村别|乡镇|镇街|责任)")
_SCORE = lazy(r".{0,6}(?:分值|得分|扣分|评分|权重|标准分|自评分|考核分)|分数")
_DITTO = frozenset({"同上", "〃", "″", "”", "同上栏", "同上。"})
_TASK_NAMES = ("项目名称", "工程名称", "事项名称", "任务名称", "实事项目", "重点项目", "改革事项")
_SHORT_ENDINGS = ("问题", "措施", "时限", "内容", "任务", "事项", "举措", "隐患")
_STAND_IN = lazy(r".{0,6}(?:要求|意见|建议|目标|标准|做法)")
_SUBHEAD = lazy("启动|开始|起始|完成|结束|截止|起|止|牵头|配合|协助|参与|事项|板块")
_DEMANDS = lazy(r".{0,4}要求")  # beside the task itself: how well it must be done
_DEPARTMENT = lazy("部门|科室|处室|股室")
_BODY = lazy(r"(?<!参加)(?<!被检)(?<!受检)(?<!点位)(?:单位|部门|科室|处室|股室)$")
_CHIEF = lazy("领导$|负责同志$|分管")
_CHINESE_NUMBER = lazy(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.]?")
_TOTAL = lazy(r"(?:合|小|总|共)\s*计.*")
_FOOTNOTE = lazy(
    r"\s*(?:注|备注|说明|填表说明|填报说明|填表人|审核人|填报单位|填报人|负责人签字|制表)\s*(?:\d\s*)?[:：.、1]"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the grid and the cell that covers it."""

    index: int
    block: Block
    origin: bool

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def words(self) -> str:
        return self.block.text.strip()

    @property
    def key(self) -> tuple[int, Cell | None]:
        """Which cell this is; the cells of a row that was one line share a block."""
        return self.index, self.block.cell

    def span(self, start: int, end: int) -> Span:
        return Span(self.index, start, end)


Row = tuple[Slot | None, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What each column holds. ``texts`` are the header words, for repeated headers."""

    roles: tuple[tuple[Role, ...], ...]
    texts: tuple[str, ...]

    def columns(self, role: Role) -> tuple[int, ...]:
        return tuple(i for i, roles in enumerate(self.roles) if role in roles)

    def has(self, *roles: Role) -> bool:
        return any(self.columns(role) for role in roles)


def rows_of(table: TableCells) -> tuple[Row, ...]:
    """The grid of a table, row by row; None where no cell covers a place."""
    cells = [(index, block, block.cell) for index, block in table.cells if block.cell]
    rows, columns = _lines([cell for _, _, cell in cells])
    grid: list[list[Slot | None]] = [[None] * len(columns) for _ in rows]
    for index, block, cell in cells:
        for r in _covered(rows, cell.row, cell.rows):
            for c in _covered(columns, cell.column, cell.columns):
                if grid[r][c] is None:
                    origin = rows[r] == cell.row and columns[c] == cell.column
                    grid[r][c] = Slot(index, block, origin)
    for above, row in pairwise(grid):
        for c, slot in enumerate(row):
            if slot is not None and slot.words in _DITTO and (meant := above[c]) is not None:
                row[c] = replace(meant, origin=False)
    return tuple(tuple(row) for row in grid)


def _lines(cells: Sequence[Cell]) -> tuple[Sequence[int], Sequence[int]]:
    """The numbers of the rows and of the columns; in a vast table, of those where a cell begins.

    Somebody who typed a blank into the last row of a worksheet made such a table.
    """
    height = max((cell.row + cell.rows - 1 for cell in cells), default=0)
    width = max((cell.column + cell.columns - 1 for cell in cells), default=0)
    if height * width <= _VAST:
        return range(1, height + 1), range(1, width + 1)
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    if len(rows) * len(columns) > _VAST:
        raise InputError(
            f"表格太大：{len(rows)} 行 {len(columns)} 列", "请只保留要检查的内容，另存后再试。"
        )
    return rows, columns


def _covered(lines: Sequence[int], first: int, many: int) -> range:
    """The places that a cell takes among the rows or the columns."""
    return range(bisect_left(lines, first), bisect_left(lines, first + many))


def find_header(rows: tuple[Row, ...], start: int = 0) -> tuple[Header, int] | None:
    """The first header from ``start`` on, and the index of the row behind it."""
    for i in range(start, min(len(rows), start + 8)):
        if not _heads(rows[i]):
            continue
        end = i + 1
        while end < len(rows) and end - i < 3 and _continues_header(rows, i, end):
            end += 1
        return _header(rows[i:end]), end
    return None


def repeats(header: Header, row: Row) -> bool:
    """Whether a row is the header again (表头重复)."""
    texts = [_plain(slot) for slot in row]
    known = [t for t in texts if t]
    same = sum(
        1 for t, h in zip(texts, header.texts, strict=False) if t and (t == h or h.endswith(t))
    )
    return bool(known) and len(known) >= 2 and same >= max(2, len(known) * 0.6)


def is_task_table(header: Header) -> bool:
    """Whether rows of such a table ask somebody to do something."""
    if header.has("score"):
        return False
    work = header.has("measure")
    problem = header.has("problem")
    who = header.has("lead", "support", "supervise")
    when = header.has("deadline")
    return (work and (who or when or problem)) or (problem and (who or when))


def distinct(row: Row) -> list[Slot]:
    """The cells of a row, a merged one once."""
    seen: dict[tuple[int, Cell | None], Slot] = {}
    for slot in row:
        if slot is not None:
            seen.setdefault(slot.key, slot)
    return list(seen.values())


def is_total(row: Row) -> bool:
    """合计, 小计: sums are no entries."""
    first = next((s for s in distinct(row) if s.words), None)
    return first is not None and _TOTAL.fullmatch(first.words) is not None


def is_note(row: Row) -> bool:
    """A note or signature line inside the table."""
    cells = [s for s in distinct(row) if s.words]
    return bool(cells) and len(cells) <= 2 and _FOOTNOTE.match(cells[0].words) is not None


def banner(row: Row) -> Slot | None:
    """The cell that fills a row, alone or behind a number: a section title inside the table."""
    cells = [s for s in distinct(row) if s.words]
    if len(row) < 2 or not cells or len(cells) > 2:
        return None
    last = cells[-1].block.cell
    wide = last is not None and last.columns * 2 > len(row)
    if len(cells) == 2 and len(row) > 3 and _CHINESE_NUMBER.fullmatch(cells[0].words):
        wide = wide or len(cells[1].words) <= 24
    numbered = len(cells) == 1 or len(cells[0].words) <= 4
    return cells[-1] if wide and numbered else None


def column_roles(words: str) -> tuple[Role, ...]:
    """What a header cell says its column holds."""
    words = re.sub(r"[\s\u3000]+", "", words)
    words = re.sub(
        r"[（(][^（）()]*(?:单位|填写|打|可|注明|万元|年|月|日|个|%)[^（）()]*[）)]$", "", words
    )
    if _NUMBER.fullmatch(words):
        return ("number",)
    if _SCORE.fullmatch(words):
        return ("score",)
    fields = classify(words)
    if fields:
        return fields
    if words in _TASK_NAMES:
        return ("measure",)
    if _CATEGORY.fullmatch(words):
        return ("category",)
    if _UNIT.fullmatch(words):
        return ("unit",)
    return _by_ending(words)


def _by_ending(words: str) -> tuple[Role, ...]:
    """Long header wordings, told by their last words: 群众反映强烈的突出问题."""
    if len(words) > 30 or len(words) < 3:
        return ()
    for length in range(len(words) - 1, 1, -1):
        fields = classify(words[-length:])
        if fields and fields != ("other",) and (length >= 3 or words[-length:] in _SHORT_ENDINGS):
            return fields
    return ()


def _heads(row: Row) -> bool:
    """A header row names at least two different things, in short cells."""
    found: list[Role] = []
    cells = distinct(row)
    for slot in cells:
        if slot.words and len(slot.words) <= 30:
            found.extend(column_roles(_heading(slot)))
    named = set(found) - {"category", "unit"}
    content = {"problem", "measure", "lead", "support", "supervise", "deadline"} & set(found)
    long_cells = sum(1 for s in cells if len(s.words) > 30)
    return len(named) >= 2 and bool(content) and long_cells == 0 and len(cells) >= 2


def _continues_header(rows: tuple[Row, ...], first: int, at: int) -> bool:
    """A second header row: under cells that span columns, beside cells that reach down."""
    row, above = rows[at], rows[first]
    known = {slot.key for slot in above if slot}
    reaching = [s for s in row if s is not None and s.key in known]
    fresh = [s for s in distinct(row) if s.key not in known]
    if not fresh or not all(s.words for s in fresh) or banner(row):
        return False
    if any(len(s.words) > 16 for s in fresh):
        return False
    wide = any((s.block.cell and s.block.cell.columns > 1) for s in distinct(above))
    named = sum(1 for s in fresh if column_roles(_heading(s)) or _SUBHEAD.fullmatch(s.words))
    return (bool(reaching) or wide) and named * 2 >= len(fresh) and named > 0


def _header(rows: tuple[Row, ...]) -> Header:
    width = len(rows[0])
    roles: list[tuple[Role, ...]] = []
    texts: list[str] = []
    for c in range(width):
        stack = [rows[r][c] for r in range(len(rows))]
        words = list(dict.fromkeys(_heading(s) for s in stack if s is not None and s.words))
        texts.append("".join(words))
        roles.append(_stacked(words))
    return Header(_settled(tuple(roles), tuple(texts)), tuple(texts))


def _stacked(words: list[str]) -> tuple[Role, ...]:
    """The lowest header cell that tells decides, then all of them read together."""
    for text in reversed(words):
        if found := column_roles(text):
            if found == ("unit",) and len(words) > 1:
                return column_roles("".join(words[-2:])) or found
            return found
    return column_roles("".join(words)) if len(words) > 1 else ()


_Columns: TypeAlias = tuple[tuple[Role, ...], ...]  # what each column holds


def _settled(roles: _Columns, texts: tuple[str, ...]) -> _Columns:
    """What a column holds, once the others are known."""
    for settle in (_stand_in, _beside_problem, _bare_body, _demands, _bare_unit):
        roles = settle(roles, texts)
    return roles


def _told(roles: _Columns, *wanted: Role) -> bool:
    return any(role in column for column in roles for role in wanted)


def _stand_in(roles: _Columns, texts: tuple[str, ...]) -> _Columns:
    """整改要求 beside a problem column holds the measure where no other column does."""
    if _told(roles, "measure") or not _told(roles, "problem"):
        return roles
    return tuple(
        ("measure",) if column in ((), ("other",)) and _STAND_IN.fullmatch(text) else column
        for column, text in zip(roles, texts, strict=True)
    )


def _beside_problem(roles: _Columns, texts: tuple[str, ...]) -> _Columns:
    """An unknown column right of the problem holds the measure where no other column does."""
    if _told(roles, "measure") or not _told(roles, "lead", "deadline"):
        return roles
    for i, (left, right) in enumerate(pairwise(roles), 1):
        if left == ("problem",) and right == ():
            return (*roles[:i], ("measure",), *roles[i + 1 :])
    return roles


def _bare_body(roles: _Columns, texts: tuple[str, ...]) -> _Columns:
    """The first unknown column of units (承办科室) names the owner where no other column does."""
    if _told(roles, "lead") or not _told(roles, "measure", "problem"):
        return roles
    named = next((i for i, t in enumerate(texts) if not roles[i] and _BODY.search(t)), None)
    return tuple(("lead",) if i == named else column for i, column in enumerate(roles))


def _demands(roles: _Columns, texts: tuple[str, ...]) -> _Columns:
    """整改要求 is no measure beside a column that is."""
    demands = [roles[i] == ("measure",) and _DEMANDS.fullmatch(t) for i, t in enumerate(texts)]
    if not any(c == ("measure",) and not d for c, d in zip(roles, demands, strict=True)):
        return roles
    return tuple(("other",) if d else c for c, d in zip(roles, demands, strict=True))


def _bare_unit(roles: _Columns, texts: tuple[str, ...]) -> _Columns:
    """A bare 单位 column names the owner where no other column does, or beside who answers."""
    leads = [text for column, text in zip(roles, texts, strict=True) if "lead" in column]
    bodies = [text for column, text in zip(roles, texts, strict=True) if column == ("unit",)]
    alone = not _told(roles, "lead", "support")
    chiefs = all(map(_CHIEF.search, leads)) and all(map(_DEPARTMENT.search, bodies))
    if not (_told(roles, "unit") and (alone or chiefs) and _told(roles, "measure", "problem")):
        return roles
    return tuple(("lead",) if column == ("unit",) else column for column in roles)


def _heading(slot: Slot) -> str:
    """The words of a header cell; where OCR read them wrongly, those it must have seen."""
    words = _plain(slot)
    return nearest(words) if slot.block.recognised and not column_roles(words) else words


def _plain(slot: Slot | None) -> str:
    return re.sub(r"[\s\u3000]+", "", slot.text) if slot else ""
