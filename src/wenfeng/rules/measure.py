"""Rules about what will be done (整改措施)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from wenfeng.domain import Entry
from wenfeng.learned import linear
from wenfeng.learned.signs import signs
from wenfeng.rules.rule import Case, Remark, Rule, short
from wenfeng.rules.statements import headers, is_title, statements

# of the model's word vague, on average of all sentences and for each of them
_SURE, _SURER, _LEAST = 0.85, 0.95, 0.5
# a short title (桥梁加固, 期中检查) asks for little, but is no slogan
_SLOGANS = frozenset(("zeal", "mind", "effect", "effort", "idiom"))
# whoever writes these has said how often, for how many, which paper, or what it earns
_TOLD = frozenset(("quantity", "frequency", "each", "paper", "reward"))
# an act at a named place (扩建清河小学) is seen to be done or not
_DONE_THERE = frozenset(("act", "place"))
_CLAUSE = re.compile("[，,]")
# 立即整改到位: that something will be done, and not what
_BARE = re.compile(
    "(?:立即|及时|限期|尽快|抓紧|督促|责令|按要求|按规定|认真|全面|逐[项条一])*"
    "(?:整改|改正|纠正|解决|落实)(?:到位|落实|完毕)?"
)
_MOST = 0.75  # of the measures must answer a stated problem before the others are asked which
_WANTED = (
    (("act",), "做什么事（如清退、张贴、约谈、核对）"),
    (("named", "record", "place", "each"), "对哪份文件、哪个地方、哪些人"),
    (("quantity", "frequency", "when"), "做几个、多久一次"),
)


def _missing(case: Case) -> Iterator[Remark]:
    for entry in case.reading.entries:
        if entry.problem is not None and not entry.measures:
            yield Remark(
                entry.id,
                entry.span,
                f"问题“{short(entry.problem.text)}”没有对应的整改措施",
                "请补充整改措施，或说明并入哪一条整改",
            )
    # as many measures answer no problem: which of them answers these is only not to be seen
    unseen = sum(entry.problem is None for entry in case.tasks) >= len(case.reading.unanswered)
    said = "看不出由哪一条措施回应" if unseen else "没有对应的整改措施"
    for problem in case.reading.unanswered:
        yield Remark(
            None,
            problem.span,
            f"问题“{short(problem.text)}”{said}",
            "请在整改措施部分逐条回应问题清单" + ("，措施和问题用同样的编号" if unseen else ""),
            mild=unseen,
        )


def _vague(case: Case) -> Iterator[Remark]:
    """Entries whose every sentence is a slogan: one plain act among them is enough."""
    columns = headers(case.document)
    for entry in case.tasks:
        said = statements(entry, case.document, columns)
        behind = said[1:] if is_title(entry.heading) else ()
        if _says_nothing(said) or (_may_be_slogans(said) and _are_slogans(said, behind)):
            first = entry.measures[0]
            yield Remark(
                entry.id,
                first.span,
                f"措施“{short(first.text)}”不具体，看不出做没做",
                f"请写明{_wanted(' '.join(said))}",
            )


def _says_nothing(said: tuple[str, ...]) -> bool:
    return bool(said) and all(_BARE.fullmatch(one) for one in said)


def _may_be_slogans(said: tuple[str, ...]) -> bool:
    clauses = [signs(clause) for one in said for clause in _CLAUSE.split(one)]
    found = frozenset[str]().union(*map(signs, said))
    done = any(clause >= _DONE_THERE for clause in clauses)
    return bool(found & _SLOGANS) and not found & _TOLD and not done


def _are_slogans(said: tuple[str, ...], behind: tuple[str, ...]) -> bool:
    """``behind``: what stands below a mere title; without a sign of anything to check, the title
    does not make up for it."""
    empty = bool(behind) and all("hard-0" in signs(one) for one in behind)
    return _sounds_so(said, _SURE) or (empty and _sounds_so(behind, _SURER))


def _sounds_so(said: tuple[str, ...], sure: float) -> bool:
    model = linear.load("vague")
    vague = model.labels.index("vague")
    chances = [row[vague] for row in model.probabilities(said)]
    return min(chances) >= _LEAST and sum(chances) >= sure * len(chances)


def _wanted(said: str) -> str:
    """What would make it checkable: what it lacks, or all of it where each is hinted at."""
    found = signs(said)
    lacking = [words for names, words in _WANTED if not found.intersection(names)]
    return "；".join(lacking or [words for _, words in _WANTED])


def _unlinked(case: Case) -> Iterator[Remark]:
    """Measures that answer no stated problem, where those around them do."""
    sections: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in case.tasks:
        sections[entry.part, "".join(entry.section[:1])].append(entry)
    for entries in sections.values():
        linked = [entry for entry in entries if entry.problem]
        if len(linked) < 3 or len(linked) < _MOST * len(entries) or not _listed_apart(linked):
            continue
        for entry in entries:
            if entry.problem is None:
                yield Remark(
                    entry.id,
                    entry.measures[0].span if entry.measures else entry.span,
                    "看不出这条措施回应问题清单里的哪一个问题",
                    "请写明对应的问题，或者把问题补进问题清单",
                )


def _listed_apart(linked: list[Entry]) -> bool:
    """Whether all problems stand before all that answers them: in a list of their own."""
    last_problem = max(entry.problem.span.block for entry in linked if entry.problem)
    return last_problem < min(entry.span.block for entry in linked)


_HEAD = "| 序号 | 存在问题 | 整改措施 | 责任人 | 整改时限 |\n"
_APART = """县粮库整改方案
一、存在的主要问题
1.账目不清。
2.通风系统损坏。
3.保管员未经培训上岗。
二、整改措施
1.账目不清的逐笔补记。（责任单位：县粮库；完成时限：2025年5月底前）
2.损坏的通风系统换新，两台风机由厂家上门安装。（责任单位：县粮库；完成时限：2025年5月底前）
3.未经培训的保管员停岗，送市粮校学满5天。（责任单位：县粮库；完成时限：2025年5月底前）
"""
_WHO = "（责任单位：县粮库；完成时限：2025年5月底前）"

RULES = (
    Rule(
        id="measure.missing",
        title="有问题无措施",
        level="error",
        why="列出问题而不写措施，等于没有整改。",
        source="湘群办发〔2014〕31号第五条：条目式列出存在的突出问题并逐一明确整改措施",
        flag=_HEAD + "| 1 | 会议过多 |  | 县委办主任王某 | 2025年6月底前 |",
        ok=_HEAD + "| 1 | 会议过多 | 全年会议减少三分之一 | 县委办主任王某 | 2025年6月底前 |",
        check=_missing,
    ),
    Rule(
        id="measure.vague",
        title="措施不具体",
        level="warning",
        why="“进一步加强”“切实提高”做到什么样算完成，谁也说不清，也就没法检查。",
        source="湘群办发〔2014〕31号第四条：整改措施不具体、针对性不强的，都要打回修改完善",
        flag="1.改进会风。进一步提高思想认识，切实增强改进会风的自觉性。（责任单位：县委办公室；完成时限：2025年6月底前）",
        ok="1.改进会风。进一步压缩会议，全县性会议每月不超过2次。（责任单位：县委办公室；完成时限：2025年6月底前）",
        check=_vague,
    ),
    Rule(
        id="measure.unlinked",
        title="措施没有对应的问题",
        level="info",
        why="问题和措施分开写的，措施要能对上问题；对不上的，不知道改的是什么。",
        source="湘群办发〔2014〕31号第三条：另一块是针对存在的突出问题提出整改措施",
        flag=_APART + f"4.食堂添置两口锅，每周公布一次菜价。{_WHO}",
        ok=_APART,
        check=_unlinked,
    ),
)
