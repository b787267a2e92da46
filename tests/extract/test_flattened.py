"""Tables flattened to one cell a line are read as the tables they were; nothing else is."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.notation import doc, end, names, read, words
from wenfeng.domain import Block, Document, Entry, Owner
from wenfeng.extract import extract
from wenfeng.extract.lines import Line, TableCells, elements

YEAR = "某某县2021年重点事项分解表\n"


def rows(text: str) -> list[tuple[str, str, list[str], str | None]]:
    """Number, words, leads and last day of every entry."""
    return [(e.number, words(e), names(e), end(e)) for e in read(text).entries]


def tables(text: str) -> list[TableCells]:
    return [e for e in elements(doc(text)) if isinstance(e, TableCells)]


def only_lines(text: str) -> bool:
    return not tables(text)


def problem(entry: Entry) -> str | None:
    return entry.problem.text if entry.problem else None


NUMBERED = (
    YEAR
    + """序号
工作任务
责任单位
完成时限
1
修缮两座敬老院。
县民政局
6月底前
2
增设公交站台十处。
县交通局
9月底前
"""
)


def test_numbered_rows() -> None:
    assert rows(NUMBERED) == [
        ("1", "修缮两座敬老院。", ["县民政局"], "2021-06-30"),
        ("2", "增设公交站台十处。", ["县交通局"], "2021-09-30"),
    ]


def barred(text: str) -> Document:
    """A document with a bar behind every cell; in the notation such a line would be a table."""
    lines = text.split("\n")
    return Document("方案.txt", "txt", "0" * 64, tuple(Block("paragraph", t, "") for t in lines))


BARRED = (
    "阶段 |\n具体内容 |\n计划周期 |\n时间节点 |\n"
    "准备 |\n  成立专班，明确分工。 |\n3月上旬 |\n|\n"
    "推进 |\n组织评审，形成意见。 |\n4月~5月 |\n5月31日前交评审意见 |\n"
    "收尾 |\n整理资料归档。 |\n |\n6月底 |\n办公室\n2018年2月20日"
)


def test_bars_tell_which_cells_are_blank() -> None:
    entries = extract(barred(BARRED)).entries
    assert [words(e) for e in entries] == [
        "成立专班，明确分工。",
        "组织评审，形成意见。",
        "整理资料归档。",
    ]
    assert [end(e) for e in entries] == ["2018-03-10", "2018-05-31", "2018-06-30"]


@pytest.mark.parametrize("document", [doc(NUMBERED), barred(BARRED)])
def test_every_value_stands_where_its_span_says(document: Document) -> None:
    for entry in extract(document).entries:
        for value in entry.values():
            text = document.blocks[value.span.block].text[value.span.start : value.span.end]
            assert text == (value.name if isinstance(value, Owner) else value.text)


def test_a_cell_lost_between_bars() -> None:
    entries = extract(barred(BARRED.replace("收尾 |\n", ""))).entries
    assert [words(e) for e in entries] == [
        "成立专班，明确分工。",
        "组织评审，形成意见。",
        "整理资料归档。",
    ]


def test_several_owners_on_several_lines() -> None:
    found = rows(
        YEAR + "序号\n工作任务\n责任单位\n完成时限\n"
        "1\n治理城北内涝点。\n县水务局\n县住建局\n县排水站\n5月底前\n"
        "2\n更换老旧电梯。\n县市场监管局\n7月底前"
    )
    assert [leads for _, _, leads, _ in found] == [
        ["县水务局", "县住建局", "县排水站"],
        ["县市场监管局"],
    ]


def test_a_task_without_number_behind_a_deadline_shares_number_and_owner() -> None:
    assert rows(
        YEAR + "序号\n工作任务\n责任单位\n完成时限\n"
        "1\n动工建设养老院。\n县民政局\n4月底前\n完成儿童之家改造。\n11月底前\n"
        "2\n增设停车位。\n县城管局\n8月底前"
    ) == [
        ("1", "动工建设养老院。", ["县民政局"], "2021-04-30"),
        ("1", "完成儿童之家改造。", ["县民政局"], "2021-11-30"),
        ("2", "增设停车位。", ["县城管局"], "2021-08-31"),
    ]


@pytest.mark.parametrize("head", ["惠民实事", "建设项目", "事宜", "办理内容概述", "项目"])
def test_an_odd_name_of_the_task_column(head: str) -> None:
    text = NUMBERED.replace("工作任务", head)
    assert [words for _, words, _, _ in rows(text)] == ["修缮两座敬老院。", "增设公交站台十处。"]


@pytest.mark.parametrize("head", ["计划周期", "进度", "工期"])
def test_an_odd_name_of_the_deadline_column(head: str) -> None:
    text = NUMBERED.replace("完成时限", head)
    assert [last for *_, last in rows(text)] == ["2021-06-30", "2021-09-30"]


@pytest.mark.parametrize("row", ["1\n{}\n6月底前\n", "1\n{}\n县民政局\n", "1\n{}\n"])
def test_cells_may_be_missing(row: str) -> None:
    task = "修缮两座敬老院，添置护理床位。"
    found = rows(
        YEAR
        + "序号\n工作任务\n责任单位\n完成时限\n"
        + row.format(task)
        + "2\n增设公交站台十处。\n县交通局\n9月底前\n3\n增设停车位。\n县城管局\n8月底前"
    )
    assert [(number, words) for number, words, _, _ in found] == [
        ("1", task),
        ("2", "增设公交站台十处。"),
        ("3", "增设停车位。"),
    ]
    assert found[0][2] == (["县民政局"] if "民政" in row else [])
    assert found[0][3] == ("2021-06-30" if "6月" in row else None)


def test_no_number_column() -> None:
    assert rows(
        YEAR + "工作任务\n责任单位\n完成时限\n清理河道漂浮物\n水务站\n4月底前\n"
        "排查危旧房屋，逐户登记。\n村建办、应急办\n5月20日前\n更换破损井盖\n城管中队\n长期坚持"
    ) == [
        ("", "清理河道漂浮物", ["水务站"], "2021-04-30"),
        ("", "排查危旧房屋，逐户登记。", ["村建办", "应急办"], "2021-05-20"),
        ("", "更换破损井盖", ["城管中队"], None),
    ]


def test_a_problem_merged_over_two_measures() -> None:
    entries = read(
        "问题\n整改措施\n责任人\n完成时限\n"
        "借阅登记不全\n重新登记图书\n孙某某\n2021年4月10日前\n培训管理人员\n孙某某\n2021年4月20日前\n"
        "值班无记录\n修订值班办法\n周某某\n立行立改"
    ).entries
    assert [(problem(e), words(e), names(e)) for e in entries] == [
        ("借阅登记不全", "重新登记图书", ["孙某某"]),
        ("借阅登记不全", "培训管理人员", ["孙某某"]),
        ("值班无记录", "修订值班办法", ["周某某"]),
    ]


def test_a_day_merged_over_two_tasks() -> None:
    assert rows(
        YEAR + "时间\n活动内容\n责任部门\n3月12日\n植树\n后勤处\n打扫宿舍楼\n学生处\n"
        "4月2日\n祭扫烈士墓\n德育处"
    ) == [
        ("", "植树", ["后勤处"], "2021-03-12"),
        ("", "打扫宿舍楼", ["学生处"], "2021-03-12"),
        ("", "祭扫烈士墓", ["德育处"], "2021-04-02"),
    ]


def test_a_class_merged_over_numbered_rows() -> None:
    entries = read(
        "类别\n序号\n工作任务\n责任单位\n完成时限\n党建\n1\n召开组织生活会\n机关党委\n2021年2月底前\n"
        "2\n开展民主评议\n机关党委\n2021年3月底前\n业务\n3\n编制预算。\n财务处\n2021年1月底前"
    ).entries
    assert [(e.section, e.number) for e in entries] == [
        (("党建",), "1"),
        (("党建",), "2"),
        (("业务",), "3"),
    ]


def test_a_column_above_the_first_known_name() -> None:
    entries = read(
        "阶段\n工作内容\n责任人\n时间\n准备阶段\n召开动员会，制定办法。\n张某某\n2021年3月\n"
        "自查阶段\n逐项对照检查，列出清单。\n李某某\n2021年4月至5月"
    ).entries
    assert [words(e) for e in entries] == ["召开动员会，制定办法。", "逐项对照检查，列出清单。"]
    assert [end(e) for e in entries] == ["2021-03-31", "2021-05-31"]


def test_a_lead_and_several_supporters() -> None:
    first, second = read(
        "序号\n存在问题\n整改措施\n牵头单位\n配合单位\n整改时限\n备注\n"
        "1\n会议记录不规范\n修订会议记录办法。\n培训记录员。\n办公室\n人事科\n财务科\n2021年5月底\n"
        "2\n接待台账不全\n补齐台账\n财务科\n2021年6月底\n已启动"
    ).entries
    assert (names(first), names(first, "support")) == (["办公室"], ["人事科", "财务科"])
    assert [m.text for m in first.measures] == ["修订会议记录办法。", "培训记录员。"]
    assert (names(second), names(second, "support")) == (["财务科"], [])
    assert [problem(first), problem(second)] == ["会议记录不规范", "接待台账不全"]


def test_an_owner_with_an_unusual_name() -> None:
    found = rows(NUMBERED.replace("县民政局", "城投"))
    assert [leads for _, _, leads, _ in found] == [["城投"], ["县交通局"]]


def test_a_task_that_looks_like_a_name() -> None:
    found = rows(NUMBERED.replace("修缮两座敬老院。", "县残疾人服务中心"))
    assert found[0] == ("1", "县残疾人服务中心", ["县民政局"], "2021-06-30")


def test_header_repeated_on_the_next_page() -> None:
    head = "序号\n工作任务\n责任单位\n完成时限\n"
    text = NUMBERED + "续表\n" + head + "3\n硬化村道五公里。\n县交通局\n10月底前\n" + head
    assert [number for number, *_ in rows(text)] == ["1", "2", "3"]
    assert len(tables(text)) == 1


def test_title_rows_inside_the_table_are_sections() -> None:
    entries = read(
        "序号\n工作任务\n责任单位\n完成时限\n一、基础管理\n1\n修订考勤办法\n人事科\n2021年3月底前\n"
        "二、服务群众\n2\n开设延时窗口。\n政务科\n长期坚持\n三、安全生产\n1\n检修消防设施。\n保卫科\n2021年5月底前"
    ).entries
    assert [(e.section, e.number) for e in entries] == [
        (("一、基础管理",), "1"),
        (("二、服务群众",), "2"),
        (("三、安全生产",), "1"),
    ]


def test_prose_before_and_behind_stays() -> None:
    text = (
        "关于做好年度重点工作的通知\n年度重点事项已经县政府同意，现印发给你们。\n"
        + NUMBERED
        + "如有疑问，可来电咨询。\n注：时限以实际为准。\n"
        "某某县人民政府办公室\n2021年1月5日"
    )
    lines = [e.text for e in elements(doc(text)) if isinstance(e, Line)]
    assert lines == [line for line in text.split("\n") if line and line not in NUMBERED[15:]]
    assert [number for number, *_ in rows(text)][:2] == ["1", "2"]
    assert str(read(text).header.date) == "2021-01-05"


def test_a_last_row_without_owner_takes_nothing_that_follows() -> None:
    text = NUMBERED + "3\n建立回访制度\n各单位要加强协作，按时完成任务，每月报送进展。"
    assert rows(text)[-1] == ("3", "建立回访制度", [], None)


def test_a_blank_column_of_remarks_takes_nothing_that_follows() -> None:
    text = NUMBERED.replace("完成时限", "完成时限\n备注") + "三、工作要求\n各单位要加强协作。"
    lines = [e.text for e in elements(doc(text)) if isinstance(e, Line)]
    assert lines[-2:] == ["三、工作要求", "各单位要加强协作。"]


def test_the_signature_is_no_row() -> None:
    text = (
        "工作任务\n责任单位\n完成时限\n清理河道\n水务站\n4月底前\n清运垃圾\n环卫站\n5月底前\n"
        "特此通知。\n柳河镇人民政府\n2021年3月1日"
    )
    assert [words for _, words, _, _ in rows(text)] == ["清理河道", "清运垃圾"]


def test_days_written_in_full_are_no_signature() -> None:
    text = (
        "工作任务\n责任单位\n完成时限\n清理河道\n水务站\n2021年4月30日\n"
        "清运垃圾\n环卫站\n2021年5月31日"
    )
    assert [last for *_, last in rows(text)] == ["2021-04-30", "2021-05-31"]


def test_two_tables_with_a_heading_between() -> None:
    text = NUMBERED + "附件2\n2021年整治任务表\n" + NUMBERED.split("\n", 1)[1]
    assert len(tables(text)) == 2
    assert len(rows(text)) == 4


def test_one_numbered_row_is_enough() -> None:
    assert rows("序号\n任务\n责任单位\n时限\n1\n完成档案数字化。\n档案馆\n2021年8月底") == [
        ("1", "完成档案数字化。", ["档案馆"], "2021-08-31")
    ]


NOT_FLATTENED = [
    # labels on lines of their own inside the items of a plan
    "一、主要任务\n（一）清理垃圾。\n责任单位\n城管局\n完成时限\n3月底前\n（二）修补道路。\n责任单位\n住建局\n完成时限\n4月底前",
    # a blank form
    "存在问题\n整改措施\n责任人\n整改时限\n单位负责人签字：\n年 月 日",
    # records with their labels
    "存在问题\n学习不够深入\n整改措施\n制定学习计划\n责任人\n张某某\n整改时限\n2021年5月",
    # a list of names
    "成员单位\n县财政局\n县公安局\n县民政局\n县住建局\n县人民政府\n2020年3月1日",
    # the parts of a plan
    "工作目标\n工作任务\n工作措施\n完成时限\n为做好有关工作，制定本方案，请各单位结合实际认真贯彻执行。",
    # a table that asks for nothing
    "序号\n单位\n成立时间\n1\n县图书馆\n1985年\n2\n县文化馆\n1990年",
    # what a plan must contain
    "整改方案应当包括\n存在问题\n整改措施\n责任单位\n完成时限\n各单位要按照上述要求，认真编制方案，经批准后实施，并及时向社会公开。",
    # prose and numbered items
    "一、总体要求\n坚持问题导向。\n二、整改措施\n1.修订制度。（责任单位：办公室；完成时限：2021年5月底）\n2.开展培训。",
]


@pytest.mark.parametrize("text", NOT_FLATTENED)
def test_other_text_is_left_alone(text: str) -> None:
    assert only_lines(text)


def test_rows_that_do_not_fit_are_left_alone() -> None:
    prose = "推动各项工作落实到位，取得实效，群众满意度明显提高，为全县发展提供有力支撑。\n"
    assert only_lines("工作任务\n责任单位\n完成时限\n" + prose * 6)


def test_real_tables_are_left_alone() -> None:
    text = "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n| 1 | 修路 | 县交通局 | 2021年5月 |"
    assert len(tables(text)) == 1


def calls(document: Document) -> int:
    """How many calls the elements of a document take, which no clock and no machine changes."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        elements(document)
    finally:
        sys.setprofile(None)
    return count


