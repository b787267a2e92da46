"""How well vague measures (笼统的措施) are told from concrete ones: keywords, models, signs.

    python tools/vague.py            the sentences of corpora/vague/dev.tsv
    python tools/vague.py --test     test.tsv too: only figures, never which sentences
    python tools/vague.py --write    both; docs/vague.md and docs/vague.json

The ways that do not ship are learned anew, in seconds. Sentences of the test that stand almost
word for word among those learned are told apart: whether they are answered says little.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown import table
from sklearn.metrics import f1_score, precision_score, recall_score
from threadpoolctl import threadpool_limits
from training import baselines, classifiers, examples, fitting
from training.examples import Example, labels, splits, texts
from training.fitting import Recipe
from training.measuring import number

from wenfeng.learned import linear
from wenfeng.learned.linear import Features, Linear

DOCS = Path(__file__).resolve().parents[1] / "docs"
FIGURES = ("precision", "recall", "f1", "macro")
NAMES = {
    "dev": "dev",
    "test": "test",
    "fresh": "test 中没有学过相近句子的",
    "pairs": "反着写的句子",
}
LIKE = 0.6  # of the pairs of characters of two sentences

Way = Callable[[Sequence[str]], list[str]]
Row = dict[str, float]
Record = dict[str, dict[str, Row]]
"""set → way → figure → value."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A set of sentences, and what each is."""

    name: str
    examples: tuple[Example, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description="量笼统的措施认得准不准")
    parser.add_argument("--test", action="store_true", help="连 test.tsv 一起量")
    parser.add_argument("--write", action="store_true", help="写入 docs/vague.md（含 test）")
    wanted = parser.parse_args()
    with threadpool_limits(1):
        record = measured(tuple(sets(test=wanted.test or wanted.write)))
    print(*(f"{NAMES[name]}\n{_table(rows)}" for name, rows in record.items()), sep="\n")
    if wanted.write:
        _write(record)


def sets(*, test: bool) -> list[Asked]:
    """What is asked: sentences nobody learned from."""
    found = [Asked("dev", tuple(examples.sentences("dev")))]
    found += [Asked("pairs", tuple(classifiers.pairs()))]
    if test:
        whole = tuple(examples.sentences("test"))
        found += [Asked("test", whole), Asked("fresh", tuple(unlike(whole, learned())))]
    return found


def learned() -> list[Example]:
    return [*fragments(), *examples.sentences("train")]


def fragments() -> list[Example]:
    """What the model learned from before there were sentences written for it."""
    return examples.vagueness(splits()["train"].topics)


def unlike(asked: Sequence[Example], known: Sequence[Example]) -> list[Example]:
    """The sentences that no known one repeats."""
    pairs = [_pairs(example.text) for example in known]
    return [e for e in asked if not any(_close(_pairs(e.text), other) for other in pairs)]


def _pairs(text: str) -> set[str]:
    plain = "".join(sign for sign in text if sign.isalnum())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _close(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= LIKE * len(one | other)


def ways() -> dict[str, Way]:
    """Each way of answering, from the simplest to the one that ships."""
    plain, signs = Features(1, 2, 2**15), Features(1, 2, 2**15, signs=0.05)
    return {
        "全部答笼统": lambda asked: ["vague"] * len(asked),
        "关键词": baselines.vague,
        "模型，只学片段": _by(fitting.fit(fragments(), Recipe(plain))),
        "模型，另学手写的句子": _by(fitting.fit(learned(), Recipe(plain))),
        "模型，另看迹象（随软件发布）": _by(linear.load("vague")),
        "模型，迹象加重到四倍": _by(fitting.fit(learned(), Recipe(_heavier(signs)))),
    }


def _heavier(features: Features) -> Features:
    return Features(features.shortest, features.longest, features.size, 4 * features.signs)


def _by(model: Linear) -> Way:
    return lambda asked: [guess.label for guess in model.guess(asked)]


def measured(asked: Sequence[Asked]) -> Record:
    found = ways()
    return {
        one.name: {
            name: row(labels(one.examples), way(texts(one.examples))) for name, way in found.items()
        }
        for one in asked
    }


def row(right: Sequence[str], guessed: Sequence[str]) -> Row:
    """How well vague ones are found, the mean F1 of both kinds, and how many were asked."""
    how = {"pos_label": "vague", "zero_division": 0}
    return {
        "sentences": len(right),
        "precision": float(precision_score(right, guessed, **how)),
        "recall": float(recall_score(right, guessed, **how)),
        "f1": float(f1_score(right, guessed, **how)),
        "macro": float(f1_score(right, guessed, average="macro", zero_division=0)),
    }


def _table(rows: dict[str, Row]) -> str:
    cells = ((name, *(number(row[figure]) for figure in FIGURES)) for name, row in rows.items())
    return table(("做法", "笼统 P", "笼统 R", "笼统 F1", "两类平均 F1"), cells)


PAGE = """# 笼统的措施认得准不准

<!-- 由 python tools/vague.py --write 生成，请不要直接修改 -->

规则 measure.vague 问模型：一句措施是笼统（做没做说不清）还是具体。下面的句子
（`corpora/vague`）由没有看过程序的人逐句手写，什么算笼统写在那里。`dev` 和“反着写的
句子”用来挑选做法；`test` 只看成绩，不看错在哪里，不照着改。

**怎样看这些数字**

- “关键词”是人能想到的词表（`tools/training/keywords.toml`）：没有数字、书名号，
  又有“进一步”“加强”一类的话。
- “片段”是 `corpora/fragments`（train 划分）里的措施和笼统的话；“手写的句子”是
  `corpora/vague/train.tsv`；“迹象”是 `data/lexicons/checkable.toml` 里的词表：数量、频次、
  文件、地点、实在的动作、口号。
- “没有学过相近句子的”去掉了与学过的句子有六成以上相邻字对相同的句子：官话本来就爱用
  同样的话，这一组更能说明问题。
- “反着写的句子”是 `tools/training/pairs.toml`：笼统的放进数字、制度，具体的以“加强”
  “完善”开头，没有参加训练。
- 真实方案里用官话写的具体措施更多，成绩应看作偏高的估计。规则因此更保守：一条里每一句都要
  像口号，平均有 85% 以上的把握，并且没有写数量、频次、要出台的文件，才报。
"""


def _write(record: Record) -> None:
    parts = [PAGE]
    for name, rows in record.items():
        size = round(next(iter(rows.values()))["sentences"])
        parts.append(f"\n## {NAMES[name]}（{size} 句）\n\n{_table(rows)}")
    parts.append("\n重新测量：`python tools/vague.py --write`。\n")
    (DOCS / "vague.md").write_text("".join(parts), "utf-8", newline="\n")
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (DOCS / "vague.json").write_text(text + "\n", "utf-8", newline="\n")
    print("已写入 docs/vague.md、docs/vague.json")


if __name__ == "__main__":
    main()
