"""Rules about by when (时限)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from wenfeng.domain import Deadline, Entry
from wenfeng.learned.signs import signs
from wenfeng.rules import days, ends
from wenfeng.rules.rule import Ask, Case, Remark, Rule

_SOURCE = "湘群办发〔2014〕31号第四条：没有具体明确整改责任人和整改时限的，都要打回修改完善"
_SCHEDULE = "湘群办发〔2014〕31号第一条：明确整改落实的路线图、任务书、责任人和时间表"


def _missing(case: Case) -> Iterator[Remark]:
    for entry in case.reading.entries:
        if entry.deadline is None:
            yield Remark(
                entry.id,
                entry.span,
                "没有写明完成时限",
                "请补充：完成时限：【年】年【月】月【日】日前",
            )


def _vague(case: Case) -> Iterator[Remark]:
    for entry, due in _dated(case):
        if due.kind == "vague":
            yield Remark(
                entry.id,
                due.span,
                f"时限“{due.text}”不具体，无法判断是否按期完成",
                "请改为具体日期；确需长期坚持的，写明首次见效的日期",
            )


def _impossible(case: Case) -> Iterator[Remark]:
    for entry, due in _dated(case):
        if due.impossible:
            yield Remark(
                entry.id, due.span, f"时限“{due.text}”：日历上没有这一天", "请核对月份和日期"
            )


def _past(case: Case) -> Iterator[Remark]:
    issued = case.reading.header.date
    if issued is None:
        return
    for entry, due in _dated(case):
        if due.scope == "own" and due.end is not None and due.end < issued:
            yield Remark(
                entry.id,
                due.span,
                f"时限“{due.text}”（{days.words(due.end)}）早于文件日期{days.words(issued)}",
                "请核对年份；已经完成的，写明完成情况",
            )


def _order(case: Case) -> Iterator[Remark]:
    for entry, due in _dated(case):
        if due.start is not None and due.end is not None and due.start > due.end:
            yield Remark(
                entry.id,
                due.span,
                f"起始时间{days.words(due.start)}晚于完成时间{days.words(due.end)}",
                "请核对起止时间",
            )
            continue
        steps = [m for m in due.milestones if m.end is not None]
        for first, second in pairwise(steps):
            if first.end is not None and second.end is not None and first.end > second.end:
                yield Remark(
                    entry.id,
                    due.span,
                    f"节点“{first.text}”写在“{second.text}”之前，时间却更晚",
                    "请核对各节点的先后",
                )
                break


def _non_working_day(case: Case) -> Iterator[Remark]:
    for entry, due, more in _each_once(list(_dated(case))):
        day = days.written(due)
        why = days.day_off(day) if day else ""
        if day and why:
            yield Remark(
                entry.id,
                due.span,
                f"时限“{due.text}”的最后一天{days.words(day)}是{why}{more}",
                f"可以改为前一个工作日：{days.words(days.last_workday(day))}",
            )


def _no_milestone(case: Case) -> Iterator[Remark]:
    """Not where the measure says how often (每季度一次): each time is a point to look at."""
    endless = [(e, d) for e, d in _dated(case) if d.kind == "ongoing" and d.end is None]
    open_ones = [(e, d) for e, d in endless if "frequency" not in signs(_said(e))]
    for entry, due, more in _each_once([(e, d) for e, d in open_ones if not d.milestones]):
        yield Remark(
            entry.id,
            due.span,
            f"时限只有“{due.text}”，没有写明什么时候先见成效{more}",
            "请写明第一个节点，例如：【年】年【月】月底前……，此后长期坚持",
        )


def _said(entry: Entry) -> str:
    return entry.heading + "".join(measure.text for measure in entry.measures)


def _each_once(dated: list[tuple[Entry, Deadline]]) -> Iterator[tuple[Entry, Deadline, str]]:
    """Each deadline once; what several entries share is told at the first of them."""
    shared = Counter(due.span for _, due in dated)
    for entry, due in dated:
        if same := shared.pop(due.span, 0):
            yield entry, due, f"（共 {same} 条如此）" if same > 1 else ""


def _dated(case: Case) -> Iterator[tuple[Entry, Deadline]]:
    return ((e, e.deadline) for e in case.reading.entries if e.deadline is not None)


RULES = (
    Rule(
        id="deadline.missing",
        title="没有时限",
        level="error",
        why="没有时限的措施无法督办，也无法判断是否逾期。",
        source=_SOURCE,
        flag="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室）",
        ok="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前）",
        check=_missing,
    ),
    Rule(
        id="deadline.vague",
        title="时限不具体",
        level="warning",
        why="“尽快”“适时”到哪一天算逾期，谁也说不清。",
        source=_SCHEDULE,
        flag="1.修订制度。（责任单位：县委办公室；完成时限：尽快）",
        ok="1.修订制度。（责任单位：县委办公室；完成时限：2025年3月底前）",
        check=_vague,
    ),
    Rule(
        id="deadline.impossible",
        title="日期不存在",
        level="error",
        why="日历上没有的日期（如9月31日）无法执行，多为笔误。",
        source=_SCHEDULE,
        flag="1.修订制度。（责任单位：县委办公室；完成时限：2025年9月31日前）",
        ok="1.修订制度。（责任单位：县委办公室；完成时限：2025年9月30日前）",
        check=_impossible,
    ),
    Rule(
        id="deadline.past",
        title="时限早于文件日期",
        level="warning",
        why="方案印发时时限已过，说明照抄旧文或年份写错。",
        source=_SCHEDULE,
        flag="1.修订制度。（责任单位：县委办公室；完成时限：2024年3月底前）\n清河县委办公室\n2025年3月10日",
        ok="1.修订制度。（责任单位：县委办公室；完成时限：2025年5月底前）\n清河县委办公室\n2025年3月10日",
        check=_past,
    ),
    Rule(
        id="deadline.order",
        title="起止时间颠倒",
        level="error",
        why="开始晚于结束、后一节点早于前一节点，时间表无法执行。",
        source=_SCHEDULE,
        flag="1.清理文件。（责任单位：县委办公室；起止时间：2025年6月至2025年4月）",
        ok="1.清理文件。（责任单位：县委办公室；起止时间：2025年4月至2025年6月）",
        check=_order,
    ),
    Rule(
        id="deadline.beyond-campaign",
        title="时限晚于行动结束",
        level="warning",
        why="整个行动结束了，任务还没有到期，收尾时对不上账。",
        source="绍群组办发〔2014〕13号附件1第三条：集中治理行动于5月底前完成，各步骤的时间都在其内",
        flag="""县机关用房专项整治方案
