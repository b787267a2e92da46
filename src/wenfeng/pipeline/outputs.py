"""Where results go (交付): one file, or a folder of them; never half, never over a plan."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wenfeng.errors import ConfigError
from wenfeng.pipeline.inputs import display_name, find_inputs
from wenfeng.pipeline.system import in_words

if TYPE_CHECKING:
    from wenfeng.baseline import Baseline
    from wenfeng.domain import Report
    from wenfeng.reports import Writer

# What the name of a result file says about its format.
FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".json": "json",
    ".txt": "table",
    ".xlsx": "excel",
    ".docx": "word",
    ".sarif": "sarif",
}
WORD = "word"
"""The format that is made file by file while checking: the sender's own with comments in it."""

_LONGEST = 80
_ZIPPED = frozenset((".docx", ".xlsx"))
_WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


@dataclass(frozen=True, slots=True)
class Target:
    """The formats wanted, and where to: ``path`` is a file, a folder, or None for the screen."""

    forms: tuple[str, ...]
    path: Path | None = None
    folder: bool = False

    def files(self) -> Iterator[Path]:
        """What this run may write or an earlier one may have written: none of it is a plan."""
        from wenfeng.reports import WRITERS

        if self.path and not self.folder:
            yield self.path
        elif self.path:
            yield from (self.path / file_name(writer) for writer in WRITERS.values())


def file_name(writer: Writer) -> str:
    """What a result of that format is called in a folder: a file, or a folder of several."""
    return f"{writer.stem}{writer.suffix}" if writer.write else writer.stem


@dataclass(frozen=True, slots=True)
class Marks:
    """Where files with comments go: into ``folder``, named as below ``base``, or to ``file``."""

    now: datetime
    folder: Path | None = None
    base: str = ""
    file: Path | None = None

    def path_for(self, report: Report) -> Path:
        """Where the copy of a document goes; its folder is there then. Raises ConfigError."""
        if self.file:
            return self.file
        assert self.folder
        path = self.folder / safe_path(report.document.name.removeprefix(self.base).lstrip("/"))
        if path.suffix.lower() not in _WORD_SUFFIXES:
            path = path.with_name(f"{path.name}.docx")
        make_folder(path.parent)
        return path


def format_of(target: Path) -> str:
    """The format that the name of a result file asks for. Raises ConfigError for any other."""
    try:
        return FORMATS[target.suffix.lower()]
    except KeyError:
        wrong = f"“{target.suffix}”文件" if target.suffix else "没有扩展名的文件"
        raise ConfigError(
            f"写不出{wrong}：{display_name(target)}",
            "可以写 .html（网页）、.xlsx（工作簿）、.docx（带批注的原件）、.csv（表格）、"
            ".json（给其他程序用）、.sarif、.txt（文字）；要写几种的，用 --format 指明格式，"
            "-o 写一个文件夹。",
        ) from None


def target_of(forms: tuple[str, ...], path: Path | None) -> Target:
    """Where these formats go, none: the one that the name tells. Raises ConfigError."""
    from wenfeng.reports import WRITERS

    if path is None:
        needing = [form for form in forms if WRITERS[form].write is None]
        if needing or len(forms) > 1:
            what = "、".join(needing) if needing else "几种格式"
            raise ConfigError(f"{what}要写成文件", "请用 -o 写明放在哪个文件夹，如 -o 结果。")
        return Target(forms or ("table",))
    told = FORMATS.get(path.suffix.lower())
    if os.path.isdir(path) or (forms and not _is_file(path)) or (len(forms) > 1 and not told):
        if not forms:
            raise ConfigError(
                f"-o 指的是一个文件夹：{display_name(path)}",
                "请写出文件名，如 -o 结果.html；或者用 --format 指明格式，如 --format html,excel。",
            )
        return Target(forms, path, folder=True)
    if told and (len(forms) > 1 or not all(_opens_as(path, form) for form in forms)):
        raise ConfigError(
            f"-o 写的文件名是“{path.suffix}”，与 --format {','.join(forms)} 不符",
            "去掉 --format，照文件名写；或者 -o 改写成一个文件夹，如 -o 结果。",
        )
    return Target(forms or (format_of(path),), path)


