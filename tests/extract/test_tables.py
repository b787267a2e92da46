"""Tables: one entry a row, whatever the table looks like on paper (表格)."""

from __future__ import annotations

import pytest

from tests.notation import end, names, only, read, words

TITLE = "白石乡问题整改清单\n"
FOOT = "\n白石乡人民政府\n2025年3月10日"
HEADER = "| 序号 | 存在问题 | 整改措施 | 责任人 | 完成时限 |\n"
ROW1 = "| 1 | 村务公开不及时 | 每月10日前张榜公布收支 | 乡长贺青 | 2025年4月底前 |\n"
ROW2 = "| 2 | 垃圾清运滞后 | 增配两辆清运车 | 副乡长林远 | 2025年5月底前 |\n"


def rows(table: str) -> list[tuple[str, list[str], str | None]]:
    return [(words(e), names(e), end(e)) for e in read(TITLE + table + FOOT).entries]


FIRST = ("每月10日前张榜公布收支", ["乡长贺青"], "2025-04-30")
SECOND = ("增配两辆清运车", ["副乡长林远"], "2025-05-31")


def test_one_entry_a_row() -> None:
    assert rows(HEADER + ROW1 + ROW2) == [FIRST, SECOND]


def test_同上_is_what_stands_above() -> None:
    ditto = "| 2 | 垃圾清运滞后 | 增配两辆清运车 | 同上 | 同上 |\n"
    assert rows(HEADER + ROW1 + ditto) == [FIRST, ("增配两辆清运车", *FIRST[1:])]


def test_number_and_problem_come_from_their_columns() -> None:
    first, second = read(TITLE + HEADER + ROW1 + ROW2).entries
    assert [first.number, second.number] == ["1", "2"]
    assert first.problem is not None
    assert first.problem.text == "村务公开不及时"


@pytest.mark.parametrize(
    "noise",
    [
        "| 3 |  |  |  |  |\n",
        "|  |  |  |  |  |\n",
        HEADER,
        "| 合计 | 2项 |  |  |  |\n",
        "| 小计 | < | 2项 | < | < |\n",
        "| 注：本表由乡党政办填写，每月更新一次。 | < | < | < | < |\n",
        "| 填表人：周某 | < | 审核人：吴某 | < | < |\n",
    ],
)
def test_blank_rows_repeated_headers_totals_and_notes_are_no_entries(noise: str) -> None:
    assert rows(HEADER + ROW1 + noise) == [FIRST]
    assert rows(HEADER + ROW1 + noise + ROW2) == [FIRST, SECOND]


def test_a_merged_problem_belongs_to_every_row_it_spans() -> None:
    table = (
        HEADER
        + "| 1 | 村务公开不及时 | 每月张榜 | 乡长贺青 | 2025年4月底前 |\n"
        + "| ^ | ^ | 开设网上公开栏 | 文书陶然 | 2025年5月底前 |\n"
    )
    entries = read(TITLE + table).entries
    assert [e.problem.text for e in entries if e.problem] == ["村务公开不及时"] * 2
    assert [e.number for e in entries] == ["1", "1"]


def test_merged_owner_and_deadline_cells_belong_to_every_row() -> None:
    table = (
        HEADER
        + "| 1 | 村务公开不及时 | 每月张榜 | 乡长贺青 | 2025年4月底前 |\n"
        + "| 2 | 垃圾清运滞后 | 增配清运车 | ^ | ^ |\n"
    )
    assert [(o, d) for _, o, d in rows(table)] == [(["乡长贺青"], "2025-04-30")] * 2


def test_numbers_inside_a_cell_do_not_split_the_row() -> None:
    cell = "1.每月张榜公布收支；⏎2.开设网上公开栏；⏎3.公布监督电话。"
    (entry,) = read(f"{TITLE}{HEADER}| 1 | 村务公开不及时 | {cell} | 乡长贺青 | 4月底 |").entries
    assert entry.measures[0].text == cell.replace("⏎", "\n")


def test_a_table_without_a_header_continues_the_table_before_it() -> None:
    assert rows(f"{HEADER}{ROW1}\n{ROW2}") == [FIRST, SECOND]


def test_a_table_that_repeats_the_header_goes_on() -> None:
    assert rows(f"{HEADER}{ROW1}\n{HEADER}{ROW2}") == [FIRST, SECOND]


def test_a_row_cut_by_the_page_belongs_to_the_row_above() -> None:
    cut = f"{HEADER}| 1 | 村务公开不及时 | 每月10日前 | 乡长贺青 | 2025年4月底前 |\n"
    rest = "|  |  | 张榜公布收支明细 |  |  |\n"
    for gap in ("", "\n"):
        (entry,) = read(TITLE + cut + gap + rest).entries
        assert [m.text for m in entry.measures] == ["每月10日前", "张榜公布收支明细"]
        assert names(entry) == ["乡长贺青"]


