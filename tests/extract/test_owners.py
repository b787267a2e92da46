"""Who is responsible: names, kinds and roles, in parentheses and in sentences (责任主体)."""

from __future__ import annotations

import pytest

from tests.notation import names, only, read
from wenfeng.domain import Entry

TITLE = "青禾县校园安全整治工作方案\n一、主要任务\n"
DO = "更换校门口监控探头六十个，接入县级平台。"


def item(text: str) -> Entry:
    return only(f"{TITLE}1.加固校门。{text}\n青禾县教育局\n2025年3月10日")


def closed(note: str) -> Entry:
    return item(f"{DO}（{note}）")


def roles(entry: Entry) -> list[tuple[str, str]]:
    return [(o.name, o.role) for o in entry.owners]


# --- parentheses at the end ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("责任单位：县教育局", [("县教育局", "lead")]),
        ("县教育局负责", [("县教育局", "lead")]),
        ("由县教育局负责", [("县教育局", "lead")]),
        ("县教育局牵头", [("县教育局", "lead")]),
        ("县教育局", [("县教育局", "lead")]),
        ("县教育局、县公安局", [("县教育局", "lead"), ("县公安局", "lead")]),
        ("县教育局牵头，县公安局配合", [("县教育局", "lead"), ("县公安局", "support")]),
        (
            "县教育局牵头，县公安局配合，各学校负责",
            [("县教育局", "lead"), ("县公安局", "support"), ("各学校", "lead")],
        ),
        (
            "牵头单位：县教育局；配合单位：县公安局、县住建局；完成时限：2025年5月底前",
            [("县教育局", "lead"), ("县公安局", "support"), ("县住建局", "support")],
        ),
        ("县教育局、县公安局按职责分工负责", [("县教育局", "lead"), ("县公安局", "lead")]),
        ("县教育局会同县公安局负责", [("县教育局", "lead"), ("县公安局", "support")]),
        ("县教育局负责，县政府督查室督办", [("县教育局", "lead"), ("县政府督查室", "supervise")]),
        ("县公安局配合", [("县公安局", "support")]),
        ("县政府督查室督办", [("县政府督查室", "supervise")]),
        ("县教育局承办，县公安局协办", [("县教育局", "lead"), ("县公安局", "support")]),
        ("县教育局负责，县公安局参与", [("县教育局", "lead"), ("县公安局", "support")]),
    ],
)
def test_a_closing_parenthesis_names_the_owners(note: str, expected: list[tuple[str, str]]) -> None:
    assert roles(closed(note)) == expected


def test_the_parenthesis_is_no_part_of_the_measure() -> None:
    assert [m.text for m in closed("县教育局负责").measures] == [DO]


@pytest.mark.parametrize(
    "note",
    [
        "见附件",
        "每校不少于两个",
        "以下简称平台",
        "试点期一年",
        "含民办学校",
    ],
)
def test_other_parentheses_name_nobody_and_stay_in_the_measure(note: str) -> None:
    entry = item(f"更换校门口监控探头（{note}），接入县级平台。")
    assert entry.owners == ()
    assert note in entry.measures[0].text


@pytest.mark.parametrize(("a", "b"), [("（", "）"), ("(", ")"), ("〔", "〕"), ("【", "】")])
def test_any_bracket_may_close_the_item(a: str, b: str) -> None:
    assert names(item(f"{DO}{a}责任单位：县教育局{b}")) == ["县教育局"]


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("县教育局、县公安局", ["县教育局", "县公安局"]),
        ("县教育局，县公安局", ["县教育局", "县公安局"]),
        ("县教育局；县公安局", ["县教育局", "县公安局"]),
        ("县教育局/县公安局", ["县教育局", "县公安局"]),
        ("县教育局 县公安局", ["县教育局", "县公安局"]),
        ("县教育局和县公安局", ["县教育局", "县公安局"]),
        ("县教育局与县公安局", ["县教育局", "县公安局"]),
        ("县教育局及县公安局", ["县教育局", "县公安局"]),
        ("县人力资源和社会保障局", ["县人力资源和社会保障局"]),
        ("县发展和改革委员会、县财政局", ["县发展和改革委员会", "县财政局"]),
        ("县文化和旅游局和县财政局", ["县文化和旅游局", "县财政局"]),
        ("建设、信通公司", ["建设", "信通公司"]),
        ("县教育局等", ["县教育局"]),
        ("县教育局、县公安局等部门", ["县教育局", "县公安局"]),
        ("县教育局、县公安局等有关部门", ["县教育局", "县公安局", "有关部门"]),
        ("有关部门和单位", ["有关部门和单位"]),
        ("副镇长郝明远", ["副镇长郝明远"]),
        ("县教育局（县委教育工委）、县公安局", ["县教育局", "县公安局"]),
    ],
)
def test_names_are_split_as_written(value: str, expected: list[str]) -> None:
    assert names(closed(f"责任单位：{value}")) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("郝明远", "person"),
        ("张某某", "person"),
        ("副镇长郝明远", "person"),
        ("党组书记", "post"),
        ("分管副县长", "post"),
        ("县财政局", "unit"),
        ("党政办公室", "unit"),
        ("青石中学", "unit"),
        ("各有关部门", "group"),
        ("全体班子成员", "group"),
        ("各县区", "group"),
        ("各乡镇人民政府", "group"),
        ("各省级人民政府", "group"),
    ],
)
def test_every_owner_has_a_kind(name: str, kind: str) -> None:
    assert [(o.name, o.kind) for o in closed(f"责任人：{name}").owners] == [(name, kind)]


# --- the first leads -------------------------------------------------------------------------


