"""Plans from one blank template, each filled in by somebody else: none of them is a copy."""

from __future__ import annotations

from pathlib import Path

from .finding import Found, found
from .making import Maker, Recipe
from .options import Options, Row

LOW = 0.02  # a threshold under which nearly every likeness is told
PLANS_SMALL, PLANS_FULL = 100, 1_000
ALONE_SMALL: dict[int, int] = {2: 5, 10: 2}  # so many plans and nothing else: how many times
ALONE_FULL: dict[int, int] = {2: 30, 10: 10, 100: 2}


def templates(options: Options, folder: Path) -> list[Row]:
    """Among other papers, and alone, where nothing tells what the template is."""
    plans = PLANS_FULL if options.full else PLANS_SMALL
    plans = min(plans, options.recipe().documents // 4)
    recipe = options.recipe(templates=plans)
    among = [_row(recipe.documents, plans, [recipe], folder)]
    sizes = ALONE_FULL if options.full else ALONE_SMALL
    alone = (
        _row(size, size, [_alone(size, options.seed + k) for k in range(times)], folder)
        for size, times in sizes.items()
    )
    return [*among, *alone]


def _alone(size: int, seed: int) -> Recipe:
    return Recipe(size, near=0, sections=0, families=(), templates=size, seed=seed)


def _row(documents: int, plans: int, recipes: list[Recipe], folder: Path) -> Row:
    """Groups and pairs as users get them; the highest likeness of all that is ever told."""
    rows = []
    for recipe in recipes:
        maker = Maker(recipe)
        members = {n for n, role in maker.roles.items() if role.kind == "template"}
        texts = [text for text, _ in maker.papers()]
        usual, low = (found(texts, folder, **way)[1] for way in ({}, {"threshold": LOW}))
        rows.append(_counted(usual, low, members))
    return {
        "documents": documents,
        "plans": plans,
        "times": len(recipes),
        "groups": sum(row["groups"] for row in rows),
        "pairs": sum(row["pairs"] for row in rows),
        "highest": max(row["highest"] for row in rows),
    }


def _counted(usual: Found, low: Found, members: set[int]) -> Row:
    both = [pair for pair in low["pairs"] if {pair[0], pair[1]} <= members]
    return {
        "groups": sum(bool(members.intersection(group)) for group in usual["groups"]),
        "pairs": sum(bool(members.intersection(pair[:2])) for pair in usual["pairs"]),
        "highest": max((likeness for *_, likeness in both), default=0.0),
    }
