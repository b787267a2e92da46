"""Where a value that is written once applies: own, section, document (作用范围)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.notation import end, names, read
from wenfeng.domain import Entry

TITLE = "青禾县农贸市场整治工作方案\n"
FOOT = "\n青禾县市场监管局\n2025年3月10日"
A = "1.规范摊位。重新划线编号二百个摊位。"
B = "2.清理占道。劝离占道摊贩四十户。"
C = "3.疏通管沟。疏通排水暗沟六百米。"
TASKS = "一、主要任务\n"


def entries(text: str, title: str = TITLE) -> tuple[Entry, ...]:
    return read(title + text + FOOT).entries


def owned(text: str, title: str = TITLE) -> list[list[tuple[str, str]]]:
    return [[(o.name, o.scope) for o in e.owners] for e in entries(text, title)]


def dated(text: str, title: str = TITLE) -> list[tuple[str | None, str] | None]:
    return [(end(e), e.deadline.scope) if e.deadline else None for e in entries(text, title)]


# --- headings and parents --------------------------------------------------------------------


@pytest.mark.parametrize(
    "parent",
    [
        "（一）整治环境（责任单位：县城管局；完成时限：6月底前）\n",
        "（一）整治环境\n责任单位：县城管局\n完成时限：6月底前\n",
        "（一）整治环境。由县城管局牵头，6月底前完成。\n",
    ],
)
def test_what_a_parent_says_applies_to_all_below_it(parent: str) -> None:
    text = f"{TASKS}{parent}{A}\n{B}\n（二）改造设施\n{C.replace('3', '1')}"
    assert owned(text) == [[("县城管局", "section")], [("县城管局", "section")], []]
    assert dated(text) == [("2025-06-30", "section"), ("2025-06-30", "section"), None]


@pytest.mark.parametrize("unit", ["县城管局", "青石镇", "青石镇人民政府", "县交通与建设局"])
def test_a_heading_that_is_a_unit_owns_what_stands_below(unit: str) -> None:
    text = f"一、{unit}\n{A}\n{B}\n二、县住建局\n{C.replace('3', '1')}"
    assert owned(text) == [
        [(unit, "section")],
        [(unit, "section")],
        [("县住建局", "section")],
    ]


def test_the_nearest_scope_wins() -> None:
    text = (
        f"{TASKS}（一）整治环境（责任单位：县城管局；完成时限：6月底前）\n"
        f"{A}（责任单位：县市场监管局）\n{B}（完成时限：4月底前）"
    )
    assert owned(text) == [[("县市场监管局", "own")], [("县城管局", "section")]]
    assert dated(text) == [("2025-06-30", "section"), ("2025-04-30", "own")]


def test_each_role_is_inherited_by_itself() -> None:
    text = (
        f"{TASKS}（一）整治环境（牵头单位：县城管局；配合单位：县公安局）\n"
        f"{A}（责任单位：县市场监管局）\n{B}"
    )
    assert owned(text) == [
        [("县市场监管局", "own"), ("县公安局", "section")],
        [("县城管局", "section"), ("县公安局", "section")],
    ]


# --- the parenthesis that closes a group -------------------------------------------------------


def test_the_last_items_parenthesis_closes_the_whole_group() -> None:
    text = f"{TASKS}{A}\n{B}\n{C}（责任单位：县城管局；完成时限：6月底前）"
    assert owned(text) == [
        [("县城管局", "section")],
        [("县城管局", "section")],
        [("县城管局", "own")],
    ]
    assert dated(text)[0] == ("2025-06-30", "section")


def test_every_group_may_end_so() -> None:
    text = (
        "一、主要任务\n（一）整治环境\n"
        f"{A}\n{B}（县城管局负责）\n（二）改造设施\n"
        f"{C.replace('3', '1')}\n2.加装护栏三百米。（县住建局负责）"
    )
    assert [names(e) for e in entries(text)] == [["县城管局"]] * 2 + [["县住建局"]] * 2


@pytest.mark.parametrize("earlier", [A, B])
def test_it_applies_to_its_own_item_where_an_earlier_one_has_its_own(earlier: str) -> None:
    lines = [f"{x}（责任单位：县公安局）" if x == earlier else x for x in (A, B)]
    text = f"{TASKS}{lines[0]}\n{lines[1]}\n{C}（责任单位：县城管局）"
    expected = [[("县公安局", "own")] if x == earlier else [] for x in (A, B)]
    assert owned(text) == [*expected, [("县城管局", "own")]]


def test_a_group_whose_earlier_item_is_closed_itself_gets_no_deadline_from_the_last() -> None:
    text = f"{TASKS}{A}（责任单位：县公安局）\n{B}（责任单位：县住建局；完成时限：6月底前）"
    assert owned(text) == [[("县公安局", "own")], [("县住建局", "own")]]
    assert dated(text) == [None, ("2025-06-30", "own")]


def test_a_parenthesis_in_the_middle_closes_nothing_above_it() -> None:
    text = f"{TASKS}{A}\n{B}（责任单位：县城管局）\n{C}"
    assert owned(text) == [[], [("县城管局", "own")], []]


def test_以上_sums_up_the_group() -> None:
    text = (
        f"{TASKS}{A}（县城管局负责）\n{B}（县公安局负责）\n{C}以上三项6月底前完成。（县住建局负责）"
    )
    assert [d and d[0] for d in dated(text)] == ["2025-06-30"] * 3


def test_以上_says_how_many_items_it_means() -> None:
    text = f"{TASKS}{A}\n{B}\n{C}\n以上两项由县城管局牵头，县公安局配合，2025年6月底前完成。"
    assert owned(text) == [
        [],
        [("县城管局", "section"), ("县公安局", "section")],
        [("县城管局", "own"), ("县公安局", "own")],
    ]
    assert [d and d[0] for d in dated(text)] == [None, "2025-06-30", "2025-06-30"]


def test_以上_in_a_parenthesis_says_how_many_items_it_means() -> None:
    text = f"{TASKS}{A}\n{B}\n{C}（以上两项责任单位：县水务局）"
    assert owned(text) == [[], [("县水务局", "section")], [("县水务局", "own")]]


def test_以上_may_stand_before_a_label() -> None:
    text = f"{TASKS}{A}（县城管局负责）\n{B}（县公安局负责）\n以上任务完成时限：2025年6月底前。"
    assert dated(text) == [("2025-06-30", "section"), ("2025-06-30", "own")]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("长期坚持的", "ongoing"),
        ("立行立改类问题", "immediate"),
        ("长期坚持的（责任领导：孟川）", "ongoing"),
    ],
)
def test_a_heading_may_group_items_by_when_they_are_due(heading: str, kind: str) -> None:
    entries = read(f"{TITLE}一、整改措施\n（一）{heading}\n{A}\n{B}{FOOT}").entries
    assert [(e.deadline.kind, e.deadline.scope) for e in entries if e.deadline] == [
        (kind, "section")
    ] * 2


def test_a_paragraph_may_open_with_who_leads_and_who_helps() -> None:
    text = f"{TITLE}一、主要任务\n县城管局牵头，县公安局配合：重新划线编号二百个摊位。{FOOT}"
    assert [(o.name, o.role) for o in read(text).entries[0].owners] == [
        ("县城管局", "lead"),
        ("县公安局", "support"),
    ]


# --- the whole document ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "本次整治行动于2025年5月底前完成。",
        "全县农贸市场集中整治行动5月底前完成。",
        "整个整治工作确保5月底前见效。",
        "各项任务除另有注明外，均须于2025年5月底前完成。",
    ],
)
def test_a_sentence_may_date_the_whole_part_wherever_it_stands(sentence: str) -> None:
    head = f"为改善市场环境，制定本方案。{sentence}\n{TASKS}{A}\n{B}"
    foot = f"{TASKS}{A}\n{B}\n二、工作要求\n1.加强领导。{sentence}"
    for text in (head, foot):
        assert dated(text)[:2] == [("2025-05-31", "document")] * 2


def test_an_own_deadline_goes_before_the_documents() -> None:
    text = f"本次整治行动于2025年5月底前完成。\n{TASKS}{A}（4月底前完成）\n{B}"
    assert dated(text) == [("2025-04-30", "own"), ("2025-05-31", "document")]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("保卫处重点工作任务分解表（2025年）\n", "保卫处"),
        ("青禾县教育局2025年工作要点\n", "青禾县教育局"),
    ],
)
def test_a_title_that_names_one_unit_owns_every_entry(title: str, unit: str) -> None:
    assert owned(f"{TASKS}{A}\n{B}", title) == [[(unit, "document")]] * 2


def test_the_title_of_a_table_names_the_owner_of_its_rows() -> None:
    table = "| 序号 | 工作任务 | 完成时间 |\n| 1 | 更换消防栓二十只 | 4月 |\n| 2 | 检修探头 | 5月 |"
    assert owned(table, "保卫处重点工作任务分解表（2025年）\n") == [[("保卫处", "document")]] * 2


def test_a_title_of_a_plan_for_others_owns_nothing() -> None:
    assert owned(f"{TASKS}{A}\n{B}") == [[], []]


def test_以下均由_adds_a_lead_to_every_later_entry() -> None:
    text = f"{TASKS}{A}（责任单位：县城管局）\n以下各项均需县住建局落实。\n{B}\n{C}"
    assert [names(e) for e in entries(text)] == [["县城管局"], ["县住建局"], ["县住建局"]]


@pytest.mark.parametrize(
    "place",
    [
        "责任单位：县城管局\n",
        "为改善环境，制定本方案。\n（责任单位：县城管局）\n",
        "（责任单位：县城管局）\n",
    ],
)
def test_a_label_before_the_first_item_owns_the_part(place: str) -> None:
    assert owned(f"{place}{TASKS}{A}\n{B}") == [[("县城管局", "document")]] * 2


@pytest.mark.parametrize(
    "above",
    [
        "（牵头单位：县城管局　完成时限：6月底前）\n",
        "除已明确时限的外，所有任务务于6月30日前整改完毕。\n",
        "以上任务有时限的除外，其他各项任务均须于6月30日前整改完成。\n",
    ],
)
def test_a_deadline_said_before_the_first_item_is_that_of_all(above: str) -> None:
    text = f"{above}{TASKS}{A}（完成时限：4月底前）\n{B}"
    assert dated(text) == [("2025-04-30", "own"), ("2025-06-30", "document")]


def test_what_an_item_must_do_may_be_called_its_requirement() -> None:
    text = f"{TASKS}1.规范摊位。二百个摊位编号混乱。整改要求：重新划线编号，6月底前完成。\n{B}"
    assert dated(text) == [("2025-06-30", "own"), None]


def test_the_step_named_like_the_plan_dates_its_tasks() -> None:
    text = (
        f"{TASKS}{A}\n{B}\n二、实施步骤\n1.动员部署（2025年3月）。召开动员会。\n"
        "2.集中整治（2025年4月—6月）。全面推进各项任务。\n3.检查验收（2025年7月）。逐项验收。"
    )
    assert dated(text, "青禾县农贸市场集中整治工作方案\n")[:2] == [("2025-06-30", "document")] * 2
    assert dated(text)[:2] == [None] * 2


@pytest.mark.parametrize("made", ["（2025年3月10日）", "（2025年3月10日县政府常务会议通过）"])
def test_the_day_below_the_title_is_no_deadline(made: str) -> None:
    assert dated(f"{made}\n{TASKS}{A}\n{B}（完成时限：4月底前）")[0] != ("2025-03-10", "document")
    assert dated(f"{made}\n{TASKS}{A}\n{B}") == [None] * 2


def test_when_the_whole_of_a_part_ends_is_known_even_if_no_entry_needs_it() -> None:
    text = (
        "河道整治方案\n本次整治行动于2025年5月底前完成。\n"
        "1.清淤三公里。（责任单位：镇水利站；完成时限：2025年3月底前）"
    )
    ((part, due),) = read(text).ends
    assert (part, due.end) == ("", date(2025, 5, 31))
    assert read(text.replace("本次整治行动于2025年5月底前完成。\n", "")).ends == ()