def test_the_first_leads_from_the_note_on() -> None:
    text = (
        f"{TITLE}1.加固校门。{DO}（县教育局、县公安局负责，列第一位者为牵头单位，下同）\n"
        "2.整治周边。清理占道摊点四十处。（县城管局、县市场监管局负责）"
    )
    assert [roles(e) for e in read(text).entries] == [
        [("县教育局", "lead"), ("县公安局", "support")],
        [("县城管局", "lead"), ("县市场监管局", "support")],
    ]


@pytest.mark.parametrize("note", ["排在第一位的为牵头单位", "列名在第一位的为牵头单位"])
def test_without_下同_the_note_holds_for_its_own_parenthesis_only(note: str) -> None:
    text = (
        f"{TITLE}1.加固校门。{DO}（县教育局、县公安局负责，{note}）\n"
        "2.整治周边。清理占道摊点四十处。（县城管局、县市场监管局负责）"
    )
    first, second = read(text).entries
    assert names(first) == ["县教育局"]
    assert names(second) == ["县城管局", "县市场监管局"]


# --- running text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由县教育局牵头，更换监控探头六十个。", [("县教育局", "lead")]),
        ("县教育局要逐校更换监控探头。", [("县教育局", "lead")]),
        ("县公安局应当在上下学时段设置护学岗。", [("县公安局", "lead")]),
        (
            "由县教育局牵头，县公安局配合，更换监控探头。",
            [("县教育局", "lead"), ("县公安局", "support")],
        ),
        ("由县教育局会同县公安局制定接送方案。", [("县教育局", "lead"), ("县公安局", "support")]),
        ("责成县城管局依法清理占道摊点。", [("县城管局", "lead")]),
        ("各乡镇要逐校排查隐患。", [("各乡镇", "lead")]),
        ("各乡镇排查隐患二十处。", [("各乡镇", "lead")]),
        ("各乡镇卫生院开设护学门诊。", [("各乡镇卫生院", "lead")]),
        ("各片区校舍建设指挥部负责统筹隐患校舍的维修。", [("各片区校舍建设指挥部", "lead")]),
        ("各园区管委会负责排查周边隐患。", [("各园区管委会", "lead")]),
        ("各村（社区）排查池塘水库隐患。", [("各村（社区）", "lead")]),
        ("各街道办事处（镇政府）排查校园周边摊点。", [("各街道办事处（镇政府）", "lead")]),
        ("各乡镇推进卫生院改造。", [("各乡镇", "lead")]),
        ("各地区、各部门加强巡查。", [("各地区、各部门", "lead")]),
        ("各镇（街道）、各有关学校细化措施。", [("各镇（街道）", "lead"), ("各有关学校", "lead")]),
        ("各学校组织家长委员会巡查校门。", [("各学校", "lead")]),
        (
            "由县教育局牵头、县公安局配合，更换监控探头。",
            [("县教育局", "lead"), ("县公安局", "support")],
        ),
        ("健全护学机制，县公安局要在开学前增设护学岗。", [("县公安局", "lead")]),
        ("县教育局每半月调度一次监控探头更换进度。", [("县教育局", "lead")]),
        (
            "县教育局负责更换探头，8月底前接入平台；县公安局配合。",
            [("县教育局", "lead"), ("县公安局", "support")],
        ),
        (
            "更换探头，由县教育局负责，县市场监督管理局配合，8月底前完成。",
            [("县教育局", "lead"), ("县市场监督管理局", "support")],
        ),
        (
            "对校车实行一车一档，县教育局会同县公安局抽查。",
            [("县教育局", "lead"), ("县公安局", "support")],
        ),
        ("旧探头由县公安局8月底前收回销毁。", [("县公安局", "lead")]),
        ("更换进度由县委督查室跟踪督办。", [("县委督查室", "supervise")]),
    ],
)
def test_a_sentence_may_say_who(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert roles(item(sentence)) == expected


def test_a_bare_subject_counts_only_without_a_labelled_owner() -> None:
    entry = item("县公安局要设置护学岗十二处。（责任单位：县教育局）")
    assert roles(entry) == [("县教育局", "lead")]


def test_会同_beside_a_labelled_owner_adds_nobody() -> None:
    entry = item("会同县公安局设置护学岗十二处。（责任单位：县教育局）")
    assert roles(entry) == [("县教育局", "lead")]


@pytest.mark.parametrize(
    "sentence",
    [
        "更换监控探头，进展情况每月报县教育局。",
        "排查结果书面向县纪委监委报告。",
        "更换后的设备清单抄送县公安局。",
        "要坚持预防为主，常抓不懈。",
        "校门应当加装防撞柱两根。",
        "由此产生的费用列入年度预算。",
        "已联合县公安局制定接送方案。",
        "联合县公安局、派出所做好护学岗排班。",
        "约谈县实验小学负责人，公开收费项目。",
        "抓紧开学前各项准备工作，3月底前完成。",
    ],
)
def test_who_only_receives_something_is_no_owner(sentence: str) -> None:
    assert item(sentence).owners == ()


@pytest.mark.parametrize("task", ["抓好其他经济指标。", "其他主要指标高于全市平均。"])
def test_a_sentence_about_other_things_is_a_task_and_no_group(task: str) -> None:
    reading = read(
        "重点工作任务分工方案\n一、主要任务\n1.修好村道。\n牵头单位：县交通局\n"
        f"2.{task}\n牵头单位：县发改局\n"
    )
    assert [[m.text for m in e.measures] for e in reading.entries] == [["修好村道。"], [task]]


def test_a_term_in_a_list_of_units_is_no_unit() -> None:
    reading = read("整改方案\n1.修好村道。（牵头单位：县交通局；责任单位：县财政局，全年）")
    assert [o.name for o in reading.entries[0].owners] == ["县交通局", "县财政局"]