def test_a_title_row_above_the_header_is_not_the_header() -> None:
    banner = "| 白石乡2025年整改台账 | < | < | < | < |\n"
    assert rows(banner + HEADER + ROW1) == [FIRST]


def test_a_header_may_take_two_rows() -> None:
    table = (
        "| 序号 | 工作任务 | 责任分工 | < | 完成时限 |\n"
        "| ^ | ^ | 牵头单位 | 配合单位 | ^ |\n"
        "| 1 | 整修乡村公路六公里 | 乡规划办 | 乡财政所、乡农业办 | 2025年9月底前 |\n"
    )
    (entry,) = read(TITLE + table).entries
    assert (names(entry), names(entry, "support")) == (["乡规划办"], ["乡财政所", "乡农业办"])
    assert end(entry) == "2025-09-30"


def test_the_heading_above_the_table_stays_above_the_rows_that_fill_it() -> None:
    table = f"{HEADER}| 党建方面 | < | < | < | < |\n{ROW1}| 环境方面 | < | < | < | < |\n{ROW2}"
    assert [e.section for e in read(f"{TITLE}一、整改任务\n{table}").entries] == [
        ("整改任务", "党建方面"),
        ("整改任务", "环境方面"),
    ]


def test_a_table_of_the_same_form_under_the_next_heading_belongs_to_that() -> None:
    text = f"{TITLE}一、党建方面\n{HEADER}{ROW1}二、环境方面\n{HEADER}{ROW2}"
    assert [e.section for e in read(text).entries] == [("党建方面",), ("环境方面",)]


def test_a_row_that_fills_the_table_names_the_section_below_it() -> None:
    table = (
        f"{HEADER}| 一、党建方面 | < | < | < | < |\n{ROW1}| 二、环境方面 | < | < | < | < |\n{ROW2}"
    )
    assert [e.section for e in read(TITLE + table).entries] == [
        ("一、党建方面",),
        ("二、环境方面",),
    ]


@pytest.mark.parametrize(
    "banner",
    [
        "一、党的建设",
        "党建方面",
    ],
)
def test_a_section_row_may_follow_a_header_of_two_rows(banner: str) -> None:
    table = (
        "| 序号 | 整改任务 | 责任分工 | < | 完成时限 |\n| ^ | ^ | 责任领导 | 责任单位 | ^ |\n"
        f"| 一 | {banner} | < | < | < |\n| 1 | 规范三会一课 | 贺青 | 乡党政办 | 2025年5月底 |"
    )
    assert [o for _, o, _ in rows(table)] == [["贺青", "乡党政办"]]


@pytest.mark.parametrize(
    "column",
    [
        "领域",
        "板块",
        "涉及方面",
        "类别",
    ],
)
def test_a_category_column_is_part_of_the_section(column: str) -> None:
    table = (
        f"| {column} | 工作任务 | 责任单位 | 完成时限 |\n"
        "| 道路 | 整修乡道 | 乡规划办 | 2025年9月底前 |\n"
        "| ^ | 增设路灯 | 乡规划办 | 2025年9月底前 |\n"
    )
    assert [e.section for e in read(TITLE + table).entries] == [("道路",), ("道路",)]


def test_the_task_name_is_the_heading_beside_a_measure_column() -> None:
    table = (
        "| 序号 | 重点任务 | 具体措施 | 责任单位 | 完成时限 |\n"
        "| 1 | 道路硬化 | 硬化村道三公里 | 乡规划办 | 2025年9月底前 |\n"
    )
    (entry,) = read(TITLE + table).entries
    assert (entry.heading, entry.measures[0].text) == ("道路硬化", "硬化村道三公里")


@pytest.mark.parametrize(
    ("column", "role"),
    [
        ("责任单位", "lead"),
        ("牵头单位", "lead"),
        ("责任领导", "lead"),
        ("第一责任人", "lead"),
        ("主办单位", "lead"),
        ("承办科室", "lead"),
        ("落实单位", "lead"),
        ("配合单位", "support"),
        ("协办单位", "support"),
        ("参与单位", "support"),
        ("督办单位", "supervise"),
        ("指导单位", "supervise"),
        ("验收单位", "supervise"),
        ("责 任 单 位", "lead"),
        ("责任单位（科室）", "lead"),
    ],
)
def test_the_owner_column_tells_the_role(column: str, role: str) -> None:
    table = f"| 工作任务 | {column} | 完成时限 |\n| 整修乡道六公里 | 乡规划办 | 2025年9月底前 |"
    (entry,) = read(TITLE + table).entries
    assert [(o.name, o.role) for o in entry.owners] == [("乡规划办", role)]


