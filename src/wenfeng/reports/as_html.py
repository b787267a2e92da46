"""One page that needs nothing else: no network, no script, prints on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from wenfeng.columns import width
from wenfeng.domain import Batch, Level
from wenfeng.reports import wording

TEMPLATE = "report.html.j2"
HINT = "（提示）"
COLUMN = 7
"""Pixels that half a Chinese character takes in the chart, rather more than less."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How often a rule spoke at one level; ``share`` is that of the longest bar."""

    label: str
    level: Level
    number: int
    share: float


def write(batch: Batch, titles: Mapping[str, str] | None = None) -> bytes:
    """The batch as a page; ``titles`` are the rules' Chinese names."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("wenfeng.reports").joinpath(TEMPLATE).read_text("utf-8")
    bars = _bars(batch, titles or {})
    page = environment.from_string(source).render(
        batch=batch,
        say=wording,
        levels=wording.count_levels(batch),
        bars=bars,
        label_width=max((width(bar.label) * COLUMN for bar in bars), default=0) + 16,
    )
    return page.encode("utf-8", "backslashreplace")


def _bars(batch: Batch, titles: Mapping[str, str]) -> list[Bar]:
    """The most frequent first. Hints say so: their rule may have a bar of errors as well."""
    counts = Counter((f.rule, f.level) for report in batch.reports for f in report.findings)
    longest = max(counts.values(), default=1)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        Bar(titles.get(rule, rule) + HINT * (level == "info"), level, number, number / longest)
        for (rule, level), number in ranked
    ]
