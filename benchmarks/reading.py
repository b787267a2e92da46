"""How long reading Word files takes, side by side with python-docx walking the same files.

    python benchmarks/reading.py [rounds]

The files are made from fixed seeds. python-docx only collects the text of paragraphs and cells;
wenfeng also finds places, merged cells, automatic numbers, looks and what it cannot read. Both take
turns in one process; a first round is not counted. Processor time is measured, so that whatever
else the machine does stays out of it.
"""

from __future__ import annotations

import gc
import io
import random
import statistics
import sys
import time
from collections.abc import Callable

from docx import Document
from docx.document import Document as Plan
from docx.table import Table

from wenfeng.readers import docx

WORDS = (
    "供水管网改造", "项目进度滞后", "县水务局", "建立台账", "逐项销号", "加强监督检查",
    "落实到人", "2026年5月底前完成", "制度执行不严", "，", "、", "。",
)  # fmt: skip
SEEDS = range(5)
GOAL = 0.5

Fill = Callable[[Plan, random.Random], None]


def main(rounds: str = "15") -> None:
    """Print medians and their ratio for each kind of file."""
    print("python-docx      wenfeng      比值")
    totals = [0.0, 0.0]
    for kind, fill in KINDS.items():
        pairs = [measure(made(fill, seed), int(rounds)) for seed in SEEDS]
        both = [sum(times) for times in zip(*pairs, strict=True)]
        totals = [total + one for total, one in zip(totals, both, strict=True)]
        show(kind, *both)
    show("合计", *totals)


def show(kind: str, theirs: float, ours: float) -> None:
    """One line; the goal is only spoken of where it is missed."""
    missed = "" if ours <= GOAL * theirs else f"（目标 {GOAL} 以内）"
    print(
        f"{theirs * 1000:7.1f} 毫秒  {ours * 1000:7.1f} 毫秒  {ours / theirs:5.2f}  {kind}{missed}"
    )


def measure(data: bytes, rounds: int) -> tuple[float, float]:
    """Median seconds of both for one file, taking turns."""
    times = [(seconds(walk, data), seconds(docx.read_laid, data)) for _ in range(rounds + 1)]
    theirs, ours = zip(*times[1:], strict=True)
    return statistics.median(theirs), statistics.median(ours)


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """How long the work keeps the processor busy."""
    gc.collect()  # neither side clears away what the other has left
    started = time.process_time()
    work(data)
    return time.process_time() - started


def walk(data: bytes) -> list[str]:
    """The texts of all paragraphs and cells, as python-docx gives them."""
    plan = Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in plan.paragraphs]
    for table in plan.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return texts


def made(fill: Fill, seed: int) -> bytes:
    """A Word file with what ``fill`` puts in."""
    plan = Document()
    fill(plan, random.Random(seed))
    stream = io.BytesIO()
    plan.save(stream)
    return stream.getvalue()


def words(chance: random.Random, most: int) -> str:
    """Some running text."""
    return "".join(chance.choices(WORDS, k=chance.randint(1, most)))


def paragraphs(plan: Plan, chance: random.Random, count: int, style: str | None = None) -> None:
    """Paragraphs of several runs, as Word leaves them after editing."""
    for _ in range(count):
        paragraph = plan.add_paragraph(style=style)
        for _ in range(chance.randint(1, 4)):
            paragraph.add_run(words(chance, 8)).bold = chance.random() < 0.2


def table(plan: Plan, chance: random.Random, rows: int, columns: int) -> Table:
    """A table full of text."""
    added: Table = plan.add_table(rows, columns)
    for row in added.rows:
        for cell in row.cells:
            cell.text = words(chance, 5)
    return added


def usual(plan: Plan, chance: random.Random) -> None:
    """40 paragraphs and a table of 21 rows."""
    paragraphs(plan, chance, 40)
    table(plan, chance, 21, 6)


def ledger(plan: Plan, chance: random.Random) -> None:
    """A long table and nothing else."""
    table(plan, chance, 200, 8)


def prose(plan: Plan, chance: random.Random) -> None:
    """Running text and nothing else."""
    paragraphs(plan, chance, 300)


def numbered(plan: Plan, chance: random.Random) -> None:
    """Headings and lists with automatic numbers."""
    for _ in range(12):
        plan.add_heading(words(chance, 3), level=1)
        paragraphs(plan, chance, 10, "List Number")


def merged(plan: Plan, chance: random.Random) -> None:
    """A table whose first column is merged downwards and every tenth row across."""
    added = table(plan, chance, 60, 6)
    for top in range(0, 60, 5):
        added.cell(top, 0).merge(added.cell(top + 4, 0))
    for row in range(9, 60, 10):
        added.cell(row, 1).merge(added.cell(row, 5))


KINDS: dict[str, Fill] = {
    "40 段，表 21×6": usual,
    "表 200×8": ledger,
    "正文 300 段": prose,
    "自动编号 132 段": numbered,
    "合并单元格，表 60×6": merged,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
