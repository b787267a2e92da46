"""Rules about the page (页面): paper, margins, page numbers."""

from __future__ import annotations

from collections.abc import Iterator

from wenfeng.domain import Page, PageNumber, Span
from wenfeng.rules.form.fonts import font_class, is_size, size_name
from wenfeng.rules.form.plain import is_plain
from wenfeng.rules.paper import Paper, paper
from wenfeng.rules.rule import Ask, Case, Remark, Rule

_SOURCE = "GB/T 9704—2012《党政机关公文格式》"
_A4 = (210.0, 297.0)
_NEAR = 1.05
_MARGINS = (("top", "上", 37), ("bottom", "下", 35), ("left", "左", 28), ("right", "右", 26))
# Letters, orders and minutes have forms of their own (10 公文的特定格式).
_OWN_FORM = ("函", "命令", "令", "纪要")
_NUMBER_SIZE = 14
_ONE_PAGE = 22 * 28


def _pages(case: Case) -> Iterator[tuple[Page, Paper]]:
    """The pages of the body; an annex may lie on its side or on larger sheets."""
    found = paper(case)
    if found.flows and found.page is not None and not is_plain(found):
        yield found.page, found


def _page(case: Case) -> Iterator[Remark]:
    for page, _ in _pages(case):
        size = sorted((page.width, page.height))
        if any(abs(a - b) > _NEAR for a, b in zip(size, _A4, strict=True)):
            yield Remark(
                None,
                Span(page.block, 0, 0),
                f"纸张是 {page.width:g}×{page.height:g} 毫米，不是 A4",
                "在页面设置里把纸张改为 A4（210×297 毫米）",
            )


def _margins(case: Case) -> Iterator[Remark]:
    most = case.profile.setting("form.margins", "tolerance", 1.0) + _NEAR - 1
    for page, _ in _pages(case):
        if page.width > page.height or case.reading.header.kind in _OWN_FORM:
            continue
        wrong = [
            f"{word}边距 {getattr(page, side):g} 毫米（应为 {right}）"
            for side, word, right in _MARGINS
            if abs(getattr(page, side) - right) > most
        ]
        if wrong:
            yield Remark(
                None,
                Span(page.block, 0, 0),
                "；".join(wrong),
                "页边距上 37、下 35、左 28、右 26 毫米，版心就是 156×225 毫米",
            )


def _numbers(case: Case) -> Iterator[Remark]:
    for page, found in _pages(case):
        if case.reading.header.kind in _OWN_FORM:
            continue
        length = sum(len(block.text) for _, block in found.text)
        wrong = list(_faults(page.numbers))
        if not page.numbers:
            wrong = ["没有页码"] if length > _ONE_PAGE else []
        if wrong:
            yield Remark(
                None,
                Span(page.block, 0, 0),
                "页码：" + "，".join(wrong),
                "页码用四号半角宋体数字，左右各一条一字线，单页居右空一字，双页居左空一字",
            )


def _faults(numbers: tuple[PageNumber, ...]) -> Iterator[str]:
    for number in numbers[:1]:
        if not is_size(number.size, _NUMBER_SIZE):
            yield f"是{size_name(number.size)}（应为四号）"
        if number.font and font_class(number.font) != "宋体":
            yield f"用的是 {number.font}（应为宋体）"
        if number.dash in ("", "-"):
            yield "左右没有一字线" if not number.dash else "左右是短横线（应为一字线“—”）"
    sides = [number.alignment for number in numbers]
    if None in sides or sides in (["outside"], ["right", "left"]):
        return
    if numbers and sides[0] != "outside":
        yield "单页、双页没有分别居右、居左"


_TEXT = (
    "关于整治田间沟渠的通知\n"
    "1.清理淤塞沟渠，全县四十八条沟渠逐条登记、逐条疏通，登记表一沟一页，存县水务局备查。"
    "（责任单位：县水务局；完成时限：2025年6月底前）"
)

RULES = (
    Rule(
        id="form.page",
        title="纸张不是 A4",
        level="info",
        why="纸张不对，打印装订出来大小不一，版心也跟着变。附在后面的大张表格不算。",
        source=f"{_SOURCE} 5.1：公文用纸采用 A4 型纸，幅面 210 毫米×297 毫米",
        flag=f"⟨页面：216×279 上37 下35 左28 右26⟩\n{_TEXT}",
        ok=f"⟨页面：210×297 上37 下35 左28 右26⟩\n{_TEXT}",
        check=_page,
    ),
    Rule(
        id="form.margins",
        title="页边距不合标准",
        level="info",
        why="页边距定下了版心的大小和装订的位置。横放的页不查。",
        source=f"{_SOURCE} 5.2.1：天头 37±1 毫米，订口 28±1 毫米，版心 156 毫米×225 毫米",
        flag=f"⟨页面：210×297 上25.4 下25.4 左31.8 右31.8⟩\n{_TEXT}",
        ok=f"⟨页面：210×297 上37 下35 左28 右26⟩\n{_TEXT}",
        check=_margins,
        asks=(Ask("tolerance", 1.0, "页边距可以差几毫米"),),
    ),
    Rule(
        id="form.page-number",
        title="页码的样子不合标准",
        level="info",
        why="页码统一了，翻找、装订才方便。标准写的是“一般”，所以只作提示。",
        source=f"{_SOURCE} 7.5：页码一般用4号半角宋体阿拉伯数字，左右各放一条一字线，"
        "单页码居右空一字，双页码居左空一字",
        flag=f"⟨页面：210×297 上37 下35 左28 右26 页码宋体10.5磅居中⟩\n{_TEXT}",
        ok=f"⟨页面：210×297 上37 下35 左28 右26 页码宋体14磅外侧—⟩\n{_TEXT}",
        check=_numbers,
    ),
)