def grows_evenly(document: Callable[[int], Document]) -> bool:
    """Twice the lines take about twice the work; what grows with the square takes four times."""
    elements(document(200))  # patterns are compiled once
    return calls(document(400)) < 2.5 * calls(document(200))


@pytest.mark.parametrize(
    ("head", "repeated"),
    [
        ("", "序号\n工作任务\n责任单位\n完成时限\n"),
        ("", "工作任务\n责任单位\n修路\n"),
        ("", "工作任务\n责任单位\n甲乙\n丙丁\n"),
        ("", "工作任务\n完成情况\n甲乙\n丙丁\n"),
        ("", "工作任务 |\n责任单位 |\n"),
        ("工作任务\n责任单位\n完成时限\n", "修路\n县交通局\n5月底\n"),
    ],
)
def test_work_grows_evenly_with_the_lines(head: str, repeated: str) -> None:
    assert grows_evenly(lambda times: barred(head + repeated * times))


def test_work_grows_evenly_with_numbers_below_one_another() -> None:
    head = "序号\n工作任务\n责任单位\n"
    assert grows_evenly(lambda times: barred(head + "\n".join(map(str, range(1, 20 * times)))))


# --- one row a line -----------------------------------------------------------------------------


def lined(text: str) -> Document:
    """A document whose lines are paragraphs, bars in them or not."""
    return barred(YEAR + text)


