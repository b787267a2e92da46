"""``wenfeng explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from wenfeng.cli.options import argument
from wenfeng.cli.screen import emit

if TYPE_CHECKING:
    from wenfeng.rules import Rule


def run(
    rule: Annotated[
        str, argument("规则", "规则名、标题或类别，如 owner.missing、没有责任主体、owner")
    ],
) -> None:
    """说明一条规则：为什么、参考、会报出和不会报出的例子。"""
    from wenfeng import pipeline

    known = pipeline.list_rules()
    meant = pipeline.pick_rules([rule.strip()], {r.id: r.title for r in known})
    names = pipeline.level_names()
    emit("\n".join(_explain(r, names[r.level]) for r in known if r.id in meant).encode())


def _explain(rule: Rule, level: str) -> str:
    parts = (
        ("为什么", rule.why),
        ("参考", rule.source),
        ("例子用的口径", rule.profile if rule.profile != "general" else ""),
        ("意见清单", rule.feedback),
        ("另一份方案", "\n\n".join(rule.others)),
        ("会报出", rule.excerpt(rule.flag)),
        ("不报出", rule.excerpt(rule.ok)),
    )
    lines = [f"{rule.id}  {rule.title}（{level}）\n"]
    for title, words in parts:
        if not words:
            continue
        indented = "\n".join(f"  {line}" for line in words.strip().splitlines())
        lines.append(f"\n{title}：\n{indented}\n")
    return "".join(lines)
