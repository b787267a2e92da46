"""Rules about how a plan answers the feedback it was checked against (四个回应)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenfeng.domain import Entry, Response, ResponseStatus, Span
from wenfeng.rules.rule import Case, Remark, Rule, short

_WORDS = re.compile(r"[一-鿿]")


def _unanswered(case: Case) -> Iterator[Remark]:
    for response in _with(case, "unanswered"):
        yield Remark(
            None,
            _end(case),
            f"{_said(response)}，方案里没有找到回应",
            "请补一条问题和措施；已经写到、只是说法不同的，请核对是哪一条",
        )


def _weak(case: Case) -> Iterator[Remark]:
    for response in _with(case, "weak"):
        entries = _entries(case, response)
        if any(_WORDS.search(measure.text) for entry in entries for measure in entry.measures):
            what = f"方案只在{_named(entries)}说了笼统的话"
        else:
            where = f"在{_named(entries)}" if entries else ""
            what = f"方案{where}只列了问题，没有措施"
        yield Remark(
            entries[0].id if entries else None,
            entries[0].span if entries else _end(case),
            f"{_said(response)}，{what}",
            "请写明针对这条意见做哪件看得见的事、做到什么程度、由谁在什么时候做",
        )


def _twice(case: Case) -> Iterator[Remark]:
    for response in case.responses or ():
        entries = _entries(case, response)
        if response.twice and len(entries) > 1:
            yield Remark(
                entries[0].id,
                entries[0].span,
                f"{_said(response)}，{_named(entries)}都在回应",
                "请核对几条有无重复、责任和时限是否一致；分工不同的可以保留",
            )


def _with(case: Case, status: ResponseStatus) -> Iterator[Response]:
    return (response for response in case.responses or () if response.status == status)


def _entries(case: Case, response: Response) -> list[Entry]:
    by_id = {entry.id: entry for entry in case.reading.entries}
    return [by_id[match.entry] for match in response.matches if match.entry in by_id]


def _said(response: Response) -> str:
    item = response.feedback
    origin = "，".join(part for part in (item.path, item.where, item.kind) if part)
    return f"意见“{short(item.text)}”（{origin}）"


def _named(entries: list[Entry]) -> str:
    """Entries by the numbers written before them, or by their first words."""
    return "、".join(f"“{short(_name(entry), 14)}”" for entry in entries)


def _name(entry: Entry) -> str:
    words = (entry.heading, entry.problem.text if entry.problem else "")
    first = next(filter(None, (*words, *(m.text for m in entry.measures))), "")
    return f"{entry.number} {first}" if entry.number else first


def _end(case: Case) -> Span:
    """Where an answer would be added: behind the last entry, else at the end of the document."""
    if case.reading.entries:
        last = case.reading.entries[-1].span
        return Span(last.block, last.end, last.end)
    blocks = case.document.blocks
    return Span(max(len(blocks) - 1, 0), *(2 * (len(blocks[-1].text) if blocks else 0,)))


_PLAN = """清河县供销社整改方案
| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |
| 1 | 会议多、陪会多 | 全年会议不超过六次，每次不超过一小时 | 主任周平 | 2025年6月底前 |
| 2 | 农资店价格不公开 | 各店门口挂价目牌，每月核对一次 | 副主任王芳 | 2025年6月底前 |"""
_ANSWER = (
    "湘群办发〔2014〕31号第一条：回应征求到的群众意见，回应对照检查材料查摆的突出问题，"
    "回应专题民主生活会提出的批评意见，回应上级党组织和督导组点明的问题"
)
_CONCRETE = (
    "湘群办发〔2014〕31号第四条：凡是没有做到“四个回应”，整改措施不具体、针对性不强，"
    "没有具体明确整改责任人和整改时限的，都要打回修改完善"
)

RULES = (
    Rule(
        id="response.unanswered",
        title="意见没有回应",
        level="warning",  # an answer in words not known before is not seen: docs/feedback.md
        why="提了意见的人在方案里找不到自己的那一条，就会认为意见白提了。",
        source=_ANSWER,
        flag=_PLAN,
        ok=_PLAN + "\n| 3 | 仓库漏雨 | 翻修屋面三处，雨后复查 | 副主任王芳 | 2025年6月底前 |",
        check=_unanswered,
        feedback="1.天天开会，跑不赢。\n2.买化肥看不到价钱。\n3.仓库漏雨，没有人修。",
    ),
    Rule(
        id="response.weak",
        title="意见回应笼统",
        level="warning",
        why="只说“进一步加强”，或者只列问题不写措施，到期看不出这条意见改没改。",
        source=_CONCRETE,
        flag=_PLAN.replace("各店门口挂价目牌，每月核对一次", "高度重视价格工作，切实加强管理"),
        ok=_PLAN,
        check=_weak,
        feedback="1.天天开会，跑不赢。\n2.买化肥看不到价钱，价格不公开。",
    ),
    Rule(
        id="response.twice",
        title="意见重复回应",
        level="info",
        why="一条意见分在几处回应，责任人和时限容易对不上，也容易重复计数。",
        source="文风的约定：两个以上不同编号的条目接住同一条意见的，提醒核对",
        flag=_PLAN
        + "\n| 3 | 陪会多 | 各科室负责人不再陪会，会议每季度通报一次 | 主任周平 | 2025年6月底前 |",
        ok=_PLAN,
        check=_twice,
        feedback="1.会议太多，还要陪会。\n2.农资价格不公开。",
    ),
)
