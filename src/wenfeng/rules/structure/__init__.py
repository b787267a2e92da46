"""Rules about how a document is built (结构)."""

from __future__ import annotations

from wenfeng.rules.rule import Rule
from wenfeng.rules.structure import announced, blocks, numbering

RULES: tuple[Rule, ...] = (*blocks.RULES, numbering.RULE, announced.COUNT, announced.POINTS)
