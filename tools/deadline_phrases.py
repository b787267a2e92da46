"""How well deadlines are read: python tools/deadline_phrases.py [-v] [--write]

Every phrase of corpora/deadlines/phrases.csv is put where it would stand in a plan – in the
deadline cell of a table, behind a measure, as the text of an item – and read by the real
extraction. Right is the same class and the same last day. ``-v`` lists the failures of the half
that the program is improved on (dev). Of the other half (test) only the sum is told, here and on
record. ``--write`` records the figures in docs/deadlines.md; ``--jionlp PYTHON`` measures JioNLP
beside it, run by an interpreter that has it; its figures stay on record.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import deadline_page
from deadline_page import OURS, Figure, Measured

from wenfeng.domain import Block, Cell, Deadline, Document
from wenfeng.extract import extract

ROOT = Path(__file__).resolve().parents[1]
PHRASES = ROOT / "corpora" / "deadlines" / "phrases.csv"
RECORD = ROOT / "docs" / "deadlines.json"
PAGE = ROOT / "docs" / "deadlines.md"
READER = Path(__file__).with_name("jionlp_days.py")

_DATED = ("date", "period")
_BEHIND = re.compile(r"[^，。；：:（()）\d]{2,6}[：:]|[（(]")
_OWN_PARENTHESIS = re.compile(r"[^\d（()）]{5,}[（(][^（()）]+[）)]")
_LABEL_INSIDE = re.compile(r"，[^，。；：:]{2,4}[：:]")
_MEASURE = "更换库房老旧货架并规范物资摆放。"
_HEADERS = ("序号", "存在问题", "整改措施", "责任单位", "完成时限")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the table of phrases: the words, their document, and the right answer."""

    text: str
    document_day: date | None
    received: date | None
    kind: str
    end: date | None
    type: str
    split: str
    judgement: bool

    @property
    def answer(self) -> Answer:
        return Answer(_class_of(self.kind), self.end)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phrase means: its class, its last day, and whether that day is put in doubt."""

    kind: str
    end: date | None
    doubtful: bool = False


def phrases(path: Path = PHRASES) -> list[Phrase]:
    """Every phrase of the table; what stands in both halves was seen, so it belongs to dev."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [_phrase(row) for row in csv.DictReader(file)]
    seen = {phrase.text for phrase in found if phrase.split == "dev"}
    return [replace(p, split="dev") if p.text in seen else p for p in found]


