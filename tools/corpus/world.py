"""Who writes a plan, where and when: invented places, offices, people and dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.dice import Dice
from corpus.fragments import Phrases

HAN = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Names:
    """Maker of invented names."""

    dice: Dice
    phrases: Phrases

    def _sign(self, key: str) -> str:
        return self.dice.pick(str(self.phrases.of("names", key)))

    def person(self) -> str:
        surname = self._sign("surnames")
        if self.dice.chance(0.25):
            return surname + self._sign("given_one")
        return surname + self._sign("given_first") + self._sign("given_second")

    def town(self) -> str:
        return self._sign("places_first") + self._sign("places_second")

    def province(self) -> str:
        return self._sign("province_first") + self._sign("province_second")

    def village(self) -> str:
        return self._sign("village_first") + self._sign("village_second")

    def spot(self) -> str:
        pattern = self.dice.pick(self.phrases.texts("names", "spots"))
        return pattern.format(v=self.village())


@dataclass(frozen=True, slots=True)
class World:
    """The office behind a plan and the day it writes; ``bare`` leaves years out of deadlines."""

    sector: str
    profile: Mapping[str, Any]
    level: str
    mark: str
    town: str
    org: str
    day: date
    dated: bool
    bare: bool
    prefixed: bool
    former: Mapping[str, str]  # what offices were called at the time, by their later name

    @property
    def place(self) -> str:
        return self.town + self.mark

    @property
    def yearless(self) -> bool:
        """No date and no year anywhere: what month is meant stays open."""
        return self.bare and not self.dated

    @property
    def year(self) -> int:
        return self.day.year

    def localise(self, text: str) -> str:
        """Texts written for a county or a town of today, as this place would have said them."""
        for new, old in self.former.items():
            text = text.replace(new, old)
        if self.level in ("省", "市", "县") and self.mark != "县":
            return re.sub("县(?=委|政府|直|里|长|纪|领导|级)|(?<=全)县|(?<=我)县", self.mark, text)
        return re.sub("镇(?=长|党委|政府)", "乡", text) if self.mark == "乡" else text


MARKS = {
    "省": {"省": 1.0},
    "市": {"市": 1.0},
    "县": {"县": 0.6, "区": 0.25, "市": 0.15},
    "乡": {"镇": 0.75, "乡": 0.25},
    "村": {"村": 1.0},
}
BARE_SHARE = 0.45
DATED_SHARE = 0.94
YEARLESS_SHARE = 0.35
PREFIXED_SHARE = 0.7
REFORMED = 2018


def found_world(dice: Dice, phrases: Phrases, sector: str) -> World:
    profile = phrases.of("sector", sector)
    names = Names(dice, phrases)
    level = dice.pick(profile["levels"])
    mark = dice.weighted(MARKS[level])
    town = _town(names, level)
    day = _day(dice, *profile["years"])
    dated = dice.chance(DATED_SHARE)
    return World(
        sector=sector,
        profile=profile,
        level=level,
        mark=mark,
        town=town,
        org=_org(dice, profile, town, mark),
        day=day,
        dated=dated,
        bare=dice.chance(BARE_SHARE if dated else YEARLESS_SHARE),
        prefixed=sector in phrases.of("prefix", "sectors") and dice.chance(PREFIXED_SHARE),
        former=phrases.of("before_2018") if day.year < REFORMED and sector != "nineties" else {},
    )


def _town(names: Names, level: str) -> str:
    if level == "省":
        return names.province()
    return names.village() if level == "村" else names.town()


def _day(dice: Dice, first: int, last: int) -> date:
    """Later years more often; mostly working months."""
    year = max(dice.between(first, last), dice.between(first, last))
    month = dice.between(1, 12) if dice.chance(0.3) else dice.between(2, 9)
    return date(year, month, dice.between(1, 28))


def _org(dice: Dice, profile: Mapping[str, Any], town: str, mark: str) -> str:
    pattern: str = dice.pick(profile["orgs"])
    return pattern.format(place=town + mark, town=town, ord=HAN[dice.between(1, 9)])


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def han_year(year: int) -> str:
    return "".join(HAN[int(digit)] for digit in str(year))


def han(number: int) -> str:
    """Up to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else HAN[tens]) + "十"
    return head + (HAN[ones] if ones else "")
