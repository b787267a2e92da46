"""docs/deadlines.md: the recorded figures of tools/deadline_phrases.py, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from markdown import table

Figure: TypeAlias = tuple[int, int]
"""How many phrases, and how many of them right."""

Measured: TypeAlias = Mapping[str, Mapping[str, Figure]]
"""What one reader got right: dev → type → figure, test → all or without_ours → figure."""

TYPES = {
    "ymd": "年月日写全",
    "formats": "2021.6.30 等写法",
    "numerals": "汉字数字",
    "damaged": "错字、全角、多空格",
    "month": "只写月日",
    "undated": "文件没有日期",
    "tens": "上旬、中旬、下旬",
    "quarter": "季度",
    "half": "半年",
    "yearend": "年底、年内",
    "before": "6月前、2020年前",
    "exactday": "不迟于、截至",
    "clock": "写到几时",
    "thisnext": "今年、次年、下月",
    "week": "周",
    "period": "起止时间",
    "fromnow": "即日起至",
    "relative": "30日内、三个月内",
    "workdays": "工作日内",
    "calendar": "放假安排未公布的年份",
    "festival": "节前",
    "lunar": "农历",
    "event": "会前、汛期前",
    "recurring": "每月、每年",
    "ongoing": "长期坚持",
    "dateongoing": "某日前并长期坚持",
    "immediate": "立行立改",
    "vague": "尽快、适时",
    "soft": "力争、预计",
    "steps": "分几步",
    "plan": "十四五末",
    "impossible": "不存在的日子",
    "otheryear": "另有所指的年份",
    "mixed": "夹着别的日期",
    "none": "不是时限的日期",
}
SPLITS = {"dev": "照着改进过", "test": "没有照着改进"}
# Laid down by our reading conventions; a general reader of times has no such rule.
OURS = ("festival", "before", "none")

OPENING = """# 时限短语读得准不准

<!-- 由 python tools/deadline_phrases.py --write 生成，请不要直接修改 -->

`corpora/deadlines/phrases.csv` 有 {all} 条手写的时限短语，
每条都有按[阅读约定](conventions.md)人工写下的答案。每条都放进一份小方案里它该在的地方（表格的时限栏、措施后面、条目正文），按读文件的同一条路去读，
**类别**（日期、相对、周期、长期、立即、事件、模糊、不是时限）和**最后一天**都与答案相同才算对。

- 一半（dev）用来改进程序，另一半（test）没有拿来对照改过，只记总数，不记哪一类、哪一条错；
  新文件上的准确率应看后一半。
- 短语由一个没有看过程序的人写成，每类一条隔一条分到两半，两半都有的短语归前一半。所以两半的写法
  相近：真实文件里没有想到的写法，这里也没有。
- {left} 条编写时就拿不准（备注里有 judgement），不计。
- 放假安排还没有公布的年份，读出的日子带着“可能提前或推后”的疑问，或者没有读出日子，都算对。
"""

JIONLP = """
## 与 JioNLP 比较

[JioNLP](https://github.com/dongrixinyu/JioNLP) 的时间解析读同样的短语，基准时间是收到反馈的日子，
没有的用成文日期；两者都没有的，用相隔十一年的两个基准各读一次，一致才算读出。它读通用的时间，不判断是不是时限，也不分类别，所以这里两边都只比**最后一天**（答案没有日子的，没有读出日子才算对）。
“除去约定”去掉由本项目的约定说了算的几类：{ours}。
它得到的是单独的短语，没有文件可看；本程序读的是文件。
"""


def page(record: Mapping[str, Any]) -> str:
    """The whole page."""
    return "".join((*_opening(record), *_compared(record), *_types(record)))


def plain(record: Mapping[str, Any]) -> str:
    """The figures for the screen."""
    lines = [f"{_name(t):<14}\tdev {_of(row)}" for t, row in record["wenfeng"]["dev"].items()]
    for title, halves in _summaries(record):
        lines.append("\t".join((title, *(f"{half} {_of(row)}" for half, row in halves.items()))))
    return "\n".join([*lines, f"拿不准而不计：{record['left_out']} 条"])


def _opening(record: Mapping[str, Any]) -> Iterator[str]:
    halves = _halves(record["wenfeng"])
    number = sum(row[0] for row in halves.values()) + record["left_out"]
    yield OPENING.format(all=number, left=record["left_out"]) + "\n"
    rows = ((f"{name}（{SPLITS[name]}）", *row, _rate(row)) for name, row in halves.items())
    yield table(("一半", "条数", "读对", "准确率"), rows)


def _compared(record: Mapping[str, Any]) -> Iterator[str]:
    if "jionlp" not in record:
        return
    ours = "、".join(TYPES[name] for name in OURS)
    yield JIONLP.format(ours=ours) + "\n"
    rows = ((title, *map(_rate, halves.values())) for title, halves in _summaries(record)[1:])
    yield table(("只比最后一天", *SPLITS), rows)


def _types(record: Mapping[str, Any]) -> Iterator[str]:
    others = record.get("jionlp", {}).values()
    yield "\n## 各类（dev）\n\n类别和最后一天都对才算；"
    yield "JioNLP 只比最后一天，几版中取最多的。\n\n"
    rows = (
        (_name(name), *row, max((other["dev"][name][1] for other in others), default="–"))
        for name, row in record["wenfeng"]["dev"].items()
    )
    yield table(("类", "条数", "读对", "JioNLP 读对"), rows)
    yield "\n重新测量：`python tools/deadline_phrases.py`，`-v` 列出 dev 一半里读错的。\n"


def _summaries(record: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Figure]]]:
    """The figures of both halves to be set side by side; the first are those that count."""
    readers = {"文风": record["wenfeng_days"]}
    readers |= {f"JioNLP {version}": row for version, row in record.get("jionlp", {}).items()}
    return [
        ("类别和最后一天", _halves(record["wenfeng"])),
        *((name, _halves(row)) for name, row in readers.items()),
        *((f"{name}，除去约定", _halves(row, "without_ours")) for name, row in readers.items()),
    ]


def _halves(reader: Measured, which: str = "all") -> dict[str, Figure]:
    left_out = () if which == "all" else OURS
    dev = [figure for name, figure in reader["dev"].items() if name not in left_out]
    return {"dev": (sum(n for n, _ in dev), sum(r for _, r in dev)), "test": reader["test"][which]}


def _of(figure: Figure) -> str:
    return f"{figure[1]}/{figure[0]}"


def _rate(figure: Figure) -> str:
    return f"{figure[1] / max(1, figure[0]):.3f}"


def _name(type_: str) -> str:
    return TYPES.get(type_, type_)
