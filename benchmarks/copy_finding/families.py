"""Families of copies of one paper: whether all members come out in one group."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from .finding import Found, found
from .making import Truth, collection
from .options import Options, Row


def families(options: Options, folder: Path) -> list[Row]:
    """By size; only families that are at most a tenth of the collection are made."""
    recipe = options.recipe(near=0.02)
    made = collection(recipe)
    _, told = found(made.texts, folder)
    return [{"documents": recipe.documents} | row for row in rows(made.truth, told)]


def rows(truth: Truth, told: Found) -> list[Row]:
    """``recall`` is the share of members in the group that has most of them."""
    sizes: dict[int, list[Row]] = {}
    for family in truth.families:
        members = {n for n, source in enumerate(truth.cluster) if source == family}
        sizes.setdefault(len(members), []).append(_counted(members, told))
    return [_row(size, found) for size, found in sorted(sizes.items())]


def _row(size: int, families: list[Row]) -> Row:
    return {
        "size": size,
        "families": len(families),
        "recall": sum(row["recall"] for row in families) / len(families),
        "lowest": min(row["recall"] for row in families),
        "groups": sum(row["groups"] for row in families),
        "pairs": sum(row["pairs"] for row in families),
        "strangers": sum(row["strangers"] for row in families),
    }


def _counted(members: set[int], told: Found) -> Row:
    held = [group for group in told["groups"] if members.intersection(group)]
    inside = Counter({at: len(members.intersection(group)) for at, group in enumerate(held)})
    return {
        "recall": max(inside.values(), default=0) / len(members),
        "groups": len(held),
        "pairs": sum({a, b} <= members for a, b, *_ in told["pairs"]),
        "strangers": sum(len(set(group) - members) for group in held),
    }
