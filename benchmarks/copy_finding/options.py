"""What a run of the benchmark was asked for, and the sizes that it has by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .making import Recipe

Row = dict[str, Any]
SMALL, FULL = 2_000, 20_000
GROWTH_SMALL, GROWTH_FULL = (1_000, 2_000, 4_000), (2_000, 10_000, 50_000, 300_000)
INDEX_SMALL, INDEX_FULL = 2_000, 300_000
SHORTER = 2_000  # characters a document, where there are many
LONGER = 5_000


@dataclass(frozen=True, slots=True)
class Options:
    """Zero and empty stand for what is usual."""

    full: bool = False
    documents: int = 0
    characters: int = 0
    pool: int = 600
    seed: int = 0
    ways: tuple[str, ...] = ()
    growth: tuple[int, ...] = ()

    def recipe(self, **more: Any) -> Recipe:
        """Twenty thousand long papers, or fewer."""
        documents = self.documents or (FULL if self.full else SMALL)
        characters = self.characters or LONGER
        return Recipe(documents, characters, self.pool, seed=self.seed, **more)
