"""Profiles (检查口径): which rules apply, how strictly. A TOML file each in ``data/profiles``.

A clerk may write one of their own; it is named by its path instead of by a name.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from wenfeng.domain import Document, Profile, Reading
from wenfeng.errors import ConfigError
from wenfeng.profiles.parsing import profile_of
from wenfeng.profiles.recognising import fits
from wenfeng.resources import place_in_toml, profile_data, profile_names

__all__ = ["GENERAL", "choose", "load", "names"]

GENERAL = "general"


def names() -> tuple[str, ...]:
    """The profiles that ship with the program: ``general``, then the others by name."""
    return (GENERAL, *(name for name in profile_names() if name != GENERAL))


def load(name: str) -> Profile:
    """The profile of that name or title, or the one in that .toml file.

    Raises ConfigError where there is none or it is wrong.
    """
    if name in profile_names():
        return _shipped(name)
    if name.lower().endswith(".toml"):
        return _built(Path(name).stem, _read(Path(name)), (), shipped=False)
    for own in names():
        if name == profile_data(own)["title"]:
            return _shipped(own)
    known = "、".join(names())
    raise ConfigError(
        f"没有名为“{name}”的检查口径",
        f"可用的有：{known}；自己写的口径请写文件路径，如 我县.toml",
    )


def choose(document: Document, reading: Reading) -> Profile:
    """The profile that knows the document by most; ``general`` where none does for certain."""
    candidates = (load(name) for name in names() if name != GENERAL)
    known = [(fit, profile) for profile in candidates if (fit := fits(profile, document, reading))]
    best = max(known, key=lambda one: one[0], default=None)
    if best is None or sum(fit == best[0] for fit, _ in known) > 1:
        return load(GENERAL)
    return best[1]


@cache
def _shipped(name: str) -> Profile:
    return _built(name, profile_data(name), (), shipped=True)


def _built(name: str, data: dict[str, Any], above: tuple[str, ...], shipped: bool) -> Profile:
    """The profile on top of the one it is based on; ``above`` are those that build on it."""
    known_as = (name,) if shipped else ()  # a clerk's own may bear the name of what it is based on
    base = data.get("based_on", "" if GENERAL in known_as else GENERAL)
    if not base:
        return profile_of(name, data, None, shipped=shipped)
    if base in (*above, *known_as):
        raise ConfigError(f"{name}.toml 中 based_on 又回到了自己", "请改为 general 或另一个口径。")
    if base not in profile_names():
        raise ConfigError(
            f"{name}.toml 中 based_on 的值“{base}”不是已有的口径", f"可以写：{'、'.join(names())}。"
        )
    below = _built(base, profile_data(base), (*above, *known_as), shipped=True)
    return profile_of(name, data, below, shipped=shipped)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"打不开检查口径 {path}", "请核对路径和文件名。") from error
    except UnicodeDecodeError as error:
        hint = "请用记事本另存为 UTF-8 编码。"
        raise ConfigError(f"检查口径 {path} 不是 UTF-8 编码", hint) from error
    except tomllib.TOMLDecodeError as error:
        hint = "请检查引号、方括号是否成对，是不是用了中文引号、逗号。"
        raise ConfigError(f"检查口径 {path} 写法有误（{place_in_toml(error)}）", hint) from error
