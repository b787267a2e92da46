"""A plan for people: its text, then what is to be read from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def show(plan: Json) -> str:
    return "\n".join(_lines(plan))


def _lines(plan: Json) -> Iterator[str]:
    keys = ("id", "split", "sector", "level", "year", "layout", "format", "damage")
    yield "  ".join(f"{key}={plan[key]}" for key in keys)
    yield "-" * 72
    yield plan["text"]
    yield "-" * 72
    for number, entry in enumerate(plan["entries"], start=1):
        yield f"{number}. [{entry['kind']}] {entry['anchor']}"
        yield f"   问题：{entry['problem']}"
        yield from (f"   措施：{text}" for text in entry["measures"])
        yield f"   责任：{_owners(entry)}"
        due = entry["deadline"] or entry["deadline_kind"] or "无"
        yield f"   时限：{due}（{entry['deadline_scope'] or '未写'}）"


def _owners(entry: Json) -> str:
    roles = (("牵头", "lead"), ("配合", "support"), ("督办", "supervise"))
    named = [f"{role} {'、'.join(entry[key])}" for role, key in roles if entry.get(key)]
    return f"{'；'.join(named) or '无'}（{entry['owner_scope'] or '未写'}）"
