"""One page that needs nothing else: no network, no script, prints on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from wenfeng.domain import Batch, Level
from wenfeng.reports import wording

TEMPLATE = "report.html.j2"


def write(batch: Batch, titles: Mapping[str, str] | None = None) -> bytes:
    """The batch as a page; ``titles`` are the rules' Chinese names."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("wenfeng.reports").joinpath(TEMPLATE).read_text("utf-8")
    page = environment.from_string(source).render(
        batch=batch,
        say=wording,
        levels=wording.count_levels(batch),
        bars=_bars(batch),
        titles=titles or {},
    )
    return page.encode("utf-8", "backslashreplace")


def _bars(batch: Batch) -> list[tuple[str, Level, int, float]]:
    """Rule, level, number of findings and share of the longest bar; the most frequent first."""
    counts = Counter((f.rule, f.level) for report in batch.reports for f in report.findings)
    longest = max(counts.values(), default=1)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(rule, level, number, number / longest) for (rule, level), number in ranked]
