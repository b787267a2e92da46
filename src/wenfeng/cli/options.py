"""How options are declared, and what their values may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import typer

from wenfeng.errors import ConfigError


def option(name: str, metavar: str, words: str) -> Any:
    """An option with a value."""
    return typer.Option(*name.split(), metavar=metavar, help=words, show_default=False)


def flag(name: str, words: str) -> Any:
    """An option without a value."""
    return typer.Option(name, help=words, show_default=False)


def argument(metavar: str, words: str) -> Any:
    """A value without an option's name."""
    return typer.Argument(metavar=metavar, help=words, show_default=False)


def filled(option: str, value: str | None) -> str | None:
    """The value given, None for none; an empty one is a slip (an unset variable of a script)."""
    if value is not None and not value.strip():
        raise _empty(option)
    return value


def listed(option: str, values: Iterable[str] | None) -> list[str]:
    """The names given, between commas or by repeating the option; none of them may be empty."""
    found: list[str] = []
    for value in values or ():
        parts = [part.strip() for part in value.replace("，", ",").split(",")]
        if not any(parts):
            raise _empty(option)
        found += [part for part in parts if part]
    return found


def one_of(option: str, value: str, allowed: Iterable[str]) -> str:
    """The value, if it is among those allowed."""
    allowed = tuple(allowed)
    if value not in allowed:
        raise ConfigError(f"{option} 不能是“{value}”", f"可以写：{'、'.join(allowed)}。")
    return value


def named(option: str, value: str, names: Mapping[str, str]) -> str:
    """What the value stands for: the key of ``names`` itself or its Chinese name."""
    by_chinese = {chinese: key for key, chinese in names.items()}
    key = by_chinese.get(value, value)
    if key not in names:
        allowed = "、".join(f"{chinese}（{key}）" for key, chinese in names.items())
        raise ConfigError(f"{option} 不能是“{value}”", f"可以写：{allowed}。")
    return key


def whole_number(option: str, text: str) -> int:
    """A number of things."""
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f"{option} 不能是“{text}”", "请写 0 或正整数。")
    return int(text)


def _empty(option: str) -> ConfigError:
    return ConfigError(f"{option} 后面是空的", f"请写上要用的值，或者去掉 {option}。")
