"""Profiles (检查口径): which rules apply, how strictly. A TOML file each in ``data/profiles``."""

from __future__ import annotations

from wenfeng.domain import LEVELS, Header, Level, Profile
from wenfeng.errors import ConfigError
from wenfeng.resources import profile_data, profile_names

GENERAL = "general"


def load(name: str) -> Profile:
    """The profile of that name. Raises ConfigError where there is none or a level is unknown."""
    if name not in profile_names():
        known = "、".join(profile_names())
        raise ConfigError(f"没有名为“{name}”的检查口径", f"可用的有：{known}")
    data = profile_data(name)
    levels = tuple(
        (rule, _level(name, rule, word)) for rule, word in data.get("levels", {}).items()
    )
    return Profile(name, data["title"], levels)


def choose(header: Header) -> Profile:
    """The profile for a document of that kind; ``general`` serves every kind so far."""
    return load(GENERAL)


def _level(profile: str, rule: str, word: str) -> Level | None:
    if word == "off":
        return None
    for level in LEVELS:
        if word == level:
            return level
    raise ConfigError(
        f"检查口径 {profile} 中 levels.{rule} 的值“{word}”无效",
        "请填写 error、warning、info 或 off",
    )
