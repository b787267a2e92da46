"""The day on which the feedback came (收到反馈意见的日期), in the ways people write a date."""

from __future__ import annotations

import re
from datetime import date, datetime
from unicodedata import normalize

from wenfeng.errors import ConfigError

FIRST_YEAR, LAST_YEAR = 1990, 2099
_HINT = "请写成 2025-03-10、2025/3/10、2025.3.10 或 2025年3月10日。"


def day_of(given: date | str | None, what: str = "收到日期") -> date | None:
    """The day meant. Raises ConfigError for what is no day, or no day plans are written on.

    ``what`` the day is of stands in the message.
    """
    if given is None:
        return None
    day = given.date() if isinstance(given, datetime) else given
    if isinstance(day, str):
        day = _parsed(day, what)
    if not isinstance(day, date):
        raise ConfigError(f"{what}不能是 {type(given).__name__}：{given!r}", _HINT)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ConfigError(
            f"{what}的年份不对：{day.isoformat()}",
            f"请写 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间的日期。",
        )
    return day


def _parsed(text: str, what: str) -> date:
    # Full-width digits and signs become ASCII, as input methods produce both.
    plain = re.sub(r"\s", "", normalize("NFKC", text))
    match = re.fullmatch(
        r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号])"
        r"|([0-9]{4})([0-9]{2})([0-9]{2})",
        plain,
    )
    if match is None:
        raise ConfigError(f"{what}不能是“{text}”", _HINT)
    year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
    try:
        return date(year, month, day)
    except ValueError:
        raise ConfigError(f"没有 {year:04}-{month:02}-{day:02} 这一天", f"请核对{what}。") from None
