"""Opinions in tables (表格里的意见): which column holds them, which says where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenfeng.domain import Block
from wenfeng.feedback import prose, roles
from wenfeng.feedback.prose import Item
from wenfeng.lang.patterns import lazy

_OPINION = (
    lazy(
        r"(?:意见建议|意见和建议|意见及建议|批评意见|反馈意见|群众意见|征求到的意见|意见内容|具体意见|原话|原文)"
    ),
    lazy(
        r"(?:反馈|存在|具体|突出|主要|查摆|反映|指出|检查|发现|点明)的?(?:主要|具体|突出)?(?:问题|意见|情况|不足)"
    ),
    lazy(
        r"问题(?:表现|描述|清单|内容|及表现|点|摘要)|(?:反映|诉求|留言|来信|信访)(?:内容|事项)|意见|建议"
    ),
    lazy(r"问题|内容|表现|批评|诉求|不足|事项|隐患"),
)
_NOT = lazy(
    r"序号|编号|责任|时限|时间|日期|措施|单位|姓名|联系|电话|备注|整改|办理|答复|状态|条数|次数|数量|采纳|类别|类型|来源"
    r"|渠道|对象|对应|人$|依据|归口"
)
_KIND = lazy(
    r"来源|渠道|类别|类型|方面|领域|反映人|提出人|提出者|对象|单位|部门|分类|归类|项目|方式"
)
_TOTAL = lazy(r"^(?:合计|总计|小计|共计)")

Grid = dict[tuple[int, int], Block]


@dataclass(frozen=True, slots=True)
class _Columns:
    opinion: int
    kind: int | None
    body: int  # first row below the headers


def read(cells: list[Block], kind: str = "") -> tuple[Item, ...]:
    """The opinions of one table, row by row."""
    grid = _spread(cells)
    rows = sorted({row for row, _ in grid})
    columns = _headed(grid, rows) or _unheaded(grid, rows)
    if columns is None:
        return ()
    return tuple(_rows(grid, [row for row in rows if row >= columns.body], columns, kind))


def _spread(cells: list[Block]) -> Grid:
    """Every place of the table, merged cells at each of theirs."""
    grid: Grid = {}
    for block in cells:
        if cell := block.cell:
            for row in range(cell.row, cell.row + min(cell.rows, 2000)):
                for column in range(cell.column, cell.column + min(cell.columns, 60)):
                    grid.setdefault((row, column), block)
    return grid


def _headed(grid: Grid, rows: list[int]) -> _Columns | None:
    """The columns by their headers, looked for in the rows at the top."""
    for row in rows[:6]:
        heads = {c: _head(b) for (r, c), b in grid.items() if r == row}
        if len(set(filter(None, heads.values()))) < 2 or any(
            len(head) > 24 for head in heads.values()
        ):
            continue
        below = [r for r in rows if r > row]
        found = _opinion_column(grid, heads, below)
        if found is None:
            continue
        kinds = [c for c, head in heads.items() if c != found and _KIND.search(head)]
        last = max(b.cell.row + b.cell.rows for (r, _), b in grid.items() if r == row and b.cell)
        return _Columns(found, _best_kind(grid, kinds, below), last)
    return None


def _head(block: Block) -> str:
    return re.sub(r"[\s\u3000]|[（(].*?[）)]", "", block.text)


def _opinion_column(grid: Grid, heads: dict[int, str], rows: list[int]) -> int | None:
    for pattern in _OPINION:
        named = [c for c, head in heads.items() if pattern.search(head) and not _NOT.search(head)]
        if named:
            return max(named, key=lambda c: _mean(grid, c, rows))
    return None


def _best_kind(grid: Grid, kinds: list[int], rows: list[int]) -> int | None:
    """Of the columns that may say where opinions come from, the one that repeats itself most."""
    short = [c for c in kinds if 0 < _mean(grid, c, rows) <= 16]
    return min(short, key=lambda c: len(set(_texts(grid, c, rows))), default=None)


def _unheaded(grid: Grid, rows: list[int]) -> _Columns | None:
    """Without headers: the column with most to say; what repeats itself beside it is the kind."""
    places = sorted({column for _, column in grid})
    if not rows:
        return None
    best = max(places, key=lambda c: _mean(grid, c, rows))
    if _mean(grid, best, rows) < 4:
        return None
    beside = [c for c in places if c != best and _repeats(_texts(grid, c, rows))]
    return _Columns(best, beside[0] if beside else None, rows[0])


def _repeats(texts: list[str]) -> bool:
    told = [text for text in texts if re.search(r"[一-鿿]", text)]
    return bool(told) and len(told) * 2 > len(texts) and max(map(len, told)) <= 20


def _texts(grid: Grid, column: int, rows: list[int]) -> list[str]:
    return [grid[row, column].text.strip() for row in rows if (row, column) in grid]


def _mean(grid: Grid, column: int, rows: list[int]) -> float:
    """How many Chinese characters a cell of a column holds on average."""
    told = [len(re.findall(r"[一-鿿]", text)) for text in _texts(grid, column, rows)]
    return sum(told) / len(told) if told else 0.0


def _rows(grid: Grid, rows: list[int], columns: _Columns, kind: str) -> Iterator[Item]:
    seen: set[int] = set()
    banner = kind
    for row in rows:
        block = grid.get((row, columns.opinion))
        if block is None or id(block) in seen or not block.text.strip():
            continue
        seen.add(id(block))
        if _is_banner(grid, row):
            if not (roles.closes(block.text.strip()) or _TOTAL.match(block.text)):
                banner = roles.title(_unnumbered(block.text))
        elif not _skipped(grid, row, block, columns):
            yield from _cell(block, _kind(grid, row, columns) or banner)


def _is_banner(grid: Grid, row: int) -> bool:
    """A row that holds one text only, over the whole width: a heading between the rows."""
    columns = {c for r, c in grid if r == row}
    told = {id(b) for (r, _), b in grid.items() if r == row and b.text.strip()}
    return (
        len(columns) > 1
        and len(told) == 1
        and (row, min(columns)) in grid
        and bool(grid[row, min(columns)].text.strip())
    )


def _unnumbered(text: str) -> str:
    return prose.line(text.strip(), "").text


def _skipped(grid: Grid, row: int, block: Block, columns: _Columns) -> bool:
    """Headers repeated on a new page, sums, notes."""
    if any(_TOTAL.match(b.text.strip()) for (r, _), b in grid.items() if r == row):
        return True
    head = grid.get((columns.body - 1, columns.opinion))
    return (head is not None and head.text.strip() == block.text.strip()) or roles.is_note(
        block.text.strip()
    )


def _kind(grid: Grid, row: int, columns: _Columns) -> str:
    if columns.kind is None:
        return ""
    block = grid.get((row, columns.kind))
    return block.text.strip().replace("\n", "") if block else ""


def _cell(block: Block, kind: str) -> Iterator[Item]:
    """A cell is one opinion, or as many as it numbers."""
    found = list(prose.lines([block]))
    styles = [one.style for one in found]
    if len(found) > 1 and styles[-1] and styles.count(styles[-1]) > 1:
        yield from prose.read(found, kind)
    else:
        yield Item("".join(one.text for one in found), block.where, kind)