@pytest.mark.parametrize("between", ["\t", "  ", "\u3000\u3000", " | ", "｜"])
def test_rows_that_are_lines(between: str) -> None:
    text = (
        "序号\t工作任务\t责任单位\t完成时限\n1\t修缮敬老院。\t县民政局、县住建局\t6月底前\n"
        "2\t增设站台\t县交通局\t9月底前\n如有疑问，可来电咨询。"
    )
    document = lined(text.replace("\t", between))
    entries = extract(document).entries[:2]
    assert [(e.number, words(e), names(e), end(e)) for e in entries] == [
        ("1", "修缮敬老院。", ["县民政局", "县住建局"], "2021-06-30"),
        ("2", "增设站台", ["县交通局"], "2021-09-30"),
    ]
    for value in (value for entry in entries for value in entry.values()):
        text = document.blocks[value.span.block].text[value.span.start : value.span.end]
        assert text == (value.name if isinstance(value, Owner) else value.text)


def test_a_blank_cell_between_tabs() -> None:
    first, _ = extract(
        lined("任务\t责任单位\t时限\n修缮敬老院\t\t6月底前\n增设站台\t县交通局\t9月底前")
    ).entries
    assert (names(first), end(first)) == ([], "2021-06-30")


def test_a_row_that_lacks_its_merged_cells() -> None:
    entries = extract(
        lined(
            "问题 | 整改措施 | 责任人 | 时限 |\n登记不全 | 重新登记图书 | 孙某某 | 4月10日前 |\n"
            "培训管理人员 | 孙某某 | 4月20日前 | |\n值班无记录 | 修订办法 | 周某某 | 立行立改 |"
        )
    ).entries
    assert [(problem(e), words(e)) for e in entries] == [
        ("登记不全", "重新登记图书"),
        ("登记不全", "培训管理人员"),
        ("值班无记录", "修订办法"),
    ]


