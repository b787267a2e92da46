"""docs/feedback.md: the recorded figures of tools/feedback.py, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown import table

_SPLITS = {"learn": "学", "valid": "验", "test": "test", "all": "合计"}
_STATUS = {"answered": "已回应", "weak": "回应笼统", "unanswered": "未回应"}

_TEMPLATE = Path(__file__).with_name("feedback_page.md")


def page(record: Mapping[str, Any]) -> str:
    """The whole page."""
    return _TEMPLATE.read_text("utf-8").format(
        main=_main(record),
        classes=_classes(record),
        compared=_compared(record),
        runs=_runs(record),
    )


def _main(record: Mapping[str, Any]) -> str:
    rows = [_row(_SPLITS[name], figures) for name, figures in record["ours"].items()]
    return table(_COLUMNS, rows)


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
    return table(head, rows)


def _compared(record: Mapping[str, Any]) -> str:
    lines: list[str] = []
    for split in record["ours"]:
        rows = [_row("文风，只学了“学”", record["before"][split])]
        rows += [_row(name, figures[split]) for name, figures in record["compared"].items()]
        lines.append(f"{_SPLITS[split]}：\n\n" + table(_COLUMNS, rows))
    return "\n".join(lines)


def _runs(record: Mapping[str, Any]) -> str:
    rows = [
        (n, run["what"], *(f"{run[k]:.3f}" for k in ("links", "unanswered", "agreed")))
        for n, run in enumerate(record["runs"], 1)
    ]
    head = ("次", "改了什么", "对应 F1", "未回应 F1", "三种结论")
    return table(head, rows, 2)
