"""Who goes with whom (指派): pairs so that what they are worth together is the most."""

from __future__ import annotations

from collections.abc import Mapping

# Beyond this a group is paired off by worth alone: thousands of rows with the same words.
LARGEST = 150

Edges = Mapping[tuple[int, int], float]


def assign(edges: Edges) -> list[tuple[int, int]]:
    """The pairs of the best assignment; ``edges`` say what each possible pair is worth (> 0)."""
    chosen: list[tuple[int, int]] = []
    for group in _groups(edges):
        lefts = {left for left, _ in group}
        rights = {right for _, right in group}
        small = max(len(lefts), len(rights)) <= LARGEST
        chosen += _best(group) if small else _greedy(group)
    return sorted(chosen)


def _groups(edges: Edges) -> list[dict[tuple[int, int], float]]:
    """Edges that touch each other, directly or by others."""
    home: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while home.setdefault(node, node) != node:
            home[node] = home[home[node]]
            node = home[node]
        return node

    for left, right in edges:
        home[root(("old", left))] = root(("new", right))
    groups: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for pair, worth in edges.items():
        groups.setdefault(root(("old", pair[0])), {})[pair] = worth
    return list(groups.values())


def _greedy(edges: Edges) -> list[tuple[int, int]]:
    taken: set[tuple[str, int]] = set()
    chosen = []
    for left, right in sorted(edges, key=lambda pair: (-edges[pair], pair)):
        if not {("old", left), ("new", right)} & taken:
            taken |= {("old", left), ("new", right)}
            chosen.append((left, right))
    return chosen


def _best(edges: Edges) -> list[tuple[int, int]]:
    """By the Hungarian method, on a square whose missing pairs are worth nothing."""
    lefts = sorted({left for left, _ in edges})
    rights = sorted({right for _, right in edges})
    size = max(len(lefts), len(rights))
    costs = [[0.0] * size for _ in range(size)]
    for row, left in enumerate(lefts):
        for column, right in enumerate(rights):
            costs[row][column] = -edges.get((left, right), 0.0)
    pairs = (
        (lefts[row], rights[column])
        for column, row in enumerate(_rows_of_columns(costs))
        if row < len(lefts) and column < len(rights)
    )
    return [pair for pair in pairs if pair in edges]


def _rows_of_columns(costs: list[list[float]]) -> list[int]:
    """For each column the row that it gets, so that the sum of the costs is the least.

    ``over`` and ``under`` are the potentials of rows and columns; row and column 0 stand outside.
    """
    size = len(costs)
    over, under = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        column, way = 0, [0] * (size + 1)
        least, seen = [float("inf")] * (size + 1), [False] * (size + 1)
        while row_of[column]:
            seen[column] = True
            column = _step(costs, column, row_of, (over, under), (least, seen, way))
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    return [row - 1 for row in row_of[1:]]


def _step(
    costs: list[list[float]],
    column: int,
    row_of: list[int],
    potentials: tuple[list[float], list[float]],
    search: tuple[list[float], list[bool], list[int]],
) -> int:
    """One step of the search for the shortest way to a free column; the column it leads to."""
    (over, under), (least, seen, way) = potentials, search
    row = row_of[column]
    for to in range(1, len(row_of)):
        if not seen[to]:
            cost = costs[row - 1][to - 1] - over[row] - under[to]
            if cost < least[to]:
                least[to], way[to] = cost, column
    nearest = min((to for to in range(1, len(row_of)) if not seen[to]), key=least.__getitem__)
    gap = least[nearest]
    for to in range(len(row_of)):
        if seen[to]:
            over[row_of[to]] += gap
            under[to] -= gap
        else:
            least[to] -= gap
    return nearest
