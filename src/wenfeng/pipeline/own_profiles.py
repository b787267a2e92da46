"""Profiles for people to look at and to copy (检查口径的清单、内容、另存)."""

from __future__ import annotations

import os
from pathlib import Path

from wenfeng.domain import Profile
from wenfeng.errors import ConfigError, InputError


def list_profiles() -> tuple[Profile, ...]:
    """Every profile that ships, ``general`` first."""
    from wenfeng import profiles

    return tuple(map(profiles.load, profiles.names()))


def find_profile(name: str) -> Profile:
    """The profile of that name or in that file. ConfigError where it is wrong or not there."""
    from wenfeng import profiles, rules

    return rules.verify(profiles.load(name))


def copy_profile(target: str | os.PathLike[str], like: str) -> Path:
    """Writes a copy of a shipped profile, comments and all, to a new .toml file."""
    from wenfeng import profiles
    from wenfeng.resources import profile_text

    path = Path(target)
    if path.suffix.lower() != ".toml":
        raise ConfigError(f"“{path}”不是 .toml 文件名", "文件名请以 .toml 结尾，如 我县.toml。")
    if like not in profiles.names():
        known = "、".join(profiles.names())
        raise ConfigError(f"没有名为“{like}”的检查口径", f"--like 后面可以写：{known}。")
    note = f"# 照 {like} 写成。改好后这样用：wenfeng check 方案.docx --profile {path.name}\n"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(note + profile_text(like))
    except FileExistsError as error:
        raise ConfigError(f"已经有 {path}", "不会覆盖原来的文件；请换一个文件名。") from error
    except OSError as error:
        raise InputError(f"写不成 {path}", "请核对文件夹在不在、能不能写。") from error
    return path
