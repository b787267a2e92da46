"""docs/accuracy.md: the recorded figures, and what they do and do not say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import TypeAlias

from markdown import table

RECORD = Path(__file__).resolve().parents[1] / "docs" / "accuracy.json"

Row: TypeAlias = Mapping[str, float]
Record: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Row]]]
"""kind (documents, pooled, first) → set → document → figure → value; pooled has one row, ""."""

Labelled: TypeAlias = tuple[tuple[str, ...], Row]

SETS = {
    "handwritten": "手写难例",
    "seeds": "公开的整改文件",
    "real": "公开的其他文件",
    "heldout": "留出的手写方案",
    "unseen": "留出的生成方案",
    "generated": "生成方案",
    "samples": "自编样例",
}

LAYOUTS = {
    "table": "表格",
    "flat": "整篇一段",
    "labels": "标签行",
    "brackets": "括注",
    "prose": "句中",
    "csv": "逗号分隔的表格",
    "unit_sheet": "单位任务表",
    "unit_plan": "标题即责任单位",
    "label_lines": "每个标签一行",
    "label_run": "标签连成一行",
    "label_brackets": "带标签的括注",
    "role_brackets": "写明分工的括注",
    "first_leads": "列首位的牵头",
    "heading_brackets": "标题后的括注",
    "group_ends": "一组末尾的括注",
    "owner_headings": "单位作标题",
    "duty_list": "单位后接职责",
    "problem_blocks": "问题、措施分块",
    "children": "措施带小编号",
    "ones": "一是二是三是",
    "stretches": "一段几条各带括注",
    "linked": "问题清单与措施清单",
    "targeted": "针对……问题",
    "subjects": "主语是责任单位",
    "minutes": "会议纪要",
    "document_deadline": "全文统一时限",
    "personal": "个人整改措施",
    "attachments": "几个附件",
    "unlabelled": "没有责任和时限",
    "no_entries": "没有条目",
}

FIGURES = {
    "precision": "条目准确率",
    "recall": "条目召回率",
    "entries": "条目 F1",
    "owners": "责任主体 F1",
    "owner_scope": "责任来源",
    "deadlines": "时限",
    "deadline_scope": "时限来源",
    "owner_missing": "缺责任主体 F1",
    "deadline_missing": "缺时限 F1",
    "problems": "问题 F1",
    "exact": "逐字一致",
}

# Batches of hand-written plans, by their numbers: which the program had been improved on before
# it met them differs, so their first figures must not be thrown together.
BATCHES = {
    "01–40（程序没有看过任何手写难例）": range(1, 41),
    "41–57（程序已照 01–40 改进过）": range(41, 58),
    "61–68（程序已照 01–57 改进过）": range(61, 69),
    "71–78（程序已照 01–68 改进过）": range(71, 80),
    "81–94（程序已照 01–78 改进过）": range(81, 100),
    "101–124（程序已照 01–94 和生成方案改进过）": range(101, 125),
    "131–146（程序已照 01–124 和生成方案改进过）": range(131, 147),
}

OPENING = """# 提取得准不准

<!-- 由 python tools/evaluate.py --write 生成，请不要直接修改 -->

把程序读出的条目与人工写下的应读结果逐条比较，得出下面的数字。1 是全对。

**怎样看这些数字**

- {unseen}
- **手写难例**（`corpora/handwritten`）由没有看过程序的人编写，每份都故意写得难。此后程序照着它们
  改进过，所以“现在”的成绩不是没见过的文件上的成绩。
- **公开的文件**是真实公文，不随本项目发布，没有它们的机器上跳过这两组。程序在开发中一直用它们
  测量，同样不能当作没见过的文件。
- **留出的手写方案**（`corpora/heldout`）、**留出的生成方案**（`corpora/generated` 的 test）没有参与
  改进：只记全组合并的成绩，不记哪一份、错在哪里。
- **生成方案**（`corpora/generated` 的 train、dev）由手写片段组合而成，答案由构造得出；程序照着
  它们改进过。
- **自编样例**（`corpora/samples`）与程序同时编写、行文规整，全对是应该的，说明不了真实文件上的
  准确率；它的用处是发现改坏了什么。
- 份数少，一份文件的变化就能明显改变平均值。
"""

METHOD = """
## 怎样算的

- **条目**：应读结果用一段只有该条目才有的文字（不计标点）指认条目。读出的条目在标题、问题、措施里
  含有这段文字，就算读到；几个条目都含有时取最短的。一个读出的条目吞并了几个应读条目，只算读到一个。
  准确率是读出的条目中有多少该读，召回率是该读的条目中有多少读到，F1 是两者的调和平均。
- **责任主体**：角色（牵头、配合、督办）和名称都对才算对。名称前的省、市、区、县等不计；
  “各部门”“有关单位”一类泛指不计；没有读到的条目，其责任主体算漏读。
- **时限**：最后一天相同才算对；没有具体日期的（长期坚持、立行立改等），读出了时限就算对。
- **责任来源、时限来源**：写在本条、上级标题，还是全文统一规定，是否判断得一样。
- **缺责任主体、缺时限**：该报的报了没有，不该报的报了没有。
- **逐字一致**：整份文件的每一个字段和全部审查意见都与预期相同，只有自编样例能这样比。
- 人工也拿不准的地方（标为 `*` 或 `optional`）不计分。一份文件里没有某项可评时，该项记 1，因此“平均”
  会偏高；“合并”把一组文件的所有条目放在一起算，不受此影响。