@pytest.mark.parametrize(
    "column", ["完成时限", "整改时限", "完成时间", "时间节点", "整改期限", "计划完成时间", "时限"]
)
def test_the_deadline_column_is_known_by_many_names(column: str) -> None:
    table = f"| 工作任务 | 责任单位 | {column} |\n| 整修乡道六公里 | 乡规划办 | 2025年9月底 |"
    assert [end(e) for e in read(TITLE + table).entries] == ["2025-09-30"]


@pytest.mark.parametrize("cell", ["", "——", "/", "无"])
def test_an_empty_owner_cell_gives_no_owner(cell: str) -> None:
    table = f"{HEADER}| 1 | 清运滞后 | 增配两辆清运车 | {cell} | 2025年5月底前 |"
    assert [o for _, o, _ in rows(table)] == [[]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("乡规划办、乡财政所", ["乡规划办", "乡财政所"]),
        ("乡规划办⏎乡财政所", ["乡规划办", "乡财政所"]),
        ("乡规划办/乡财政所", ["乡规划办", "乡财政所"]),
        ("乡规划办；乡财政所", ["乡规划办", "乡财政所"]),
        ("贺青 林远", ["贺青", "林远"]),
    ],
)
def test_several_names_in_one_cell(cell: str, expected: list[str]) -> None:
    table = f"{HEADER}| 1 | 清运滞后 | 增配两辆清运车 | {cell} | 2025年5月底前 |"
    assert [o for _, o, _ in rows(table)] == [expected]


def test_labels_inside_an_owner_cell_go_before_the_column() -> None:
    cell = "牵头单位：乡规划办⏎配合单位：乡财政所"
    (entry,) = read(f"{TITLE}{HEADER}| 1 | 清运滞后 | 增配清运车 | {cell} | 5月底 |").entries
    assert (names(entry), names(entry, "support")) == (["乡规划办"], ["乡财政所"])


CARD = """| 存在问题 | 饮水点缺少保洁 |
| 整改措施 | 每日清洗两次并登记 |
| 责任人 | 后勤主任唐宁 |
| 完成时限 | 2025年4月15日前 |
"""


def test_a_card_is_one_entry() -> None:
    (entry,) = read("柳溪小学整改登记表\n" + CARD).entries
    assert entry.problem is not None
    assert entry.problem.text == "饮水点缺少保洁"
    assert (words(entry), names(entry), end(entry)) == (
        "每日清洗两次并登记",
        ["后勤主任唐宁"],
        "2025-04-15",
    )


def test_the_value_of_a_card_may_look_like_a_label() -> None:
    card = (
        "| 问题描述 | 仓库与居民区距离不足 |\n| 整改措施 | 整体搬迁至新址 |\n"
        "| 责任单位 | 合作指导科 |\n| 整改时限 | 2025年5月底前 | \n"
    )
    (entry,) = read("柳溪供销社整改登记表\n" + card).entries
    assert (words(entry), names(entry), end(entry)) == (
        "整体搬迁至新址",
        ["合作指导科"],
        "2025-05-31",
    )


def test_cards_one_behind_the_other_in_a_table() -> None:
    second = CARD.replace("饮水点", "厕所").replace("两次", "三次")
    found = read("柳溪小学整改登记表\n" + CARD + second).entries
    assert [words(e) for e in found] == ["每日清洗两次并登记", "每日清洗三次并登记"]


@pytest.mark.parametrize(
    "table",
    [
        "| 姓名 | 职务 | 电话 |\n| 贺青 | 乡长 | 0000 |",
        "| 考核内容 | 分值 | 评分标准 | 责任单位 |\n| 村务公开 | 10 | 每缺一次扣2分 | 乡纪委 |",
        "| 成员单位 | 联系人 |\n| 乡规划办 | 林远 |",
    ],
)
def test_tables_that_ask_nobody_to_do_anything(table: str) -> None:
    assert rows(table) == []


def test_a_blank_form_gives_no_entries() -> None:
    form = HEADER + "| 1 |  |  |  |  |\n| 2 |  |  |  |  |\n| …… |  |  |  |  |\n"
    assert rows(form) == []


def test_a_header_that_ocr_misread_by_one_character() -> None:
    table = """
| 序号 | 存在问题{0} | 整改措施{0} | 责任单{1}{0} | 整改时眼{0} |
| 1{0} | 食材索证不全{0} | 逐批索证并留样{0} | 后勤科{0} | 2025年6月底前{0} |"""
    entry = only(table.format("⟨0.91⟩", "莅"))
    assert (names(entry), end(entry)) == (["后勤科"], "2025-06-30")
    # A file's own words are taken as they stand.
    assert names(only(table.format("", "莅"))) == []
