"""What is wrong, and which measure answers it: problems linked to measures (问题与措施)."""

from __future__ import annotations

import pytest

from tests.notation import only, read, words

TITLE = "青禾县第二中学整改方案\n"
LIST = "一、存在的主要问题\n1.食堂采购索证不全。\n2.宿舍消防通道被杂物占用。\n"
FIX = "1.建立供货商档案，每批食材索取合格证明。\n2.清空楼道堆放物，夜间每两小时巡查一遍。\n"


def problems(text: str) -> list[str | None]:
    return [e.problem.text if e.problem else None for e in read(TITLE + text).entries]


@pytest.mark.parametrize("heading", ["二、整改措施", "二、整改任务", "二、下一步工作"])
def test_problem_and_measure_lists_are_linked_by_number(heading: str) -> None:
    assert problems(f"{LIST}{heading}\n{FIX}") == [
        "食堂采购索证不全。",
        "宿舍消防通道被杂物占用。",
    ]


def test_problems_of_a_list_are_no_entries_themselves() -> None:
    reading = read(f"{TITLE}{LIST}二、整改措施\n{FIX}")
    assert [words(e)[:5] for e in reading.entries] == ["建立供货商", "清空楼道堆"]
    assert reading.unanswered == ()


def test_lists_of_different_length_are_linked_by_wording() -> None:
    text = (
        "一、存在的主要问题\n1.食堂采购索证不全。\n2.宿舍消防通道被杂物占用。\n3.晚自习点名流于形式。\n"
        "二、整改措施\n1.宿舍消防通道内被占用的杂物当日清空。\n"
    )
    reading = read(TITLE + text)
    assert [e.problem and e.problem.text for e in reading.entries] == ["宿舍消防通道被杂物占用。"]
    assert [t.text for t in reading.unanswered] == ["食堂采购索证不全。", "晚自习点名流于形式。"]


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("针对食堂采购索证不全的问题，逐批索取合格证明。", "食堂采购索证不全的问题"),
        ("关于宿舍通道被占用的问题。清空楼道堆放物。", "宿舍通道被占用的问题"),
        ("清空楼道堆放物，夜间每两小时巡查一遍。", None),
        ("继续保持食堂亮证经营，接受家长监督。", None),
    ],
)
def test_a_problem_is_stated_or_there_is_none(item: str, problem: str | None) -> None:
    assert problems(f"一、整改措施\n1.{item}") == [problem]


def test_all_measures_below_a_problem_take_it_up() -> None:
    text = "一、关于食堂采购索证不全的问题\n1.建立供货商档案。\n2.每批食材索取合格证明。\n"
    assert problems(text) == ["食堂采购索证不全的问题"] * 2


@pytest.mark.parametrize("label", ["存在问题", "问题表现", "具体问题", "反馈问题", "问题"])
def test_a_label_states_the_problem(label: str) -> None:
    text = f"{TITLE}一、整改清单\n1.{label}：食堂采购索证不全。\n整改措施：逐批索取合格证明。"
    entry = only(text)
    assert entry.problem is not None
    assert (entry.problem.text, words(entry)) == ("食堂采购索证不全。", "逐批索取合格证明。")


def test_unnumbered_problems_open_a_record_each() -> None:
    text = (
        "存在问题：食堂采购索证不全。\n整改措施：逐批索取合格证明。\n责任人：唐宁\n"
        "存在问题：楼道堆放杂物。\n整改措施：当日清空。\n责任人：陆川\n"
    )
    entries = read(TITLE + text).entries
    assert [e.problem and e.problem.text for e in entries] == [
        "食堂采购索证不全。",
        "楼道堆放杂物。",
    ]


def test_numbered_measures_below_one_problem_are_entries() -> None:
    text = "1.存在问题：食堂采购索证不全。\n整改措施：\n（1）建立供货商档案。\n（2）逐批索证。\n"
    assert problems(text) == ["食堂采购索证不全。"] * 2


def test_a_problem_without_a_measure_is_still_an_entry_of_a_table() -> None:
    table = (
        "| 序号 | 存在问题 | 整改措施 | 责任人 |\n| 1 | 索证不全 |  | 唐宁 |\n"
        "| 2 | 楼道堆物 | 当日清空 | 陆川 |"
    )
    first, second = read(TITLE + table).entries
    assert (first.measures, words(second)) == ((), "当日清空")


