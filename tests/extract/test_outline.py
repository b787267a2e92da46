"""Which numbered items are entries, whatever the numbers look like (层次与编号)."""

from __future__ import annotations

import pytest

from tests.notation import names, read, words

TITLE = "青禾县供水保障工作方案\n"
A = "更换老城区供水管网12公里，分三段施工。"
B = "在乡镇水厂加装浊度在线监测仪八台。"


def said(text: str) -> list[str]:
    return [words(entry) for entry in read(TITLE + text).entries]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、", "二、"),
        ("（一）", "（二）"),
        ("1.", "2."),
        ("1．", "2．"),
        ("1、", "2、"),
        ("（1）", "（2）"),
        ("(1)", "(2)"),
        ("①", "②"),
        ("第一、", "第二、"),
        ("一是", "二是"),
        ("⒈", "⒉"),
        ("⑴", "⑵"),
        ("㈠", "㈡"),
        ("甲、", "乙、"),
        ("（甲）", "（乙）"),
        ("【1】", "【2】"),
    ],
)
def test_a_number_of_any_form_opens_an_entry(first: str, second: str) -> None:
    assert said(f"# 主要任务\n{first}{A}\n{second}{B}") == [A, B]


@pytest.mark.parametrize("short", ["普查。", "普查。（责任单位：县水务局）", "清淤。（5月底前）"])
def test_a_numbered_item_may_be_as_short_as_a_word(short: str) -> None:
    assert said(f"# 主要任务\n1.{A}\n2.{short}\n3.{B}") == [A, short[:3], B]


@pytest.mark.parametrize(
    ("written", "number"),
    [("三、", "三"), ("（四）", "四"), ("3．", "3"), ("（2）", "2"), ("⑤", "⑤"), ("12.", "12")],
)
def test_the_number_is_kept_without_its_punctuation(written: str, number: str) -> None:
    (entry,) = read(f"{TITLE}# 主要任务\n{written}{A}").entries
    assert entry.number == number


def test_automatic_numbers_count_like_written_ones() -> None:
    entries = read(f"{TITLE}{{一、}}主要任务\n{{（一）}}{A}\n{{（二）}}{B}").entries
    assert [(e.number, words(e), e.section) for e in entries] == [
        ("一", A, ("主要任务",)),
        ("二", B, ("主要任务",)),
    ]


@pytest.mark.parametrize(
    "heading",
    ["主要任务", "重点任务", "工作任务及分工", "主要内容", "整改措施", "具体措施", "重点工作安排"],
)
def test_every_lowest_item_of_a_section_of_tasks_is_an_entry(heading: str) -> None:
    assert said(f"一、{heading}\n1.{A}\n2.{B}") == [A, B]


def test_children_are_the_entries_and_the_parent_is_not() -> None:
    text = f"一、主要任务\n（一）改造管网\n1.{A}\n2.{B}\n（二）巡查水源。每周巡查取水口两次。"
    assert said(text) == [A, B, "巡查水源每周巡查取水口两次。"]


def test_headings_above_are_the_section() -> None:
    (entry,) = read(f"{TITLE}一、主要任务\n（一）改造管网\n1.{A}").entries
    assert entry.section == ("主要任务", "改造管网")


def test_a_run_in_heading_ends_at_the_first_full_stop() -> None:
    (entry,) = read(f"{TITLE}一、主要任务\n1.改造老旧管网。{A}").entries
    assert (entry.heading, [m.text for m in entry.measures]) == ("改造老旧管网", [A])


def test_an_item_without_a_run_in_heading_is_all_measure() -> None:
    (entry,) = read(f"{TITLE}一、主要任务\n1.{A}").entries
    assert (entry.heading, [m.text for m in entry.measures]) == ("", [A])


def test_paragraphs_below_an_item_belong_to_it() -> None:
    (entry,) = read(f"{TITLE}一、主要任务\n1.改造老旧管网。{A}\n{B}").entries
    assert [m.text for m in entry.measures] == [A, B]


