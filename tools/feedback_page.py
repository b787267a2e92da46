"""docs/feedback.md: the recorded figures of tools/feedback.py, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown import table

_SPLITS = {"dev": "dev", "test": "test", "all": "合计"}
_STATUS = {"answered": "已回应", "weak": "回应笼统", "unanswered": "未回应"}

_HEAD = """# 意见对得准不准

`wenfeng check 方案 --feedback 意见清单` 把意见逐条读出，与方案的问题、措施对应，说出哪些没有回应、哪些回应笼统、哪些几处
重复回应。本页由 `python tools/feedback.py --write` 写成，请不要直接修改。

语料是 [corpora/feedback](../corpora/feedback/README.md)：10 份手写的方案和意见清单，编写的人没有看过程序。01—05（dev）用来
写词表、定分数线；06—10（test）只看总数，不看错在哪里。

- **对应**：一条意见和一个条目是一对。对上的每一对，在人工答案里就是对的。P 是报出的有多少对，R 是该对上的找到多少。
- **未回应**：报“未回应”的有多少对，该报的找到多少，合成 F1。
- **三种结论**：已回应、回应笼统、未回应，与人工答案一致的比例。
"""

_HOW = """
## 怎样对应

意见里的说法和方案里的说法往往没有几个字相同：意见说“天天开会”，方案写“精简会议”。先看两边说到哪些话题（词表
`data/lexicons/topics.toml`，一行一个话题，官话和口语都在里面，可以自己添），再看有哪些两个字连在一起是相同的；“进一步”“加强”
一类的套话不算。一个话题在方案里出现得越少越算数。几条意见争一个条目的，离得远的那条减分；一条意见说了几件事的，第一个条目
没有接住的话题再去找第二个条目。全部离线，不用训练的词向量；措施是否笼统由[笼统措施分类器](../models/README.md)判断。

没有采用的：jieba 分词的词（开发时试过，没有好处）；多语种句向量模型（开发时在 dev 上试过一个 7 千万字节的，只按最像的一条算，
90 条里对上 73 条，分不开“没有回应”的，又太大）。
"""


def page(record: Mapping[str, Any]) -> str:
    """The whole page."""
    return "".join((_HEAD, _main(record), _classes(record), _compared(record), _runs(record), _HOW))


def _main(record: Mapping[str, Any]) -> str:
    rows = [_row(_SPLITS[name], figures) for name, figures in record["ours"].items()]
    return "\n## 成绩\n\n" + table(_COLUMNS, rows)


_COLUMNS = ("", "意见", "对应 P", "对应 R", "对应 F1", "未回应 F1", "三种结论")


def _row(name: str, figures: Mapping[str, Any]) -> tuple[object, ...]:
    keys = ("precision", "recall", "links", "unanswered", "agreed")
    return (name, figures["opinions"], *(f"{figures[key]:.3f}" for key in keys))


def _classes(record: Mapping[str, Any]) -> str:
    rows = [
        (
            _SPLITS[name],
            *(f"{figures['statuses'][status]:.3f}" for status in _STATUS),
            f"{figures['twice']:.3f}",
            f"{figures['listed'][2]}/{figures['listed'][0]}",
            figures["listed"][1] - figures["listed"][2],
        )
        for name, figures in record["ours"].items()
    ]
    head = ("", *(f"{name} F1" for name in _STATUS.values()), "重复回应 F1", "读出的意见", "多读")
    return "\n" + table(head, rows)


def _compared(record: Mapping[str, Any]) -> str:
    lines = ["\n## 与简单做法比，去掉一样比\n\n每一行的分数线都在 dev 上另选最好的。\n"]
    for split in record["ours"]:
        rows = [_row("文风", record["ours"][split])]
        rows += [_row(name, figures[split]) for name, figures in record["compared"].items()]
        lines.append(f"\n{_SPLITS[split]}：\n\n" + table(_COLUMNS, rows))
    return "".join(lines)


def _runs(record: Mapping[str, Any]) -> str:
    rows = [
        (n, run["what"], *(f"{run[k]:.3f}" for k in ("links", "unanswered", "agreed")))
        for n, run in enumerate(record["runs"], 1)
    ]
    head = ("次", "改了什么", "对应 F1", "未回应 F1", "三种结论")
    return "\n## test 看过几次\n\n最多三次，每次的成绩都在这里。\n\n" + table(head, rows, 2)