本次整治行动于2025年5月底前完成。
一、主要任务
1.清退超标办公用房。逐间丈量并张榜公布。（责任单位：县机关事务服务中心）
2.归还借用车辆。12辆借用车辆退回原单位。（责任单位：县财政局；完成时限：2025年7月底前）""",
        ok="""县机关用房专项整治方案
本次整治行动于2025年5月底前完成。
一、主要任务
1.清退超标办公用房。逐间丈量并张榜公布。（责任单位：县机关事务服务中心）
2.归还借用车辆。12辆借用车辆退回原单位。（责任单位：县财政局；完成时限：2025年4月底前）""",
        check=ends.beyond_campaign,
        asks=(
            Ask(
                "end",
                ends.NO_END,
                "行动哪一天结束，如 2014-09-30；不写的，看口径的 campaign 和文件自己怎么说",
                day=True,
            ),
        ),
    ),
    Rule(
        id="deadline.non-working-day",
        title="时限落在休息日",
        level="info",
        why="写到某一天、那天又不上班的，报送、验收会落空或者拖到节后。",
        source="文风的约定：写明几月几日的，避开双休日和法定节假日（调休上班的照常）；“月底前”不算",
        flag="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：2025年5月18日前）",
        ok="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：2025年5月16日前）",
        check=_non_working_day,
    ),
    Rule(
        id="deadline.no-milestone",
        title="长期坚持而没有节点",
        level="warning",
        why="只写“长期坚持”，永远不到期，也永远没法说没有完成。",
        source=_SCHEDULE,
        flag="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：长期坚持）",
        ok="1.精简会议。全县性会议减少三分之一。（责任单位：县委办公室；完成时限：2025年6月底前完成，长期坚持）",
        check=_no_milestone,
    ),
)
