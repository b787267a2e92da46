"""Which rules speak: names, titles and families (owner.missing, 没有责任主体, owner)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wenfeng.domain import Batch
from wenfeng.errors import ConfigError


def pick_rules(names: Iterable[str], titles: Mapping[str, str]) -> frozenset[str]:
    """The rules that names stand for; ConfigError for one nobody knows.

    ``titles``: every rule there is, and its Chinese title.
    """
    return frozenset(rule for name in names for rule in _expand(name, titles))


def narrow(batch: Batch, kept: frozenset[str]) -> Batch:
    """The batch with only the findings of the rules kept."""
    reports = tuple(
        replace(report, findings=tuple(f for f in report.findings if f.rule in kept))
        for report in batch.reports
    )
    return replace(batch, reports=reports)


def _expand(name: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(
        rule for rule, title in titles.items() if name in (rule, title, rule.split(".")[0])
    )
    if not found:
        raise ConfigError(f"没有叫“{name}”的规则", _advise(name, titles))
    return found


def _advise(name: str, titles: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    families = dict.fromkeys(rule.split(".")[0] for rule in titles)
    known = (*titles, *families, *titles.values())
    holding = tuple(title for title in titles.values() if name in title)
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5) or holding
    meant = f"是不是想写 {'、'.join(near)}？" if near else ""
    return f"{meant}运行 wenfeng rules 可以看到全部规则。"
