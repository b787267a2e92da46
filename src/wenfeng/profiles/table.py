"""A table of a profile's file: asked for by key, complaining by file and key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from wenfeng.errors import ConfigError

_Value = TypeVar("_Value")

# 问题…清单 in a clerk's words: a few characters between, no end of sentence
_GAP = "[^。；;\n]{0,20}?"


@dataclass(frozen=True, slots=True)
class Table:
    """What stands under ``path`` in ``file``.

    ``tried``: patterns are known to be sound. Compiling all of those that ship takes longer than
    checking a short plan, which needs few of them.
    """

    file: str
    path: str
    data: dict[str, Any]
    tried: bool = False

    def wrong(self, key: str, what: str, hint: str) -> ConfigError:
        """The complaint about a key."""
        return ConfigError(f"{self.file} 中 {self._named(key)}：{what}", f"{hint}。")

    def allow(self, *keys: str) -> None:
        """Only these keys may stand here: a slip of the pen must not pass in silence."""
        for key in self.data:
            if key not in keys:
                raise self.wrong(key, "没有这一项", f"这里可以写：{'、'.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; needed where there is no default."""
        if key not in self.data and default is not None:
            return default
        found = self._checked(key, lambda v: isinstance(v, str) and v.strip() != "", "加引号的文字")
        return str(found)

    def texts(self, key: str) -> tuple[str, ...]:
        """Texts in square brackets; none where the key is not there."""
        found = self._checked(
            key,
            lambda v: isinstance(v, list) and all(isinstance(one, str) and one for one in v),
            '方括号里的一组文字，如 ["甲", "乙"]',
            [],
        )
        return tuple(found)

    def patterns(self, key: str, *, needed: bool = False, groups: int = 0) -> tuple[str, ...]:
        """Words to look for, in which … stands for a few characters."""
        found = tuple(word.replace("…", _GAP) for word in self.texts(key))
        if needed and not found:
            raise self.wrong(key, "没有写", '请写上用来辨认的字样，如 ["问题清单", "存在…问题"]')
        for word, written in zip(found, () if self.tried else self.data.get(key, ()), strict=False):
            try:
                compiled = re.compile(word)
            except re.error as error:
                hint = "括号要成对；要查找的字里有 ( ) [ ] * + ? 的，前面加 \\\\"
                raise self.wrong(key, f"“{written}”不能用来查找", hint) from error
            if compiled.groups < groups:
                raise self.wrong(key, f"“{written}”没有用括号标出数字", "请写成如 会期([0-9]+)天")
        return found

    def whole_numbers(self, key: str) -> tuple[int, ...]:
        """Whole numbers in square brackets."""
        found = self._checked(
            key,
            lambda v: isinstance(v, list) and all(type(one) is int for one in v),
            "方括号里的一组整数，如 [2014]",
            [],
        )
        return tuple(found)

    def number(self, key: str) -> float:
        """A number above zero."""
        found = self._checked(key, lambda v: type(v) in (int, float) and v > 0, "大于零的数")
        return float(found)

    def yes_or_no(self, key: str, default: bool) -> bool:
        """true or false."""
        return bool(self._checked(key, lambda v: isinstance(v, bool), "true 或 false", default))

    def day(self, key: str) -> date | None:
        """A date, or nothing."""
        day: date | None = self._checked(
            key,
            lambda v: isinstance(v, date) and not isinstance(v, datetime),
            "不加引号的日期，如 2014-09-30",
            optional=True,
        )
        return day

    def table(self, key: str) -> Table:
        """The table under a key; an empty one where there is none."""
        found = self._checked(key, lambda v: isinstance(v, dict), "一个表，写作 [名称]", {})
        return Table(self.file, self._named(key), found, self.tried)

    def tables(self, key: str) -> list[Table]:
        """The tables written with double brackets under a key."""
        found = self._checked(
            key,
            lambda v: isinstance(v, list) and all(isinstance(one, dict) for one in v),
            "一组表，每个写作 [[名称]]",
            [],
        )
        return [
            Table(self.file, f"{self._named(key)} 第{i}项", one, self.tried)
            for i, one in enumerate(found, 1)
        ]

    def _named(self, key: str) -> str:
        shown = key if re.fullmatch(r"\w+", key) else f'"{key}"'
        return f"{self.path}.{shown}" if self.path else shown

    def _checked(
        self,
        key: str,
        fits: Callable[[Any], bool],
        meant: str,
        default: _Value | None = None,
        optional: bool = False,
    ) -> Any:
        if key not in self.data:
            if default is None and not optional:
                raise self.wrong(key, "没有写", f"请填写{meant}")
            return default
        value = self.data[key]
        if not fits(value):
            raise self.wrong(key, "写法不对", f"请填写{meant}")
        return value