def _phrase(row: dict[str, str]) -> Phrase:
    return Phrase(
        row["phrase"],
        _day(row["document_date"]),
        _day(row["base_date"]),
        row["kind"],
        _day(row["end"]),
        row["note"].split()[0].rstrip(":"),
        row["split"],
        "judgement" in row["note"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _class_of(kind: str) -> str:
    return "dated" if kind in _DATED else kind


# --- where a phrase stands ----------------------------------------------------------------------


def document(phrase: Phrase) -> Document:
    """A small plan that holds the phrase where it would stand."""
    text = phrase.text
    if _BEHIND.match(text):
        blocks = _items(_MEASURE + text)
    elif text.endswith("。") or _OWN_PARENTHESIS.fullmatch(text) or _LABEL_INSIDE.search(text):
        blocks = _items(text)
    else:
        blocks = _table(text)
    return Document("方案.txt", "txt", "0" * 64, (*blocks, *_signature(phrase.document_day)))


def _items(text: str) -> tuple[Block, ...]:
    lines = ("青禾县物资储备中心整改方案", "一、整改措施", f"（一）{text}")
    return tuple(_paragraph(line) for line in lines)


def _table(text: str) -> tuple[Block, ...]:
    rows = (_HEADERS, ("1", "库房货架老旧", _MEASURE, "仓储科", text))
    cells = (
        Block("cell", words, f"表1第{r}行第{c}列", cell=Cell(1, r, c))
        for r, row in enumerate(rows, 1)
        for c, words in enumerate(row, 1)
    )
    return (_paragraph("青禾县物资储备中心整改台账"), *cells)


def _signature(day: date | None) -> tuple[Block, ...]:
    if day is None:
        return ()
    return _paragraph("青禾县物资储备中心"), _paragraph(f"{day.year}年{day.month}月{day.day}日")


def _paragraph(text: str) -> Block:
    return Block("paragraph", text, "")


# --- what is right ------------------------------------------------------------------------------


def read(phrase: Phrase) -> Answer:
    """What the extraction says of a phrase."""
    entries = extract(document(phrase), received=phrase.received).entries
    return _answer(next((e.deadline for e in entries if e.deadline is not None), None))


def _answer(deadline: Deadline | None) -> Answer:
    if deadline is None:
        return Answer("none", None)
    return Answer(_class_of(deadline.kind), deadline.end, deadline.doubt is not None)


def is_right(phrase: Phrase, got: Answer) -> bool:
    """Whether class and last day are those of the table."""
    return got.kind == phrase.answer.kind and same_day(phrase, got)


def same_day(phrase: Phrase, got: Answer) -> bool:
    """Whether the last day is that of the table.

    Where no calendar of working days exists, a day that is put in doubt is as good as none.
    """
    return got.end == phrase.end or (phrase.type == "calendar" and got.doubtful)


Right = Callable[[Phrase, Answer], bool]


def figure(chosen: Iterable[Phrase], got: dict[Phrase, Answer], right: Right) -> Figure:
    """How many phrases there are, and how many of them are right."""
    marks = [right(phrase, got[phrase]) for phrase in chosen]
    return len(marks), sum(marks)


def measured(table: Sequence[Phrase], got: dict[Phrase, Answer], right: Right) -> Measured:
    """A figure for each type of dev, in the order of the table; of test only the sums."""
    dev, test = ([p for p in table if p.split == split] for split in ("dev", "test"))
    types = dict.fromkeys(phrase.type for phrase in dev)
    return {
        "dev": {n: figure((p for p in dev if p.type == n), got, right) for n in types},
        "test": {
            "all": figure(test, got, right),
            "without_ours": figure((p for p in test if p.type not in OURS), got, right),
        },
    }


# --- JioNLP -------------------------------------------------------------------------------------


def jionlp(python: str, table: Sequence[Phrase]) -> tuple[str, dict[Phrase, Answer]]:
    """The version of JioNLP, and the last day that it reads from each phrase."""
    asked = [[p.text, str(p.received or p.document_day or "")] for p in table]
    done = subprocess.run(
        [python, str(READER)], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout)
    answers = (Answer("", _day(day)) for day in said["days"])
    return said["version"], dict(zip(table, answers, strict=True))


# --- the command --------------------------------------------------------------------------------


def main() -> None:
    options = _options()
    everything = phrases()
    table = [phrase for phrase in everything if not phrase.judgement]
    got = {phrase: read(phrase) for phrase in table}
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    record["left_out"] = len(everything) - len(table)
    record["wenfeng"] = measured(table, got, is_right)
    record["wenfeng_days"] = measured(table, got, same_day)
    for python in options.jionlp:
        version, days = jionlp(python, table)
        record.setdefault("jionlp", {})[version] = measured(table, days, same_day)
    if options.v:
        _print_failures([phrase for phrase in table if phrase.split == "dev"], got)
    print(deadline_page.plain(record))
    if options.write:
        RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
        PAGE.write_text(deadline_page.page(json.loads(RECORD.read_text("utf-8"))), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="量时限短语读得准不准")
    parser.add_argument("-v", action="store_true", help="列出 dev 一半里读错的")
    parser.add_argument("--write", action="store_true", help="写 docs/deadlines.md")
    parser.add_argument(
        "--jionlp", metavar="PYTHON", action="append", default=[], help="装有 jionlp 的解释器"
    )
    return parser.parse_args()


def _print_failures(chosen: list[Phrase], got: dict[Phrase, Answer]) -> None:
    for phrase in chosen:
        said = got[phrase]
        if not is_right(phrase, said):
            asked = f"{phrase.text}〔{phrase.document_day}，收到 {phrase.received}〕"
            right = f"{phrase.answer.kind} {phrase.end}"
            print(f"{phrase.type}\t{asked}\t应为 {right}\t读成 {said.kind} {said.end}")


if __name__ == "__main__":
    main()
