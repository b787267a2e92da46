"""``wenfeng rules``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from wenfeng.cli.options import one_of, option
from wenfeng.cli.screen import emit

if TYPE_CHECKING:
    from wenfeng.rules import Rule


def run(
    form: Annotated[str, option("--format", "格式", "table 或 json，默认 table")] = "table",
) -> None:
    """列出全部规则。"""
    from wenfeng import pipeline
    from wenfeng.columns import listing

    known = pipeline.list_rules()
    if one_of("--format", form, ("table", "json")) == "json":
        emit(_json(known))
    else:
        names = pipeline.level_names()
        lines = listing((rule.id, names[rule.level], rule.title) for rule in known)
        emit("".join(f"{line}\n" for line in lines).encode())


def _json(rules: tuple[Rule, ...]) -> bytes:
    import json

    fields = ("id", "title", "level", "why", "source", "flag", "ok")
    listed = [{name: getattr(rule, name) for name in fields} for rule in rules]
    data = {"schema": "wenfeng.rules/1", "rules": listed}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
