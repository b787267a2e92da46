"""What a profile asks for, in words (口径说明)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from wenfeng.columns import listing, wrap
from wenfeng.domain import Bound, Profile, Setting

if TYPE_CHECKING:
    from wenfeng.rules import Rule

_OFF = "不查"
_ENTRIES = {"problem": "问题", "measure": "措施"}


def folded(lines: Iterable[str], room: int) -> Iterator[str]:
    """Lines no wider than ``room``; what is folded stands under what it belongs to."""
    for line in lines:
        indent = len(line) - len(line.lstrip())
        first, *more = wrap(line.strip(), room - indent - 2) or [""]
        yield " " * indent + first
        yield from (" " * (indent + 2) + rest for rest in more)


def described(
    profile: Profile, rules: tuple[Rule, ...], levels: Mapping[str, str]
) -> Iterator[str]:
    """The lines of ``wenfeng profile show``."""
    yield f"{profile.name}  {profile.title}"
    if profile.summary:
        yield profile.summary
    if profile.source:
        yield f"依据：{profile.source}"
    yield from _titled("什么文件自动用它（下面几项都符合）：", _recognition(profile))
    yield from _titled("要有的部分，按这个顺序：", _sections(profile))
    yield from _titled("限度：", (_bound(bound, profile) for bound in profile.bounds))
    yield from _titled("活动起止：", _campaign(profile.campaign.start, profile.campaign.end))
    yield from _titled("规则的级别，与通常不同的：", _levels(profile, rules, levels))
    yield from _titled("单条规则的要求：", _settings(profile, rules))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *(f"  {line}" for line in found))


def _recognition(profile: Profile) -> Iterator[str]:
    known = profile.recognition
    if known.titles:
        yield f"标题写有：{_either(known.titles)}"
    if known.except_titles:
        yield f"标题没有：{_either(known.except_titles)}"
    for mention in known.mentions:
        yield f"文中提到：{spoken(mention)}"
    if known.years:
        yield f"日期在：{'、'.join(f'{year}年' for year in known.years)}"


def _sections(profile: Profile) -> Iterator[str]:
    for i, section in enumerate(profile.sections, 1):
        asked = "" if section.required else "（可以没有）"
        yield f"{i}. {section.name}{asked}{_clause(section.source, profile)}"
        yield f"   标题写有：{_either(section.words)}"
        if section.entries:
            yield f"   多数条目自己写明{_ENTRIES[section.entries]}的，也算有"
        if section.contents:
            yield f"   写到：{'；'.join(content.name for content in section.contents)}"


def _bound(bound: Bound, profile: Profile) -> str:
    most = "半" if bound.most == 0.5 else f"{bound.most:g}"
    clause = _clause(bound.source, profile)
    return f"{bound.name}：不超过{most}{bound.unit}{clause}"


def _clause(source: str, profile: Profile) -> str:
    """Where it is asked; of the profile's own paper the clause is enough."""
    clause = source.removeprefix(profile.source)
    return f"  〔{clause}〕" if clause else ""


def _campaign(start: date | None, end: date | None) -> Iterator[str]:
    if start or end:
        yield f"{_day(start)}至{_day(end)}"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "（没有写）"


def _levels(profile: Profile, rules: tuple[Rule, ...], levels: Mapping[str, str]) -> Iterator[str]:
    rows = [
        (rule.id, rule.title, levels[own] if own else _OFF, f"通常是{levels[rule.level]}")
        for rule in rules
        if (own := profile.level(rule.id, rule.level)) != rule.level
    ]
    yield from listing(rows) if rows else ()


def _settings(profile: Profile, rules: tuple[Rule, ...]) -> Iterator[str]:
    meanings = {(rule.id, ask.key): ask.meaning for rule in rules for ask in rule.asks}
    for asked, value in profile.settings:
        rule, key = asked
        yield f"{rule} {key}：{_value(value)}（{meanings[asked]}）"


def _value(value: Setting) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def _either(patterns: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(map(spoken, patterns)))


def spoken(pattern: str) -> str:
    """A pattern as a clerk reads it: 问题…清单, 县/市委班子; what may be missing is left out."""
    text = re.sub(r"\[\^[^\]]*\](?:\{[^}]*\}|[*+])\??|\.\*", "…", pattern)
    text = re.sub(r"\(\?[!=<](?:[^()]|\([^()]*\))*\)|[\^$]", "", text)
    while (shorter := re.sub(r"\(\?:[^()]*\)\?", "", text)) != text:
        text = shorter
    text = re.sub(r"(?:\[[^\]]*\]|[^()])\?", "", text)
    text = re.sub(r"\[([^\]]*)\]", lambda m: f"（{'/'.join(m[1])}）", text)
    text = text.replace("(?:", "（").replace("(", "").replace(")", "）").replace("|", "/")
    return text if "（" in text else text.replace("）", "")