- 个别公开文件的应读结果有意略去了文字完全相同、无法区分的几行，程序读出的这几行算作多读。

重新测量：`python tools/evaluate.py`；任何一份文件的任何一项比记录低 0.005 以上，退出码为 1。
生成方案按版式比。留出的两组只比全组合并的成绩，变差了会说，但不说是哪一份：原因要到别的组里去找。
`-v` 逐条列出差别，后面可以写文件名中的几个字，只测那几份（留出的不能这样测）。
"""


def recorded() -> Record:
    """What docs/accuracy.json holds."""
    found: Record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    return found


EXPECTED = {
    "entries": "entries",
    "owners": "owners",
    "deadlines": "deadlines",
    "owner_missing": "missing owners",
    "deadline_missing": "missing deadlines",
}
"""The figures that say what to expect, with their English names."""


def unseen(record: Record) -> str:
    """What to expect of plans never seen: one sentence, from two sets met without preparation."""
    last = _last()
    names = f"{last.start}–{last.stop - 1}"
    ranges = "、".join(f"{FIGURES[figure]} {_range(record, figure)}" for figure in EXPECTED)
    return (
        f"没有见过的方案，预期在两组成绩之间：{ranges}（一组是留出的手写方案，合并计算；"
        f"一组是手写难例 {names} 初次读到时，按份平均）。"
    )


def unseen_in_english(record: Record) -> str:
    """The same sentence for README.en.md."""
    ranges = ", ".join(f"{name} {_range(record, figure)}" for figure, name in EXPECTED.items())
    return f"On plans it has never met expect scores of about (1 is perfect): {ranges}."


def _last() -> range:
    *_, last = BATCHES.values()
    return last


def _range(record: Record, figure: str) -> str:
    """What two sets of plans earned that were met without preparation."""
    ends = record["pooled"]["heldout"][""], mean(_batch(record["first"]["handwritten"], _last()))
    return "–".join(dict.fromkeys(f"{value:.2f}" for value in sorted(row[figure] for row in ends)))


def _batch(named: Mapping[str, Row], numbers: range) -> list[Row]:
    return [row for name, row in named.items() if int(name.partition("-")[0]) in numbers]


def page(record: Record) -> str:
    """The whole page."""
    opening = OPENING.format(unseen=unseen(record))
    return "".join(
        (opening, *_means(record), *_layouts(record), *_first(record), METHOD, *_documents(record))
    )


def _layouts(record: Record) -> Iterator[str]:
    yield "\n## 各种版式（合并）\n"
    for group, named in record.get("layouts", {}).items():
        yield f"\n### {SETS[group]}\n\n"
        yield _table(("版式",), [((LAYOUTS[name],), row) for name, row in named.items()])


def _means(record: Record) -> Iterator[str]:
    rows: list[Labelled] = []
    for group, whole in record["pooled"].items():
        named = record["documents"].get(group, {})
        title = SETS[group] + (f"（{len(named)} 份）" if named else "")
        rows += [((title, "平均"), mean(named.values()))] if named else []
        rows += [((title, "合并"), whole[""])]
    yield "\n## 各组\n\n"
    yield _table(("文件", "算法"), rows)


def _first(record: Record) -> Iterator[str]:
    now, first = record["documents"]["handwritten"], record["first"]
    rows: list[Labelled] = []
    for title, numbers in BATCHES.items():
        met = _batch(first["handwritten"], numbers)
        rows += [((f"{title}，{len(met)} 份，平均", "初次"), mean(met))]
        rows += [(("", "现在"), mean(_batch(now, numbers)))]
    rows += [(("留出的手写方案，合并", "初次"), first["heldout"][""])]
    rows += [(("", "现在"), record["pooled"]["heldout"][""])]
    yield "\n## 手写方案：初次与现在\n\n"
    yield _table(("编号", "时间"), rows)
    yield "\n“初次”是程序第一次读到那一批时的成绩；留出的方案从不照着改进。\n"


def _documents(record: Record) -> Iterator[str]:
    yield "\n## 逐份\n"
    for group, named in record["documents"].items():
        yield f"\n### {SETS[group]}\n\n"
        yield _table(("文件",), [((name,), row) for name, row in named.items()])


def _table(titles: tuple[str, ...], rows: Sequence[Labelled]) -> str:
    """A table with a column for each figure that any row has."""
    shown = [figure for figure in FIGURES if any(figure in row for _, row in rows)]
    cells = (
        (*names, *(f"{row[figure]:.3f}" if figure in row else "–" for figure in shown))
        for names, row in rows
    )
    return table((*titles, *(FIGURES[figure] for figure in shown)), cells, words=len(titles))


def mean(rows: Iterable[Row]) -> Row:
    """The mean of each figure."""
    rows = list(rows)
    return {
        name: fmean(row[name] for row in rows if name in row)
        for name in FIGURES
        if any(name in row for row in rows)
    }
