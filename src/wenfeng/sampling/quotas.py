"""How many to draw of each kind (抽查比例): a share, rounded half up, or a number."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from unicodedata import normalize

from wenfeng.draws import Quota
from wenfeng.errors import ConfigError

_HINT = "请写成 20%、0.2（按比例），或 3（每类抽 3 份）。"


def quota_of(share: str, least: int = 1) -> Quota:
    """What 20%, 0.2 or 3 asks for. Raises ConfigError for anything else."""
    plain = re.sub(r"\s|份$", "", normalize("NFKC", share))
    number = re.fullmatch(r"([0-9]{1,6})(\.[0-9]{1,6})?(%?)", plain)
    if number is None:
        raise ConfigError(f"抽查比例不能是“{share}”", _HINT)
    if not number[2] and not number[3]:
        count = int(number[1])
        if not count:
            raise ConfigError("每类抽 0 份，就没有要抽的了", _HINT)
        return Quota(None, count, least)
    part = Fraction(number[1] + (number[2] or "")) / (100 if number[3] else 1)
    if not 0 < part <= 1:
        raise ConfigError(f"抽查比例不能是“{share}”：要大于 0，不超过 100%", _HINT)
    return Quota(part, 0, least)


def number_to_draw(quota: Quota, total: int) -> int:
    """How many of so many: the share rounded half up, at least the least, at most all."""
    asked = quota.number if quota.share is None else floor(total * quota.share + Fraction(1, 2))
    return min(total, max(asked, quota.least))
