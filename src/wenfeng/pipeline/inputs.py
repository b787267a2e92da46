"""Which files a check is about: folders opened, order fixed, nothing twice, nothing silent."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wenfeng.domain import Failure, Report, Skipped
from wenfeng.pipeline.selection import NONE, Settings
from wenfeng.pipeline.system import in_words

# Archives that no reader opens. They are tried all the same, so that such a file shows up as a
# failure with advice and is not passed over in silence.
CLOSED_SUFFIXES = frozenset({".rar", ".7z"})

# Why files are skipped that people do put plans into, and what they can do.
_REASONS = {
    **dict.fromkeys(
        (".ppt", ".pptx", ".pptm", ".pps", ".ppsx", ".dps", ".odp"), "演示文稿，先另存为 PDF"
    ),
    **dict.fromkeys((".msg", ".oft", ".pst"), "Outlook 邮件，先另存为 eml"),
    **dict.fromkeys((".tar", ".gz", ".tgz", ".bz2", ".xz"), "压缩包，先解压"),
    ".xml": "XML 文件，要查就单独写出文件名",
}
_UNKNOWN = "不认识的扩展名"
_ABOUT_THE_FOLDER = "文件夹的说明"
_OWN = "以前的检查结果，要查就单独写出它的名字"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to check: where its bytes are, what reports call it, and how many archives deep.

    ``settings``: how it is to be checked; those inside an archive go by the archive's.
    ``reports``: what a check said of it, where something is to be done with that.
    """

    path: Path
    name: str
    depth: int = 0
    settings: Settings = NONE
    reports: tuple[Report, ...] = ()


def display_name(path: str | os.PathLike[str]) -> str:
    """The path as outputs show it: forward slashes, and printable whatever the bytes are."""
    return Path(path).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to check, the folders that are of no use, and the files that are skipped."""

    files: tuple[Path, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def find_inputs(paths: Iterable[str | os.PathLike[str]], results: Iterable[Path] = ()) -> Inputs:
    """What to check, in the order given and sorted inside folders, each file once.

    ``results`` are files and folders that outputs go to: what lies there from an earlier run is
    no plan, unless it is named itself.
    """
    aside = frozenset(os.path.realpath(path) for path in results)
    files: dict[str, Path] = {}
    passed: dict[str, Path] = {}
    failures: list[Failure] = []
    for path in map(Path, paths):
        if not path.is_dir():
            files.setdefault(os.path.realpath(path), path)
            continue
        found, others, closed = _open_folder(path, aside)
        for kept, these in ((files, found), (passed, others)):
            for file in these:
                kept.setdefault(os.path.realpath(file), file)
        failures += closed or ([] if found else [_empty_folder(path)])
    skipped = (
        Skipped(display_name(file), _why_skipped(file))
        for key, file in passed.items()
        if key not in files
    )
    return Inputs(tuple(files.values()), tuple(failures), tuple(skipped))


def _open_folder(
    folder: Path, aside: frozenset[str]
) -> tuple[list[Path], list[Path], list[Failure]]:
    """The plans below a folder, the files that are none, and the folders that do not open."""
    closed: list[OSError] = []
    every: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not _passed(root, name, aside)]
        every += [Path(root, name) for name in folders if name in _own_names()]
        folders[:] = [name for name in folders if name not in _own_names()]
        every += [Path(root, name) for name in names if not _passed(root, name, aside)]
    every.sort(key=Path.as_posix)
    failures = [_closed_folder(e) for e in sorted(closed, key=lambda e: str(e.filename))]
    plans = [file for file in every if not _why_skipped(file)]
    return plans, [file for file in every if _why_skipped(file)], failures


@cache
def _known_suffixes() -> frozenset[str]:
    from wenfeng.readers import SUFFIXES

    return CLOSED_SUFFIXES | frozenset(SUFFIXES)


@cache
def _own_names() -> frozenset[str]:
    """What results are called: those that an earlier run left among the plans are none."""
    from wenfeng.reports import WRITERS

    return frozenset(one.stem + (one.suffix if one.write else "") for one in WRITERS.values())


def is_aside(name: str) -> bool:
    """Hidden things, Office lock files (~$…), what macOS and Windows leave in folders."""
    return name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def _passed(root: str, name: str, aside: frozenset[str]) -> bool:
    """Whether to pass over something in a folder without a word."""
    if is_aside(name) or name == "wenfeng.toml":
        return True
    return bool(aside) and os.path.realpath(Path(root, name)) in aside


def _why_skipped(file: Path) -> str:
    """Why a file in a folder is not checked; empty for one that is."""
    suffix = file.suffix.lower()
    if file.name in _own_names():
        return _OWN
    if file.stem.upper() == "README" and suffix in (".md", ".txt"):
        return _ABOUT_THE_FOLDER
    return "" if suffix in _known_suffixes() else _REASONS.get(suffix, _UNKNOWN)


def _empty_folder(folder: Path) -> Failure:
    known = " ".join(sorted(_known_suffixes()))
    return Failure(
        display_name(folder),
        "文件夹里没有可以检查的文件",
        f"文件夹里只认这些扩展名：{known}。其他文件请直接写出文件名。",
    )


def _closed_folder(error: OSError) -> Failure:
    return Failure(
        display_name(error.filename or ""),
        f"打不开文件夹：{in_words(error)}",
        "请确认有读取这个文件夹的权限。",
    )
