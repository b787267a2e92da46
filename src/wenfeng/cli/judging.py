"""What commands that judge plans have in common: which rules, and what makes them fail."""

from __future__ import annotations

from wenfeng.cli.options import listed, named

NEVER = "never"


def failing_levels(fail_level: str) -> frozenset[str]:
    """The levels at which a finding makes the command fail."""
    from wenfeng import pipeline

    names = pipeline.level_names()
    least = named("--fail-level", fail_level, {**names, NEVER: "从不"})
    levels = [*names, NEVER]
    return frozenset(levels[: levels.index(least) + 1]) if least != NEVER else frozenset()


def chosen_rules(option: str, names: list[str] | None, titles: dict[str, str]) -> tuple[str, ...]:
    """The names given for rules, all of them known."""
    from wenfeng import pipeline

    given = tuple(listed(option, names))
    pipeline.pick_rules(given, titles)
    return given
