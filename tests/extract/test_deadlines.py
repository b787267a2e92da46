"""By when: which words are a deadline and what day they mean (时限)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.notation import doc, end, only, read
from wenfeng.domain import Deadline, Entry
from wenfeng.extract import extract
from wenfeng.lang.receipt import received_on

TITLE = "青禾县粮库整治工作方案\n一、主要任务\n"
FOOT = "\n青禾县粮食局\n2025年3月10日"
DO = "检修三号仓通风系统并更换测温电缆。"


def item(text: str, foot: str = FOOT) -> Entry:
    return only(f"{TITLE}1.检修仓房。{text}{foot}")


def due_of(entry: Entry) -> Deadline:
    assert entry.deadline is not None
    return entry.deadline


def due(value: str, foot: str = FOOT) -> Deadline:
    return due_of(item(f"{DO}（责任单位：县粮食局；完成时限：{value}）", foot))


def days(deadline: Deadline) -> tuple[str | None, str | None]:
    def iso(day: object) -> str | None:
        return str(day) if day else None

    return iso(deadline.start), iso(deadline.end)


# --- the last day on which the entry may still be on time --------------------------------------


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("5月底前", "2025-05-31"),
        ("5月15日前", "2025-05-15"),
        ("5月上旬", "2025-05-10"),
        ("5月中旬", "2025-05-20"),
        ("6月下旬", "2025-06-30"),
        ("一季度", "2025-03-31"),
        ("三季度末", "2025-09-30"),
        ("上半年", "2025-06-30"),
        ("年底前", "2025-12-31"),
        ("年内", "2025-12-31"),
        ("2026年前", "2025-12-31"),
        ("6月前", "2025-05-31"),
        ("2024年2月底前", "2024-02-29"),
        ("2025.6.30", "2025-06-30"),
        ("2025年5月", "2025-05-31"),
    ],
)
def test_the_last_day(value: str, last: str) -> None:
    found = due(value)
    assert (days(found)[1], found.text, found.soft) == (last, value, False)


@pytest.mark.parametrize(
    ("value", "start", "last"),
    [
        ("4月—6月", "2025-04-01", "2025-06-30"),
        ("2025年4月1日至5月20日", "2025-04-01", "2025-05-20"),
        ("2025年11月至2026年1月", "2025-11-01", "2026-01-31"),
        ("4-6月", "2025-04-01", "2025-06-30"),
        ("上半年", "2025-01-01", "2025-06-30"),
    ],
)
def test_a_period_has_two_ends(value: str, start: str, last: str) -> None:
    found = due(value)
    assert (found.kind, days(found)) == ("period", (start, last))


@pytest.mark.parametrize(("value", "last"), [("5月初", "2025-05-10"), ("5月末", "2025-05-31")])
def test_the_beginning_and_the_end_of_a_month_are_soft(value: str, last: str) -> None:
    found = due(value)
    assert (days(found)[1], found.soft) == (last, True)


@pytest.mark.parametrize("word", ["力争", "预计", "原则上"])
def test_hedged_dates_are_soft(word: str) -> None:
    found = due(f"{word}5月底前")
    assert (days(found)[1], found.soft) == ("2025-05-31", True)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("长期坚持", "ongoing"),
        ("持续推进", "ongoing"),
        ("常态化开展", "ongoing"),
        ("立行立改", "immediate"),
        ("即查即改；确需搬迁的，报县政府研究", "immediate"),
        ("即知即改", "immediate"),
        ("立行立改并长期坚持", "immediate"),
        ("每季度末前", "recurring"),
        ("每年2月底前", "recurring"),
        ("全国两会召开前", "event"),
        ("尽快", "vague"),
        ("适时", "vague"),
        ("近期", "vague"),
        ("收到反馈后15个工作日内", "relative"),
        ("三个月", "relative"),
        ("夏粮入库前", "event"),
        ("烘干塔投用后", "vague"),
        ("夏收结束后", "event"),
        ("每年夏收前", "recurring"),
    ],
)
def test_deadlines_without_a_day(value: str, kind: str) -> None:
    found = due(value)
    assert (found.kind, found.end) == (kind, None)


@pytest.mark.parametrize("value", ["已整改到位", "全部完成", "见附件3", "无"])
def test_how_far_the_work_has_come_is_no_deadline(value: str) -> None:
    table = "青禾县整改台账\n| 序号 | 整改措施 | 责任单位 | 完成时限 |\n"
    assert only(f"{table}| 1 | 更换测温电缆 | 县粮食局 | {value} |{FOOT}").deadline is None


@pytest.mark.parametrize(
    ("value", "kind", "start"),
    [
        ("自2025年7月1日起常态化开展", "ongoing", "2025-07-01"),
        ("2025年4月启动，长期坚持", "ongoing", "2025-04-01"),
        ("即日起，长期坚持", "ongoing", "2025-03-10"),
        ("2026年起每年6月前", "recurring", "2026-01-01"),
    ],
)
def test_what_lasts_may_have_a_first_day(value: str, kind: str, start: str) -> None:
    found = due(value)
    assert (found.kind, days(found)) == (kind, (start, None))


def test_a_date_that_then_goes_on_stays_a_date() -> None:
    found = due("5月底前完成并长期坚持")
    assert (found.kind, days(found)[1], found.ongoing) == ("date", "2025-05-31", True)


@pytest.mark.parametrize("value", ["2025年9月31日前", "9月31日", "2025年2月29日前"])
def test_a_day_that_does_not_exist(value: str) -> None:
    found = due(value)
    assert (found.end, found.impossible) == (None, True)


# --- the year, where none is written -----------------------------------------------------------


def test_the_last_year_named_in_the_item_holds() -> None:
    entry = item("2026年1月启动招标，完成时限：6月底前")
    assert end(entry) == "2026-06-30"


def test_a_month_long_past_when_the_document_is_dated_means_next_year() -> None:
    foot = "\n青禾县粮食局\n2025年11月20日"
    assert days(due("2月底前", foot))[1] == "2026-02-28"
    assert days(due("9月底前", foot))[1] == "2025-09-30"


def test_without_any_date_the_words_stay_and_the_day_is_unknown() -> None:
    found = due("5月底前", foot="")
    assert (found.text, found.end) == ("5月底前", None)


def test_the_year_of_the_title_holds_where_nothing_is_dated() -> None:
    text = f"青禾县粮库2024年工作要点\n一、重点工作\n1.{DO}（责任单位：县粮食局，5月底前完成）"
    assert end(only(text)) == "2024-05-31"


def test_a_year_that_opens_the_item_is_that_of_its_work() -> None:
    assert end(only(f"{TITLE}1.2026年新建烘干塔两座，9月底前投用。{FOOT}")) == "2026-09-30"


@pytest.mark.parametrize(
    "opening", ["2026级新生用房紧张，", "2026年立项的烘干塔进度慢，", "2024年新建烘干塔两座，"]
)
def test_not_every_year_that_opens_an_item_is_that_of_its_work(opening: str) -> None:
    assert end(only(f"{TITLE}1.{opening}9月底前完成整改。{FOOT}")) == "2025-09-30"


@pytest.mark.parametrize(
    "other", ["2016年立项的课程继续开设。", "2017级新生全部参训。", "依据青粮〔2016〕3号文件。"]
)
def test_a_year_that_names_something_else_dates_nothing(other: str) -> None:
    assert end(item(f"{other}{DO}（县粮食局负责，5月底前完成）")) == "2025-05-31"


def test_january_behind_december_is_the_next_year() -> None:
    text = (
        "青禾县粮库清仓方案\n一、实施步骤\n1.自查阶段（12月）。各库点全面自查自纠。\n"
        "2.抽查阶段（1月）。县粮食局逐库抽查。\n青禾县粮食局\n2025年11月20日"
    )
    assert [end(e) for e in read(text).entries] == ["2025-12-31", "2026-01-31"]


# --- running text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("5月底前完成三号仓通风系统检修。", "2025-05-31"),
        ("2025年5月20日前，更换全部测温电缆。", "2025-05-20"),
        ("更换测温电缆，确保6月底前投入使用。", "2025-06-30"),
        ("2025年9月底前完成评估并报送县政府。", "2025-09-30"),
        ("三号仓通风系统检修工作年底前完成。", "2025-12-31"),
        ("三号仓加装通风系统，5月中旬投入使用。", "2025-05-20"),
        ("由库管员将应急电缆5月底前送到各仓门口。", "2025-05-31"),
        ("5月底前对已建成的烘干塔开展检测。", "2025-05-31"),
        ("5.20前完成测温电缆更换。", "2025-05-20"),
        ("4月10日下班前腾空三号仓。", "2025-04-10"),
        ("各仓于 2025 年 5 月 20 日 前完成检修并销号。", "2025-05-20"),
        ("仓管科下周三前完成登记。", "2025-03-19"),
    ],
)
def test_a_sentence_may_say_by_when(sentence: str, last: str) -> None:
    assert end(item(sentence)) == last


@pytest.mark.parametrize(
    "sentence",
    [
        "检修三号仓，9月25日前将书面材料报县粮食局。",
        "4月20日前报送自查报告。",
        "按照2024年9月1日起施行的新规检修仓房。",
        "三号仓2023年6月因雷击停用，检修其通风系统。",
        "2023年6月，三号仓因雷击停用，须检修其通风系统。",
        "3月5日，县应急局向粮库下发了整改通知，检修通风系统。",
        "落实《储粮办法》（青粮〔2024〕6号）检修仓房。",
        "到2027年，完好仓容覆盖率达到95%。",
        "每年至少1次全面检修通风系统。",
        "对2025年1月1日至12月31日期间购置的设备给予补贴。",
        "检修三号仓，请于4月20日前将图纸发至粮库邮箱。",
        "4月20日前对检修方案反馈书面意见。",
        "2025年1—2月，全县共发生粮库险情3起，检修通风系统。",
        "去年11月底前已为三号仓更换电缆。",
        "上月底已腾空三号仓。",
        "检修三号仓，每月25日前报送进度。",
    ],
)
def test_other_dates_are_no_deadlines(sentence: str) -> None:
    assert item(sentence).deadline is None


def test_a_label_makes_a_target_year_a_deadline() -> None:
    found = due("到2027年")
    assert days(found)[1] == "2027-12-31"


def test_the_year_of_a_thing_in_a_deadline_cell_is_no_step() -> None:
    found = due("3月：发布2024年粮情白皮书")
    assert (str(found.end), found.milestones) == ("2025-03-31", ())


def test_a_year_named_later_does_not_postpone_an_earlier_step() -> None:
    steps = due_of(item("10月底前形成检修方案，2026年6月底前更换全部电缆。")).milestones
    assert [str(step.end) for step in steps] == ["2025-10-31", "2026-06-30"]


@pytest.mark.parametrize(("term", "kind"), [("持续推进", "ongoing"), ("立行立改", "immediate")])
def test_a_lasting_term_may_stand_beside_the_owner(term: str, kind: str) -> None:
    assert due_of(item(f"{DO}（县粮食局负责，{term}）")).kind == kind
    assert due_of(item(f"{DO}（责任单位：县粮食局；{term}）")).kind == kind


def test_several_dated_steps_are_milestones_and_the_last_one_counts() -> None:
    found = item("4月底前完成招标，6月底前完成安装，9月底前完成验收。").deadline
    assert found is not None
    assert [str(m.end) for m in found.milestones] == ["2025-04-30", "2025-06-30", "2025-09-30"]
    assert days(found)[1] == "2025-09-30"


def test_a_label_goes_before_the_dates_of_the_text() -> None:
    entry = item("4月底前完成招标并开工检修。（完成时限：2025年8月底前）")
    assert end(entry) == "2025-08-31"


# --- dates relative to another -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("印发后30日内", "2025-04-09"),
        ("自发文之日起1个月内", "2025-04-10"),
        ("自发文之日起10个工作日内", "2025-03-24"),
        ("自发文之日起20个工作日内", "2025-04-08"),  # 4 April is Qingming, a holiday
        ("收到反馈后5个工作日内", None),
    ],
)
def test_days_are_counted_where_their_first_is_known(value: str, last: str | None) -> None:
    found = due(value)
    assert (found.kind, days(found)[1]) == ("relative", last)


def counted(value: str, told: str = "", received: date | None = None) -> str | None:
    text = f"{TITLE}1.检修仓房。{told}{DO}（责任单位：县粮食局；完成时限：{value}）{FOOT}"
    (entry,) = extract(doc(text), received=received).entries
    assert due_of(entry).kind == "relative"
    return end(entry)


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("收到反馈后5个工作日内", "2025-03-12"),
        ("接到交办单之日起10日内", "2025-03-15"),
        ("自检查通报下发之日起10日内", "2025-03-15"),
        ("三个月内", "2025-06-05"),
        ("15天", "2025-03-20"),
        ("1至2年", "2027-03-05"),
        ("自本方案印发之日起10日内", "2025-03-20"),
        ("合同签订后10日内", None),
    ],
)
def test_the_day_of_receipt_may_be_given(value: str, last: str | None) -> None:
    assert counted(value, received=date(2025, 3, 5)) == last


@pytest.mark.parametrize(
    "told",
    [
        "3月5日，县委第二巡察组向我局反馈了巡察意见。",
        "我局于3月5日收到县委第二巡察组的反馈意见。",
        "2025年3月5日，县安委办交办了7个问题。",
    ],
)
def test_the_day_of_receipt_may_stand_in_the_text(told: str) -> None:
    assert counted("收到反馈后10日内", told) == "2025-03-15"
    assert counted("10日内", told) is None
    assert counted("收到反馈后10日内", told, date(2025, 3, 7)) == "2025-03-17"


@pytest.mark.parametrize(
    "told",
    [
        "3月5日，我局向县委第二巡察组反馈了整改情况。",
        "县委第二巡察组拟于3月5日反馈巡察意见。",
        "3月5日，县委第二巡察组进驻我局。",
        "3月5日前反馈巡察意见。",
    ],
)
def test_other_days_are_not_that_of_receipt(told: str) -> None:
    assert received_on(told, date(2025, 3, 10)) is None


def test_a_day_of_receipt_that_would_be_to_come_was_last_year() -> None:
    told = "3月20日，县委第二巡察组向我局反馈了巡察意见。"
    assert received_on(told, date(2025, 3, 10)) == date(2024, 3, 20)


@pytest.mark.parametrize(
    "sentence",
    ["三号仓电缆老化，须在一个月内更换。", "一个月内完成三号仓电缆更换。"],
)
def test_a_length_in_running_text_says_by_when(sentence: str) -> None:
    assert due_of(item(sentence)).kind == "relative"


@pytest.mark.parametrize(
    ("sentence", "read_as"),
    [
        ("夏粮收购，工程竣工验收前，补齐测温记录。", "event"),
        ("秋季开学前更换校门口电缆。", "event"),
        ("工程竣工验收前未办理手续，须补办。", None),
        ("落实会前学习制度，更换测温电缆。", None),
    ],
)
def test_an_event_in_running_text(sentence: str, read_as: str | None) -> None:
    found = only(f"{TITLE}1.{sentence}{FOOT}").deadline
    assert (found and found.kind) == read_as


def test_a_count_beyond_the_published_holidays_is_put_in_doubt() -> None:
    text = f"{TITLE}1.{DO}（完成时限：收到反馈后15个工作日内）{FOOT}"
    (entry,) = extract(doc(text), received=date(2198, 12, 28)).entries
    assert [d.about for d in entry.doubts] == ["deadline"]
    assert due_of(entry).end is not None


@pytest.mark.parametrize("value", ["2025年ll月底", "l1月30日", "2025年1l月3O曰"])
def test_letters_that_stand_for_digits(value: str) -> None:
    assert days(due(value))[1] == "2025-11-30"


def test_the_year_of_a_number_that_lost_its_line_breaks() -> None:
    read_ = read(
        "青禾县粮库整治专班会议纪要青粮专纪〔2025〕3号时间：2025年2月18日地点：二楼会议室"
        "\n一、关于仓房\n该仓2024年10月签约检修。\n1、县粮食局检修三号仓通风系统，5月底前完成。"
    )
    assert read_.header.number == "青粮专纪〔2025〕3号"
    assert [end(entry) for entry in read_.entries] == ["2025-05-31"]
