"""docs/duplicates.md: the recorded figures of the benchmark, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .asked import MET, MISSED, reached
from .page_sections import SECTIONS, table

OPENING = """# 查重找得准不准、快不快

<!-- 由 python benchmarks/duplicates.py --page 按 docs/duplicates.json 生成，请不要直接修改 -->

文稿是程序编的（`benchmarks/copy_finding`）：县名、单位、人名都是虚构的，三成到七成五是套话，谁抄了谁、抄了哪些字因此全都知道。
编的文稿比真的整齐，真实文件上的成绩应看作低于这里。“改写 30%”指原文三成的句子改写过或者换成了新的；
单位、人名、地名、日期全部换掉，段落前后调换。每种做法各在一个新的进程里跑，从拿到文本计时，编文稿、读文件的时间不算；
内存是进程最多占用的，连文稿在内。
"""

CLOSING = """
重新测量：`python benchmarks/duplicates.py all --full --json docs/duplicates.json`，
可以分几次、一次量几张表；不带 `--full` 是几分钟就能跑完的小样。
写成本页：`python benchmarks/duplicates.py --page`。
"""


def page(record: Mapping[str, Any]) -> str:
    """The whole page."""
    return "".join((OPENING, *_machines(record), *_asked(record), *_sections(record), CLOSING))


def section(name: str, rows: list[dict[str, Any]]) -> str:
    """One table with its heading and what it says."""
    written = SECTIONS[name]
    return f"\n## {written.title}\n\n{written.words}\n\n{written.written(rows)}"


def _machines(record: Mapping[str, Any]) -> Iterator[str]:
    told: dict[str, list[str]] = {}
    for name, one in record.items():
        told.setdefault(_machine(one["machine"]), []).append(SECTIONS[name].title)
    for machine, titles in told.items():
        yield f"\n{machine}" if len(told) == 1 else f"\n{'、'.join(titles)}：{machine}"
        yield "\n"


def _machine(told: Mapping[str, Any]) -> str:
    packages = "，".join(f"{name} {number}" for name, number in told["packages"].items() if number)
    return (
        f"{told['date']} 测量：{told['processor']}，{told['cores']} 核，"
        f"{told['memory']:g} GB 内存，{told['system']}，Python {told['python']}，{packages}。"
    )


def _asked(record: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (one.what, one.asked, one.reached, MET if one.met else MISSED) for one in reached(record)
    ]
    yield "\n## 要求与结果\n\n" + table(("", "要求", "结果", ""), rows)


def _sections(record: Mapping[str, Any]) -> Iterator[str]:
    for name in SECTIONS:
        if name in record:
            yield section(name, record[name]["rows"])