@pytest.mark.parametrize(("more", "linked"), [(1, True), (4, False)])
def test_a_few_measures_may_follow_those_numbered_like_the_problems(
    more: int, linked: bool
) -> None:
    """专项整治、建章立制 answer no problem of the list; lists of other lengths are others."""
    problems = ("会议偏多", "简报泛滥", "检查过滥", "接待超标")
    measures = ("每月第二周不开会", "停办四十五种", "撤销四十六项", "一律吃食堂")
    text = "\n".join(
        [
            "县供销社整改方案\n一、存在的主要问题",
            *(f"{i}.{problem}。" for i, problem in enumerate(problems, 1)),
            "二、整改措施",
            *(f"{i}.{measure}。{WHO}" for i, measure in enumerate(measures, 1)),
            *(f"{5 + i}.每季度公布账目第{i + 1}本。{WHO}" for i in range(more)),
        ]
    )
    found = read(text)
    stated = [entry.problem.text for entry in found.entries if entry.problem]
    assert stated == ([f"{problem}。" for problem in problems] if linked else [])
    assert len(found.unanswered) == (0 if linked else 4)


WHO = "（责任单位：县供销社；完成时限：2025年6月底前）"


def test_a_problem_with_a_day_in_it_is_a_problem_like_the_others() -> None:
    listed = LIST.replace("1.食堂采购索证不全。", "1.年底突击花钱现象屡禁不止。")
    listed += "3.晚自习点名流于形式。\n4.报销手续繁琐。\n"
    fix = f"{FIX}3.晚自习由年级组长点名。\n4.票据三天内办结。\n"
    told = problems(f"{listed}二、整改措施\n{fix}")
    assert told[0] == "年底突击花钱现象屡禁不止。" and len(told) == 4 and None not in told


def test_buildings_counted_off_open_no_items() -> None:
    fix = FIX.replace("建立供货商档案", "建立驻校一、二、三期工地的供货商档案")
    assert problems(f"{LIST}二、整改措施\n{fix}") == [
        "食堂采购索证不全。",
        "宿舍消防通道被杂物占用。",
    ]


def test_labels_in_plain_words() -> None:
    text = (
        "【问题一】食堂采购索证不全。\n〔怎么改〕建立供货商档案。\n〔谁来改〕总务处\n〔何时改完〕2025年9月底\n"
        "【问题二】消防通道被占用。\n〔怎么改〕清空楼道堆放物。\n〔谁来改〕保卫处\n〔何时改完〕2025年7月底\n"
    )
    first, second = read(TITLE + text).entries
    assert (words(first), words(second)) == ("建立供货商档案。", "清空楼道堆放物。")
    assert first.owners[0].name == "总务处" and first.deadline is not None
    assert first.problem is not None and first.problem.text == "食堂采购索证不全。"


@pytest.mark.parametrize("heading", ["一、需要解决的问题", "一、目前尚存的问题"])
def test_more_headings_tell_a_list_of_problems(heading: str) -> None:
    listed = f"{heading}\n1.食堂采购索证不全。\n2.宿舍消防通道被杂物占用。\n"
    assert problems(f"{listed}二、整改措施\n{FIX}") == [
        "食堂采购索证不全。",
        "宿舍消防通道被杂物占用。",
    ]


def test_a_number_that_counts_whole_things_opens_no_decimal() -> None:
    listed = "一、存在的主要问题\n1.台账缺页。\n2.57种药剂未登记。\n3.库房潮湿。\n"
    fixed = "1.台账补齐缺页。\n2.57种药剂逐瓶登记。\n3.库房加装风机。\n"
    assert problems(f"{listed}二、整改措施\n{fixed}") == [
        "台账缺页。",
        "57种药剂未登记。",
        "库房潮湿。",
    ]


def test_a_number_on_a_line_of_its_own_belongs_to_no_measure() -> None:
    one = "问题：{}\n具体表现：{}\n整改措施：{}\n责任部门：后勤处\n完成时限：2025年6月底前\n"
    text = (
        "20\n"
        + one.format("食堂索证不全", "三批食材没有证明。", "每批食材索取证明。")
        + "21\n"
        + one.format("消防通道被占", "两处堆放杂物。", "清空楼道堆放物。")
    )
    reading = read(TITLE + text)
    assert [[m.text for m in e.measures] for e in reading.entries] == [
        ["每批食材索取证明。"],
        ["清空楼道堆放物。"],
    ]
    assert [e.problem and e.problem.text for e in reading.entries] == [
        "食堂索证不全",
        "消防通道被占",
    ]