def test_a_cell_above_which_no_column_is_named() -> None:
    entries = extract(
        lined(
            "起止日期 | 主要工作 | 责任处室 | |\n第一周 | 3月1日-3月7日 | 召开开学典礼 | 教育处 |\n"
            "检查教案 | 教务处 | | |\n第二周 | 3月8日-3月14日 | 家访 | 教育处、团委 |"
        )
    ).entries
    assert [words(e) for e in entries] == ["召开开学典礼", "检查教案", "家访"]
    assert [end(e) for e in entries] == ["2021-03-07", "2021-03-07", "2021-03-14"]


def test_title_lines_between_rows() -> None:
    entries = extract(
        lined(
            "序号　　工作任务　　责任单位\n一、综合\n1　　修路　　县交通局\n"
            "二、民生\n2　　修桥　　县交通局"
        )
    ).entries
    assert [e.section for e in entries] == [("一、综合",), ("二、民生",)]


@pytest.mark.parametrize("line", ["工作任务  责任单位\n", "工作任务  存在问题\n甲  乙\n"])
def test_work_grows_evenly_with_lines_that_look_like_headers(line: str) -> None:
    assert grows_evenly(lambda times: lined(line * times))


@pytest.mark.parametrize(
    "text",
    [
        "张某某  李某某\n县财政局  县民政局",
        "责任单位：县民政局  完成时限：2021年5月\n责任单位：县交通局  完成时限：2021年6月",
        "工作任务  责任单位  完成时限\n为做好有关工作，制定本表，请各单位认真执行。",
        "序号\t单位\t成立时间\n1\t县图书馆\t1985年\n2\t县文化馆\t1990年",
    ],
)
def test_other_lines_with_wide_spaces_are_left_alone(text: str) -> None:
    assert not any(isinstance(e, TableCells) for e in elements(lined(text)))
