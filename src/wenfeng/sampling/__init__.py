"""Drawing files to look at (抽查): by kinds of units, the same for everybody who knows the seed."""

from __future__ import annotations

from wenfeng.sampling.drawing import drawn
from wenfeng.sampling.kinds import kind_of, kinds
from wenfeng.sampling.quotas import number_to_draw, quota_of

__all__ = ["drawn", "kind_of", "kinds", "number_to_draw", "quota_of"]
