"""``wenfeng.toml`` (文件夹的设置): what the files of a folder are checked by.

The nearest one counts, in the file's folder or above it; files inside an archive go by the folder
that the archive lies in. What the command line says goes before it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wenfeng.domain import LEVELS, Level
from wenfeng.errors import ConfigError
from wenfeng.pipeline.inputs import display_name
from wenfeng.pipeline.selection import Settings, pick_rules
from wenfeng.pipeline.system import in_words
from wenfeng.resources import place_in_toml
from wenfeng.waivers import Waiver

FILE = "wenfeng.toml"

_KEYS = {"profile": str, "select": list, "ignore": list, "levels": dict, "waive": list}
_WAIVER_KEYS = {"rule": str, "reason": str, "file": str, "text": str}
_KINDS: dict[type, str] = {
    str: '文字，如 "通用"',
    list: '列表，如 ["owner"]',
    dict: "一节，如 [levels]",
}
_SECTIONS = "成一节一节的，每一节开头一行 [[waive]]（两层方括号）"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line says: it goes before any file."""

    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waive: bool = True

    def kept(self, titles: Mapping[str, str], folder: Folder | None = None) -> frozenset[str]:
        """The rules that may speak. Raises ConfigError where none is left.

        ``titles``: every rule there is, and its Chinese title.
        """
        said = folder or Folder()
        select, ignore = self.select or said.select, (*said.ignore, *self.ignore)
        wanted = pick_rules(select, titles) if select else frozenset(titles)
        kept = wanted - pick_rules(ignore, titles)
        if not kept:
            where = f"（包括 {said.name} 里写的）" if said.name else ""
            raise ConfigError(
                f"照 --select 和 --ignore 的写法{where}，一条规则也不剩，等于没有检查",
                "请少去掉几条，或者多选几条；运行 wenfeng rules 可以看到全部规则。",
            )
        return kept

    def over(self, folder: Folder, titles: Mapping[str, str]) -> Settings:
        """The settings for files of a folder. Raises ConfigError where no rule is left."""
        kept = self.kept(titles, folder)
        return Settings(
            self.profile or folder.profile,
            None if kept == frozenset(titles) else kept,
            folder.levels,
            folder.waivers if self.waive else (),
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """What one ``wenfeng.toml`` says; ``name`` is "" where there is none."""

    name: str = ""
    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: tuple[tuple[str, Level | None], ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def silent(self, titles: Mapping[str, str]) -> tuple[str, ...]:
        """The titles of the rules that may not speak here."""
        kept = Choice().kept(titles, self)
        off = {rule for rule, level in self.levels if level is None}
        return tuple(title for rule, title in titles.items() if rule not in kept or rule in off)


@dataclass(frozen=True, slots=True)
class Folders:
    """What folders say, each asked once in a run: before the next, somebody may have changed it.

    ``titles``: every rule there is, and its Chinese title.
    """

    titles: Mapping[str, str]
    _known: dict[Path, Folder] = field(default_factory=dict)

    def of(self, path: Path) -> Folder:
        """What the nearest ``wenfeng.toml`` says of a file.

        Raises ConfigError, naming file and key, where it cannot be read or says what nobody knows.
        """
        try:
            folder = os.path.realpath(os.path.dirname(path))
        except ValueError:  # a name that no file can have: its reader will say so
            return Folder()
        return self._nearest(Path(folder))

    def notes(self) -> tuple[str, ...]:
        """What was not asked because a file said so: senders may have put one among their plans."""
        said = {found.name: found.silent(self.titles) for found in self._known.values()}
        return tuple(
            f"照 {name} 的设置，没有查 {len(silent)} 条规则：{_first_few(silent)}。"
            for name, silent in said.items()
            if name and silent
        )

    def _nearest(self, folder: Path) -> Folder:
        found = self._known.get(folder)
        if found is None:
            file, above = folder / FILE, folder.parent
            if os.path.isfile(file):
                found = _read(file, self.titles)
            else:
                found = self._nearest(above) if above != folder else Folder()
            self._known[folder] = found
        return found


def _first_few(names: tuple[str, ...], most: int = 5) -> str:
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def _read(file: Path, titles: Mapping[str, str]) -> Folder:
    name = display_name(file)
    try:
        data = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"打不开设置文件 {name}：{in_words(error)}", "请确认有读取权限。"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"设置文件 {name} 不是 UTF-8 编码", "请用记事本另存为 UTF-8 编码。"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"设置文件 {name} 写法有误（{place_in_toml(error)}）",
            "请检查引号、方括号是否成对，是不是用了中文引号、逗号。",
        ) from error
    _verify(data, _KEYS, name)
    profile = data.get("profile")
    return Folder(
        name,
        _profile(profile, file) if profile else None,
        _rules(data, "select", name, titles),
        _rules(data, "ignore", name, titles),
        tuple(_level(rule, word, name, titles) for rule, word in data.get("levels", {}).items()),
        tuple(_waiver(table, name, titles) for table in data.get("waive", ())),
    )


def _verify(data: Mapping[str, Any], keys: Mapping[str, type], name: str) -> None:
    for key, value in data.items():
        if key not in keys:
            raise ConfigError(
                f"设置文件 {name} 里没有“{key}”这一项", f"可以写的有：{'、'.join(keys)}。"
            )
        if not isinstance(value, keys[key]):
            kind = _SECTIONS if key == "waive" else _KINDS[keys[key]]
            raise ConfigError(f"设置文件 {name} 里的 {key} 写法不对", f"要写{kind}。")


def _profile(profile: str, file: Path) -> str:
    """A path is relative to the folder of the file that names it."""
    if profile.lower().endswith(".toml"):
        return str(file.parent / profile)
    from wenfeng import profiles

    try:
        return profiles.load(profile).name
    except ConfigError as error:
        where = f"设置文件 {display_name(file)} 的 profile"
        raise ConfigError(f"{where}：{error.message}", error.hint) from error


def _rules(
    data: Mapping[str, Any], key: str, name: str, titles: Mapping[str, str]
) -> tuple[str, ...]:
    listed = tuple(str(one) for one in data.get(key, ()))
    _known(listed, key, name, titles)
    return listed


def _known(rules: Iterable[str], key: str, name: str, titles: Mapping[str, str]) -> frozenset[str]:
    try:
        return pick_rules(rules, titles)
    except ConfigError as error:
        raise ConfigError(f"设置文件 {name} 的 {key}：{error.message}", error.hint) from error


def _level(
    rule: str, word: object, name: str, titles: Mapping[str, str]
) -> tuple[str, Level | None]:
    if rule not in titles:
        _known([rule], "levels", name, {key: "" for key in titles})
        raise ConfigError(
            f"设置文件 {name} 的 levels：“{rule}”是一类规则", "请写出每一条规则，如 owner.missing。"
        )
    for level in (*LEVELS, "off"):
        if word == level:
            return rule, None if level == "off" else level  # type: ignore[return-value]
    raise ConfigError(
        f"设置文件 {name} 中 levels.{rule} 的值“{word}”无效",
        "请填写 error（错误）、warning（警告）、info（提示）或 off（不用）。",
    )


def _waiver(table: object, name: str, titles: Mapping[str, str]) -> Waiver:
    if not isinstance(table, dict):
        raise ConfigError(f"设置文件 {name} 里的 waive 写法不对", "每一条写成一节 [[waive]]。")
    _verify(table, _WAIVER_KEYS, name)
    for key in ("rule", "reason"):
        if not str(table.get(key, "")).strip():
            raise ConfigError(
                f"设置文件 {name} 里有一节 [[waive]] 没有写 {key}",
                "rule（哪条规则）和 reason（为什么不再提示）都要写。",
            )
    return Waiver(
        _known([table["rule"]], "waive", name, titles),
        table["reason"].strip(),
        name,
        table.get("file", ""),
        table.get("text", ""),
    )
