"""Rules about by when (时限)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from wenfeng.domain import Deadline, Entry
from wenfeng.rules.rule import Case, Remark, Rule

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
                f"时限“{due.text}”（{_words(due.end)}）早于文件日期{_words(issued)}",
                "请核对年份；已经完成的，写明完成情况",
            )


def _order(case: Case) -> Iterator[Remark]:
    for entry, due in _dated(case):
        if due.start is not None and due.end is not None and due.start > due.end:
            yield Remark(
                entry.id,
                due.span,
                f"起始时间{_words(due.start)}晚于完成时间{_words(due.end)}",
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


def _dated(case: Case) -> Iterator[tuple[Entry, Deadline]]:
    return ((e, e.deadline) for e in case.reading.entries if e.deadline is not None)


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


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
)
