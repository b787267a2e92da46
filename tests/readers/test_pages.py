"""Pages of placed characters: lines, tables, paragraphs, and what is no part of the text."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenfeng.domain import Block, Unread
from wenfeng.readers.pages import Char, Page, Rule
from wenfeng.readers.pages.layout import lay_out

SIZE = 16.0
LEFT, RIGHT, TOP = 80.0, 512.0, 80.0  # 27 characters a line
PITCH = 28.0


def typed(text: str, left: float, top: float, size: float = SIZE) -> list[Char]:
    chars = []
    for letter in text:
        width = size / 2 if letter.isascii() else size
        if letter != " ":
            chars.append(Char(letter, left, top, left + width, top + size))
        left += width
    return chars


def set_lines(
    *lines: tuple[str, float] | str, top: float = TOP, left: float = LEFT, pitch: float = PITCH
) -> list[Char]:
    """Lines below each other; a number is the indent in characters."""
    chars = []
    for number, line in enumerate(lines):
        text, indent = (line, 0) if isinstance(line, str) else line
        chars += typed(text, left + indent * SIZE, top + number * pitch)
    return chars


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    flat = [Rule(xs[0], y - 0.25, xs[-1], y + 0.25) for y in ys]
    return flat + [Rule(x - 0.25, ys[0], x + 0.25, ys[-1]) for x in xs]


def table(
    rows: Iterable[Sequence[str]],
    xs: Sequence[float] = (80, 120, 300, 410, 512),
    top: float = 200.0,
    height: float = 40.0,
) -> tuple[list[Char], list[Rule]]:
    """A ruled table; the lines of a cell are set apart by a slash."""
    chars, ys = [], [top]
    for row in rows:
        lines = max(cell.count("/") for cell in row) + 1
        for x, cell in zip(xs, row, strict=False):
            for number, line in enumerate(cell.split("/")):
                chars += typed(line, x + 5, ys[-1] + 8 + number * 20)
        ys.append(ys[-1] + height + 20 * (lines - 1))
    return chars, ruled(xs, ys)


def page(number: int, chars: Iterable[Char], rules: Iterable[Rule] = ()) -> Page:
    return Page(number, 595.0, 842.0, tuple(chars), tuple(rules))


def texts(*pages: Page) -> list[str]:
    return [block.text for block in lay_out(pages)[0]]


def cells(*pages: Page) -> dict[tuple[int, int], str]:
    return {
        (block.cell.row, block.cell.column): block.text for block in lay_out(pages)[0] if block.cell
    }


FULL = "按照县委统一部署要求坚持问题导向目标导向结果导向切实"
HEADER = ("序号", "整改措施", "责任单位", "完成时限")


def test_wrapped_lines_are_one_paragraph() -> None:
    body = set_lines((FULL[:25], 2), FULL + "抓", "好整改。", ("第二段从这里开始", 2))
    assert texts(page(1, body)) == [FULL[:25] + FULL + "抓好整改。", "第二段从这里开始"]


def test_paragraph_goes_on_over_the_page_break() -> None:
    first = page(1, set_lines((FULL[:25], 2), FULL + "抓"))
    second = page(2, set_lines("好整改落实。", ("第二段。", 2)))
    blocks, _ = lay_out([first, second])
    assert [(b.where, b.text) for b in blocks] == [
        ("第1页第1段", FULL[:25] + FULL + "抓好整改落实。"),
        ("第2页第1段", "第二段。"),
    ]


def test_a_date_that_is_cut_goes_on_behind_a_short_line() -> None:
    body = set_lines((FULL[:25], 2), FULL[:20] + "2020年9月", "30日前）", ("第二段。", 2))
    assert texts(page(1, body)) == [FULL[:25] + FULL[:20] + "2020年9月30日前）", "第二段。"]


def test_a_short_line_ends_a_paragraph_without_indents() -> None:
    body = set_lines(FULL + "抓", "好整改。", FULL + "好", "落实。")
    assert texts(page(1, body)) == [FULL + "抓好整改。", FULL + "好落实。"]


def test_numbered_items_and_labels_open_paragraphs_without_indents() -> None:
    body = set_lines(
        FULL + "。", "1．" + FULL[:24] + "。", "责任单位：" + FULL[:21] + "。", "（二）" + FULL[:5]
    )
    assert len(texts(page(1, body))) == 4


def test_hanging_text_stays_with_its_number() -> None:
    body = set_lines("1．" + FULL[:25], (FULL[:25], 2), ("落实。", 2), "2．第二条。")
    assert texts(page(1, body)) == ["1．" + FULL[:25] + FULL[:25] + "落实。", "2．第二条。"]


def test_a_label_in_brackets_does_not_open_a_paragraph() -> None:
    body = set_lines("（责任单位：" + FULL[:20] + "；", "完成时限：2024年底）")
    assert len(texts(page(1, body))) == 1


def test_signature_and_title_stand_alone() -> None:
    body = [
        *typed("某某县整改方案", 200, TOP, 22),
        *set_lines((FULL[:25], 2), "落实。", ("某某县人民政府", 19), ("2024年5月1日", 19), top=140),
    ]
    assert texts(page(1, body)) == [
        "某某县整改方案",
        FULL[:25] + "落实。",
        "某某县人民政府",
        "2024年5月1日",
    ]


def test_latin_words_keep_their_spaces_and_hyphens() -> None:
    words = [
        *typed("依据GB/T", LEFT, TOP),
        *typed("9704", LEFT + 84, TOP),
        *typed("执行", 260, TOP),
    ]
    assert texts(page(1, words)) == ["依据GB/T 9704 执行"]
    body = set_lines("文" * 21 + "management", "system的，" + "文" * 22, "wi-", "文")
    assert texts(page(1, body))[0].startswith("文" * 21 + "management system的，")


def test_chinese_spread_over_a_line_is_one_word() -> None:
    spread = [
        char for i, one in enumerate("会议纪要") for char in typed(one, 200 + 40 * i, TOP, 22)
    ]
    assert texts(page(1, spread)) == ["会议纪要"]


def test_a_gap_between_names_is_a_space() -> None:
    assert texts(page(1, [*typed("局长", LEFT, TOP), *typed("张三", LEFT + 38, TOP)])) == [
        "局长 张三"
    ]


def test_jitter_superscripts_and_fake_bold_do_no_harm() -> None:
    chars = [
        replace(char, top=char.top + (-1) ** i, bottom=char.bottom + (-1) ** i)
        for i, char in enumerate(typed("整改落实到位", LEFT, TOP))
    ]
    bold = [replace(char, left=char.left + 0.4, right=char.right + 0.4) for char in chars]
    note = Char("1", LEFT + 96, TOP - 3, LEFT + 100, TOP + 5)
    assert texts(page(1, [*chars, *bold, note])) == ["整改落实到位1"]


@pytest.mark.parametrize("degrees", [-0.5, 0.5])
def test_a_crooked_scan_keeps_its_lines(degrees: float) -> None:
    slope = math.tan(math.radians(degrees))
    lines = [FULL[i:] + FULL[:i] for i in range(6)]
    chars = [
        replace(c, top=c.top + slope * c.left, bottom=c.bottom + slope * c.left)
        for c in set_lines(*lines, pitch=24)
    ]
    assert texts(page(1, chars)) == ["".join(lines)]


def test_the_order_of_the_file_does_not_matter() -> None:
    body = set_lines((FULL[:25], 2), FULL + "抓", "好整改。")
    assert texts(page(1, body[::-1])) == texts(page(1, body))


def test_ruled_table() -> None:
    chars, rules = table([HEADER, ("1", "修订制度", "财政局/审计局", "")])
    blocks, _ = lay_out([page(1, chars, rules)])
    assert [block.text for block in blocks] == [*HEADER, "1", "修订制度", "财政局\n审计局", ""]
    assert blocks[-2].where == "第1页表1第2行第3列"


def test_wrapped_cells_are_joined_and_items_set_apart() -> None:
    wrapped = "全面排查整改问题隐患/建立台账销号制度；/2．加强监督检查工作力/度；/3．公开。"
    chars, rules = table([("1", wrapped, "GB/T", "立行/立改")])
    assert cells(page(1, chars, rules))[1, 2] == (
        "全面排查整改问题隐患建立台账销号制度；\n2．加强监督检查工作力度；\n3．公开。"
    )


def drawn_by_cell(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [
        rule
        for x0, x1 in itertools.pairwise(xs)
        for y0, y1 in itertools.pairwise(ys)
        for rule in ruled((x0 + 0.5, x1 - 0.5), (y0 + 0.5, y1 - 0.5))
    ]


def in_dashes(rules: Iterable[Rule]) -> list[Rule]:
    out = []
    for rule in rules:
        across = rule.right - rule.left > rule.bottom - rule.top
        at, end = (rule.left, rule.right) if across else (rule.top, rule.bottom)
        while at < end:
            stop = min(at + 6, end)
            out.append(
                replace(rule, left=at, right=stop) if across else replace(rule, top=at, bottom=stop)
            )
            at += 8
    return out


def askew(rules: Iterable[Rule]) -> list[Rule]:
    return [
        Rule(r.left - 1.5, r.top + i % 3, r.right + 1.5, r.bottom + i % 3)
        for i, r in enumerate(rules)
    ]


XS, YS = (80.0, 120.0, 300.0, 410.0, 512.0), (200.0, 240.0, 280.0)


@pytest.mark.parametrize(
    "rules",
    [
        ruled(XS, YS) + ruled(XS, YS),
        drawn_by_cell(XS, YS),
        in_dashes(ruled(XS, YS)),
        askew(ruled(XS, YS)),
        [rule for rule in ruled(XS, YS) if not (rule.left < 81 and rule.right < 81)],
        [rule for rule in ruled(XS, YS) if rule.left < 511],
    ],
    ids=["doubled", "by cell", "dashed", "askew", "no left border", "no right border"],
)
def test_however_the_rules_are_drawn(rules: list[Rule]) -> None:
    chars, _ = table([HEADER, ("1", "修订制度", "财政局", "年底前")])
    assert list(cells(page(1, chars, rules)).values()) == [
        *HEADER,
        "1",
        "修订制度",
        "财政局",
        "年底前",
    ]


def merged_table() -> tuple[list[Char], list[Rule]]:
    """Column 1 is merged over rows 2 and 3, columns 3 and 4 of the header into one."""
    chars, _ = table(
        [("类别", "措施", "分工", ""), ("党建", "甲", "乙", "丙"), ("", "丁", "戊", "己")]
    )
    xs, ys = XS, (200, 240, 280, 320)
    rules = [Rule(xs[0], y, xs[-1], y) for y in (200, 240, 320)]
    rules += [Rule(xs[1], 280, xs[-1], 280)]
    rules += [Rule(x, ys[0], x, ys[-1]) for x in (xs[0], xs[1], xs[2], xs[4])]
    return chars, [*rules, Rule(xs[3], 240, xs[3], 320)]


def test_merged_cells() -> None:
    chars, rules = merged_table()
    blocks, _ = lay_out([page(1, chars, rules)])
    spans = {b.text: (b.cell.rows, b.cell.columns) for b in blocks if b.cell}
    assert spans["党建"] == (2, 1)
    assert spans["分工"] == (1, 2)
    assert len(blocks) == 3 + 4 + 3


def test_a_run_over_a_rule_is_split_there() -> None:
    rules = ruled((80, 128, 300), (200, 240))
    assert cells(page(1, typed("甲乙丙丁戊", 80, 210), rules)) == {(1, 1): "甲乙丙", (1, 2): "丁戊"}


def test_prose_around_a_table_keeps_its_order() -> None:
    chars, rules = table([HEADER])
    body = [*set_lines("表前的话。"), *chars, *set_lines("表后的话。", top=300)]
    assert texts(page(1, body, rules)) == ["表前的话。", *HEADER, "表后的话。"]


def test_table_in_a_cell_follows_as_its_own() -> None:
    chars, rules = table([HEADER, ("1", "甲", "乙", "丙")], top=200, height=100)
    inner, inner_rules = table([("子", "丑")], xs=(140, 180, 220), top=340, height=30)
    blocks, _ = lay_out([page(1, [*chars, *inner], [*rules, *inner_rules])])
    assert [b.text for b in blocks if b.cell and b.cell.table == 2] == ["子", "丑"]
    assert "甲" in [b.text for b in blocks if b.cell and b.cell.table == 1]


def test_a_frame_is_no_table() -> None:
    body = set_lines("框里的话。", top=210, left=100)
    blocks, _ = lay_out([page(1, body, ruled((90, 500), (200, 300)))])
    assert [block.kind for block in blocks] == ["paragraph"]


ROW = ("1", "修订制度并严格执行。", "财政局", "年底前")


def test_table_over_pages_drops_the_repeated_header() -> None:
    first = page(1, *table([HEADER, ROW]))
    second = page(2, *table([HEADER, ("2", "公开。", "审计局", "6月底")], top=80))
    blocks, _ = lay_out([first, second])
    assert [b.text for b in blocks] == [*HEADER, *ROW, "2", "公开。", "审计局", "6月底"]
    assert blocks[-1].where == "第2页表1第3行第4列"


def test_row_cut_by_the_page_break_is_put_together() -> None:
    first = page(1, *table([HEADER, ROW, ("2", "全面排查整改问题隐患", "审计局", "6月底")]))
    rest = ("", "建立台账。", "", "")
    second = page(2, *table([rest, ("3", "公开。", "住建局", "7月底")], top=80))
    read = cells(first, second)
    assert read[3, 2] == "全面排查整改问题隐患建立台账。"
    assert read[4, 1] == "3"


def test_number_in_the_middle_of_a_cut_row() -> None:
    first = page(1, *table([HEADER, ROW, ("", "全面排查整改问题隐患", "审计局", "6月底")]))
    second = page(2, *table([("2", "建立台账。", "", ""), ("3", "公开。", "局", "7月")], top=80))
    read = cells(first, second)
    assert (read[3, 1], read[3, 2]) == ("2", "全面排查整改问题隐患建立台账。")
    assert read[4, 1] == "3"


def test_merged_cell_goes_on_over_the_page_break() -> None:
    chars, rules = merged_table()
    more, more_rules = table([("", "庚", "辛", "壬"), ("", "癸", "子", "丑")], top=80)
    rules2 = [r for r in more_rules if not (r.top < 121 < r.bottom + 2 and r.right - r.left > 9)]
    rules2.append(Rule(120, 120, 512, 120))
    blocks, _ = lay_out([page(1, chars, rules), page(2, more, rules2)])
    assert {b.text: b.cell.rows for b in blocks if b.cell}["党建"] == 4


def test_a_new_number_behind_the_break_is_a_new_row() -> None:
    title = typed("安全隐患整改台账", 85, 170)
    first, rules = table(
        [HEADER, ("1", "更换报警仪", "甲局", "6月底前"), ("2", "清理库房", "乙局", "7月底前")]
    )
    frame = [
        Rule(80, 159.75, 512, 160.25),
        Rule(79.75, 160, 80.25, 200),
        Rule(511.75, 160, 512.25, 200),
    ]
    second, more = table([("3", "", "丙局", "8月底前")], top=80)
    found = cells(page(1, [*title, *first], [*frame, *rules]), page(2, second, more))
    assert [found[row, 1] for row in (3, 4, 5)] == ["1", "2", "3"]
    assert found[5, 2] == ""


def test_tables_with_other_columns_stay_apart() -> None:
    first = page(1, *table([HEADER, ROW]))
    second = page(2, *table([("甲", "乙", "丙")], xs=(80, 200, 350, 512), top=80))
    assert {b.cell.table for b in lay_out([first, second])[0] if b.cell} == {1, 2}


def open_rows(rows: Iterable[Sequence[str]], xs: Sequence[float], top: float = 200) -> list[Char]:
    return [
        char
        for number, row in enumerate(rows)
        for x, cell in zip(xs, row, strict=True)
        for char in typed(cell, x, top + number * PITCH)
    ]


def test_columns_set_apart_by_white_space_are_a_table() -> None:
    rows = [HEADER, ("1", "修订制度", "财政局", "年底前"), ("2", "公开", "审计局", "6月底")]
    read = cells(page(1, open_rows(rows, (80, 140, 300, 420))))
    assert list(read.values()) == [text for row in rows for text in row]


def test_names_in_columns_are_no_table() -> None:
    rows = [("张三", "县长", "组长"), ("李四", "局长", "成员"), ("王五", "主任", "成员")]
    assert not cells(page(1, open_rows(rows, (100, 220, 380))))


def test_a_table_of_three_rules() -> None:
    rows = [("项目", "数量"), ("问题", "12个"), ("整改", "10个"), ("未改", "2个")]
    rules = [Rule(80, y, 400, y) for y in (190, 222, 312)]
    read = cells(page(1, open_rows(rows, (90, 300)), rules))
    assert read[4, 2] == "2个"


def test_a_table_of_flat_rules_goes_on_over_pages() -> None:
    rules = [Rule(80, y, 335, y) for y in (95, 125, 180, 210)]
    pages = []
    for number, (one, two) in enumerate(("甲乙", "丙丁"), 1):
        rows = [("项目", "整改措施"), (one, "全面排查整改问题"), ("", "隐患。"), (two, "公开。")]
        pages.append(page(number, open_rows(rows, (90, 200), top=102), rules))
    read = cells(*pages)
    assert [read[2, 2], read[3, 2]] == ["全面排查整改问题隐患。", "公开。"]
    assert [read[row, 1] for row in (1, 2, 3, 4, 5)] == ["项目", "甲", "乙", "丙", "丁"]


def test_prose_never_becomes_a_table() -> None:
    body = set_lines((FULL[:25], 2), *[FULL + "抓"] * 6, "完。")
    notes = set_lines("填报单位：甲局", top=500) + set_lines("填报日期：今天", top=500, left=350)
    assert not cells(page(1, [*body, *notes]))


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左{i}" + FULL[:10] for i in range(7)]
    right = [f"右{i}" + FULL[:10] for i in range(7)]
    chars = set_lines(*left) + set_lines(*right, left=310)
    assert "".join(texts(page(1, chars))) == "".join(left + right)


def test_page_numbers_and_running_heads_go() -> None:
    pages = [
        page(
            number,
            [
                *typed("某某县整改材料汇编", 200, 40, 10),
                *set_lines(f"第{number}份材料的正文。"),
                *typed(f"— {number} —", 270, 800, 10),
            ],
        )
        for number in (1, 2, 3)
    ]
    blocks, unread = lay_out(pages)
    assert [b.text for b in blocks] == [f"第{n}份材料的正文。" for n in (1, 2, 3)]
    assert unread == (Unread("页眉页脚", "各页（某某县整改材料汇编）"),)


def test_one_page_loses_only_its_number() -> None:
    body = [
        *typed("某某县人民政府文件", 150, 60, 30),
        *set_lines("正文。", top=200),
        *typed("2024", 100, 780),
        *typed("3/8", 280, 800, 10),
    ]
    blocks, unread = lay_out([page(1, body)])
    assert [b.text for b in blocks] == ["某某县人民政府文件", "正文。", "2024"]
    assert not unread


def test_annex_headings_at_the_head_of_pages_stay() -> None:
    pages = [page(n, set_lines(f"附件{n}", (f"清单{n}", 9), top=60)) for n in (1, 2)]
    assert "附件2" in texts(*pages)


def test_ocr_lines_carry_their_confidence() -> None:
    sure = [replace(c, confidence=0.98) for c in set_lines(FULL + "抓")]
    unsure = [replace(c, confidence=0.6) for c in set_lines("好整改。", top=TOP + PITCH)]
    (block,) = lay_out([page(1, sure + unsure)])[0]
    assert [(r.start, r.end) for r in block.recognised] == [(0, 27), (27, 31)]
    assert [round(r.confidence, 2) for r in block.recognised] == [0.98, 0.6]


def test_no_pages_and_blank_pages() -> None:
    assert lay_out([]) == ((), ())
    assert lay_out([page(1, [])]) == ((), ())


def covered(block: Block) -> Iterable[tuple[int, int]]:
    assert block.cell
    rows = range(block.cell.row, block.cell.row + block.cell.rows)
    columns = range(block.cell.column, block.cell.column + block.cell.columns)
    return ((r, c) for r in rows for c in columns)


PLACES = st.floats(0, 600, allow_nan=False).map(lambda x: round(x, 1))
LENGTHS = st.floats(0.1, 300, allow_nan=False)
CHARS = st.builds(
    lambda text, x, y, w, h: Char(text, x, y, x + w, y + h),
    st.sampled_from("整改。a1 （，\u00ad-"),
    PLACES,
    PLACES,
    st.floats(0.1, 30),
    st.floats(0.1, 30),
)
RULES = st.one_of(
    st.builds(lambda x, y, w: Rule(x, y, x + w, y + 0.5), PLACES, PLACES, LENGTHS),
    st.builds(lambda x, y, h: Rule(x, y, x + 0.5, y + h), PLACES, PLACES, LENGTHS),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.lists(CHARS, max_size=30), st.lists(RULES, max_size=20)), max_size=3))
def test_anything_goes_and_cells_never_overlap(
    drawn: list[tuple[list[Char], list[Rule]]],
) -> None:
    blocks, _ = lay_out([page(n, *one) for n, one in enumerate(drawn, 1)])
    for number in {b.cell.table for b in blocks if b.cell}:
        fields = [f for b in blocks if b.cell and b.cell.table == number for f in covered(b)]
        assert len(fields) == len(set(fields))


def note_page(size: float, mark: bool) -> Page:
    body = set_lines((FULL[:25], 2), FULL + "抓", "好整改。")
    last = body[-1]
    if mark:
        body.append(Char("1", last.right, last.top, last.right + 4, last.top + 8))
    note = typed("1原合同于2021年签订。", LEFT, 752, size)
    return page(1, [*body, *note, *typed("— 5 —", 280, 810)], [Rule(LEFT, 744, LEFT + 110, 744.5)])


@pytest.mark.parametrize(("size", "mark"), [(10.0, True), (10.0, False), (SIZE, True)])
def test_a_note_under_a_short_line_is_no_paragraph(size: float, mark: bool) -> None:
    blocks, _ = lay_out([note_page(size, mark)])
    assert [(b.kind, b.where) for b in blocks] == [
        ("paragraph", "第1页第1段"),
        ("footnote", "第1页脚注1"),
    ]
    assert blocks[0].text.endswith("好整改。")
    assert blocks[1].text == "1原合同于2021年签订。"


def test_a_mark_that_is_a_character_of_its_own() -> None:
    one = note_page(SIZE, mark=True)
    chars = [replace(char, text="¹") if char.bottom - char.top == 8 else char for char in one.chars]
    assert [block.kind for block in lay_out([replace(one, chars=tuple(chars))])[0]] == [
        "paragraph",
        "footnote",
    ]


def test_a_numbered_line_under_a_rule_is_no_note() -> None:
    blocks, _ = lay_out([note_page(SIZE, mark=False)])
    assert {b.kind for b in blocks} == {"paragraph"}