def _is_file(path: Path) -> bool:
    """Whether a name that is not there yet is a file's: 结果.html, not 结果2025.3."""
    return re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]*", path.suffix) is not None


def _opens_as(path: Path, form: str) -> bool:
    """Whether what opens files of that name can open the format: text passes for any text."""
    from wenfeng.reports import WRITERS

    suffixes = {WRITERS[form].suffix, path.suffix.lower()}
    return len(suffixes) == 1 or not suffixes & _ZIPPED


def verify_target(target: Target, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Raise ConfigError if results cannot be put there, or would go over a file to check."""
    path = target.path
    if path is None:
        return
    above = path.parent
    if not os.path.isdir(above):
        raise ConfigError(f"要写入的文件夹不存在：{display_name(above)}", "请先建立这个文件夹。")
    if target.folder and path.exists() and not path.is_dir():
        raise ConfigError(
            f"要放几个结果，-o 却是一个文件：{display_name(path)}", "请写一个文件夹。"
        )
    inputs = {
        os.path.realpath(file)
        for file in find_inputs(paths, () if not target.folder else target.files()).files
    }
    if os.path.realpath(path) in inputs:
        raise ConfigError(
            f"-o 会覆盖正在检查的文件：{display_name(path)}",
            "请把结果写到别处，最好不在被检查的文件夹里。",
        )


def marks_of(target: Target, names: Sequence[str]) -> Marks | None:
    """Where copies with comments go for files of these names; None where none are wanted."""
    from wenfeng.reports import WRITERS

    if WORD not in target.forms or target.path is None:
        return None
    now = datetime.now().astimezone().replace(microsecond=0)
    if not target.folder:
        if len(names) != 1:
            raise ConfigError(
                f"要检查 {len(names)} 份文件，-o 却只写了一个",
                "带批注的原件一份一个：请用 -o 写一个文件夹。",
            )
        return Marks(now, file=target.path)
    return Marks(now, target.path / file_name(WRITERS[WORD]), _common_folder(names))


def _common_folder(names: Iterable[str]) -> str:
    folders = {os.path.dirname(name) for name in names}
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # some absolute, some not
        return ""


def read_baseline(path: Path) -> Baseline:
    """The baseline stored in a file. Raises ConfigError where there is none."""
    from wenfeng.baseline import read

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"打不开基线文件 {display_name(path)}：{in_words(error)}",
            "请用 wenfeng check 文件夹 --format baseline -o 基线.json 生成。",
        ) from error
    return read(data, display_name(path))


def save_several(files: Sequence[tuple[str, bytes]], path: Path, *, folder: bool) -> None:
    """Write files into a folder of that name, or the only one there is to that name."""
    if not folder:
        if len(files) != 1:
            raise ConfigError(
                f"要写 {len(files)} 个文件，-o 却只写了一个：{display_name(path)}",
                "请用 -o 写一个文件夹。" if files else "这一批里没有要写的。",
            )
        save(files[0][1], path)
        return
    for name, data in files:
        make_folder(path)
        save(data, path / safe_path(name))


def make_folder(path: Path) -> None:
    """The folder, with those above it. Raises ConfigError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"建不了文件夹 {display_name(path)}：{in_words(error)}", "请换一个位置再试。"
        ) from error


def safe_path(name: str) -> Path:
    """A name that leads nowhere else and that every system allows; changed ones stay different."""
    from wenfeng.reports.file_names import plain_name

    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    clean = [plain_name(part[-_LONGEST:]) or "_" for part in parts]
    if clean and clean != name.split("/"):
        digest = hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:6]
        stem, dot, suffix = clean[-1].rpartition(".")
        clean[-1] = f"{stem}-{digest}{dot}{suffix}" if stem else f"{suffix}-{digest}"
    return Path(*clean)


def save(data: bytes, target: Path) -> None:
    """Write beside the target, then put it in its place in one step."""
    try:
        _save(data, target)
    except OSError as error:
        raise ConfigError(
            f"写不进 {display_name(target)}：{in_words(error)}",
            "请换一个位置或文件名再试；别的程序正打开着这个文件的，请先关闭。",
        ) from error


def _save(data: bytes, target: Path) -> None:
    if target.exists() and not target.is_file():
        target.write_bytes(data)  # a device or a pipe has no place to be moved to
        return
    beside = target.with_name(f".wenfeng-{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
