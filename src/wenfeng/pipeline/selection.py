"""Which rules speak: names and families (owner.missing, owner) given with --select, --ignore."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wenfeng.domain import Batch
from wenfeng.errors import ConfigError


def pick_rules(names: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The rules that names and families stand for; ConfigError for one nobody knows."""
    rules = tuple(known)
    return frozenset(rule for name in names for rule in _expand(name, rules))


def narrow(batch: Batch, kept: frozenset[str]) -> Batch:
    """The batch with only the findings of the rules kept."""
    reports = tuple(
        replace(report, findings=tuple(f for f in report.findings if f.rule in kept))
        for report in batch.reports
    )
    return replace(batch, reports=reports)


def _expand(name: str, rules: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(rule for rule in rules if rule == name or rule.split(".")[0] == name)
    if not found:
        raise ConfigError(f"没有叫“{name}”的规则", _advise(name, rules))
    return found


def _advise(name: str, rules: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    families = tuple(dict.fromkeys(rule.split(".")[0] for rule in rules))
    near = get_close_matches(name.lower(), (*rules, *families), n=1, cutoff=0.5)
    meant = f"是不是想写 {near[0]}？" if near else ""
    return f"{meant}运行 wenfeng rules 可以看到全部规则。"
