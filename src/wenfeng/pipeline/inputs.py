"""Which files a check is about: folders opened, order fixed, nothing twice, nothing silent."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wenfeng.domain import Failure

# Archives that no reader opens. They are tried all the same, so that such a file shows up as a
# failure with advice and is not passed over in silence.
CLOSED_SUFFIXES = frozenset({".rar", ".7z"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to check: where its bytes are, what reports call it, and how many archives deep."""

    path: Path
    name: str
    depth: int = 0


def display_name(path: str | os.PathLike[str]) -> str:
    """The path as outputs show it: forward slashes, and printable whatever the bytes are."""
    return Path(path).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def find_inputs(
    paths: Iterable[str | os.PathLike[str]],
) -> tuple[tuple[Path, ...], tuple[Failure, ...]]:
    """The files to check, in the order given and sorted inside folders, and unusable folders."""
    files: dict[str, Path] = {}
    failures: list[Failure] = []
    for path in map(Path, paths):
        found: list[Path | Failure] = list(_open_folder(path)) if path.is_dir() else [path]
        if not found:
            found = [_empty_folder(path)]
        for item in found:
            if isinstance(item, Failure):
                failures.append(item)
            else:
                files.setdefault(os.path.realpath(item), item)
    return tuple(files.values()), tuple(failures)


def _open_folder(folder: Path) -> Iterator[Path | Failure]:
    suffixes = _known_suffixes()
    closed: list[OSError] = []
    found = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not is_aside(name)]
        found += [Path(root, name) for name in names if _is_plan(name, suffixes)]
    yield from sorted(found, key=Path.as_posix)
    for error in sorted(closed, key=lambda e: str(e.filename)):
        yield _closed_folder(error)


def _known_suffixes() -> frozenset[str]:
    from wenfeng.readers import SUFFIXES

    return CLOSED_SUFFIXES | frozenset(SUFFIXES)


def is_aside(name: str) -> bool:
    """Hidden things, Office lock files (~$…), what macOS and Windows leave in folders."""
    return name.startswith((".", "~$")) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def _is_plan(name: str, suffixes: frozenset[str]) -> bool:
    # A folder's README describes the folder; nobody files a plan under that name.
    return (
        not is_aside(name)
        and Path(name).suffix.lower() in suffixes
        and Path(name).stem.upper() != "README"
    )


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
        f"打不开文件夹（{type(error).__name__}）",
        "请确认有读取这个文件夹的权限。",
    )