def test_two_lists_count_from_one_each() -> None:
    text = f"一、主要任务\n（一）管网\n1.{A}\n（二）水厂\n1.{B}"
    assert [(e.number, e.section[-1]) for e in read(TITLE + text).entries] == [
        ("1", "管网"),
        ("1", "水厂"),
    ]


# --- lost line breaks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"一、主要任务1.{A}2.{B}", 2),
        (f"一、主要任务（一）{A}（二）{B}", 2),
        (f"一、主要任务 1、{A} 2、{B} 3、修复漏损阀门四十处并逐一登记。", 3),
        (f"一、主要任务 ①{A}②{B}", 2),
        (f"一、主要任务\n（一）改造设施。1.{A}2.{B}", 2),
        (f"一、主要任务\n（一）改造设施。一是{A}二是{B}", 2),
        (f"一、主要任务（一）改造管网。1.{A}（二）监测水质。2.{B}", 2),
        (f"一、整改措施\n整改措施：1.{A}\n2.{B}", 2),
        (f"一、整改任务\n供水方面问题1：管网老旧。整改措施：{A}问题2：监测缺失。整改措施：{B}", 2),
    ],
)
def test_numbers_count_in_the_middle_of_a_line(text: str, count: int) -> None:
    found = [words(e) for e in read(TITLE + text).entries]
    assert len(found) == count
    assert any(A in w for w in found)
    assert any(B in w for w in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "全年更换管网12.5公里，漏损率降到9.8%以内。",
        "选取1号、2号、3号泵站试运行，成熟后推开。",
        "按照“一张图、两本账、三张表”的要求建立台账。",
        "工程分3、4月两段施工，先城区后乡镇。",
        "对照（GB 5749—2022）第4.1条逐项检测。",
    ],
)
def test_numbers_inside_a_sentence_divide_nothing(sentence: str) -> None:
    assert said(f"一、主要任务\n1.{sentence}\n2.{B}") == [sentence, B]


# --- several entries in one item --------------------------------------------------------------


def test_paragraphs_that_each_close_with_an_owner_are_entries() -> None:
    text = f"一、主要任务\n1.改造设施。\n{A}（责任单位：县水务局）\n{B}（责任单位：县住建局）"
    entries = read(TITLE + text).entries
    assert [names(e) for e in entries] == [["县水务局"], ["县住建局"]]


def test_stretches_of_a_paragraph_that_each_close_with_an_owner_are_entries() -> None:
    text = f"一、主要任务\n1.改造设施。{A}（县水务局负责）{B}（县住建局负责）"
    first, second = read(TITLE + text).entries
    assert (first.measures[0].text, names(first)) == (A, ["县水务局"])
    assert (second.measures[0].text, names(second)) == (B, ["县住建局"])


def test_the_first_stretch_may_be_a_single_sentence() -> None:
    text = f"一、主要任务\n1.{A}（县水务局负责）{B}（县住建局负责）"
    entries = read(TITLE + text).entries
    assert [names(e) for e in entries] == [["县水务局"], ["县住建局"]]


# --- outside the sections of tasks --------------------------------------------------------------


@pytest.mark.parametrize("note", ["（责任单位：县水务局）", "（县水务局负责，2025年6月底前完成）"])
def test_elsewhere_an_item_that_carries_its_own_owner_is_an_entry(note: str) -> None:
    text = f"一、工作要求\n1.{A}{note}\n2.各乡镇要提高认识，加强协作。"
    assert said(text) == [A]


@pytest.mark.parametrize(
    "heading",
    [
        "指导思想",
        "总体要求",
        "基本原则",
        "工作目标",
        "工作要求",
        "组织领导",
        "保障措施",
        "基本情况",
    ],
)
def test_background_and_exhortation_are_no_entries(heading: str) -> None:
    text = f"一、{heading}\n1.切实提高政治站位，统一思想认识。\n2.坚持问题导向，形成工作合力。"
    assert said(f"{text}\n二、主要任务\n1.{A}") == [A]
