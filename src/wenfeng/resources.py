"""Finds what ships beside the code: lexicons and profiles (``data/``), trained models."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from wenfeng.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent
_MODELS = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")  # installed; in a checkout


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The word lists of ``data/lexicons/NAME.toml``.

    Raises ResourceError when the file did not come with the installation.
    """
    return _toml(f"lexicons/{name}.toml")


@cache
def profile_data(name: str) -> dict[str, Any]:
    """The settings of ``data/profiles/NAME.toml``. Raises ResourceError."""
    return _toml(f"profiles/{name}.toml")


def profile_text(name: str) -> str:
    """``data/profiles/NAME.toml`` as it stands, comments and all. Raises ResourceError."""
    return _text(f"profiles/{name}.toml")


@cache
def profile_names() -> tuple[str, ...]:
    """The profiles that ship with the program, sorted."""
    folder = files("wenfeng") / "data" / "profiles"
    return tuple(sorted(p.name[:-5] for p in folder.iterdir() if p.name.endswith(".toml")))


def model_path(name: str) -> Path:
    """Where the trained model of that name lies. Raises ResourceError."""
    for folder in _MODELS:
        if (folder / name).exists():
            return folder / name
    hint = "请重新安装 wenfeng；从源代码运行的，先执行 python tools/train.py"
    raise ResourceError(f"安装不完整：缺少模型 {name}", hint)


def _toml(path: str) -> dict[str, Any]:
    return tomllib.loads(_text(path))


def _text(path: str) -> str:
    try:
        return (files("wenfeng") / "data" / path).read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(f"安装不完整：缺少数据文件 {path}", "请重新安装 wenfeng") from error


def place_in_toml(error: tomllib.TOMLDecodeError) -> str:
    """Where a TOML file is not well written (第几行第几列)."""
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"第{found[1]}行第{found[2]}列" if found else "文件末尾"
