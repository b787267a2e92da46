"""Papers that are laid beside each other, the latest of them at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wenfeng.copies import Paper, Range
from wenfeng.duplicates.boilerplate import Boilerplate, common
from wenfeng.duplicates.judging import Laid, lay

_KEPT = 512
"""Papers ready for comparison that are kept at a time."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Papers by their numbers, and those ready; ``common`` is the boilerplate in them."""

    papers: Sequence[Paper] | Mapping[int, Paper]
    boilerplate: Boilerplate
    ready: dict[int, Laid] = field(default_factory=dict)
    common: dict[int, tuple[Range, ...]] = field(default_factory=dict)

    def take(self, number: int) -> Laid:
        """A paper ready to be laid beside others."""
        if number not in self.ready:
            if len(self.ready) >= _KEPT:
                del self.ready[next(iter(self.ready))]
            laid = self.ready[number] = lay(self.papers[number], self.boilerplate)
            if number not in self.common:
                self.common[number] = tuple(common(laid.prepared, laid.weights))
        return self.ready[number]
