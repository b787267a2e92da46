from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenfeng import pipeline
from wenfeng.domain import Document
from wenfeng.errors import ConfigError, InputError
from wenfeng.limits import Limits
from wenfeng.pipeline.system import in_words
from wenfeng.readers import File

PLAN = """青禾县供水整改方案
一、整改措施
{}．更换老旧管网。（责任单位：县水务局；完成时限：5月底前）
"""

FORKED = pytest.mark.usefixtures("forked")
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    for number in range(1, 7):
        (tmp_path / f"方案{number}.txt").write_text(PLAN.format(number), "utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    return tmp_path


def test_two_processes_answer_like_one(plans: Path) -> None:
    one, two = (pipeline.check_many([plans], jobs=jobs) for jobs in (1, 2))
    assert pipeline.render(one, "json") == pipeline.render(two, "json")
    assert len(one.reports) == 6
    assert [Path(f.path).name for f in one.failures] == ["空.txt"]


def test_the_path_is_shown_as_given(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plans.parent)
    batch = pipeline.check_many([plans.name])
    assert batch.reports[0].document.name == f"{plans.name}/方案1.txt"


@FORKED
def test_a_fault_of_our_own_is_a_failure_row(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_reading(monkeypatch)
    batch = pipeline.check_many([plans / "方案1.txt"])
    assert batch.failures[0].error.startswith("内部错误：ZeroDivisionError")
    assert "报告" in batch.failures[0].hint


def test_a_fault_of_our_own_is_raised_on_demand(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_reading(monkeypatch)
    monkeypatch.setenv(pipeline.RAISE_VARIABLE, "1")
    with pytest.raises(ZeroDivisionError):
        pipeline.check_many([plans / "方案1.txt"])


def break_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(file: File, name: str, limits: Limits) -> Document:
        raise ZeroDivisionError

    monkeypatch.setattr("wenfeng.readers.read", crash)
    monkeypatch.delenv(pipeline.RAISE_VARIABLE, raising=False)


@FORKED
def test_running_out_of_memory_is_not_called_damage(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(file: File, name: str, limits: Limits) -> Document:
        try:
            raise MemoryError
        except Exception as error:
            raise InputError("文件已损坏") from error

    monkeypatch.setattr("wenfeng.readers.read", mistaken)
    assert "内存超过上限" in pipeline.check_many([plans / "方案1.txt"]).failures[0].error


def test_check_raises_where_check_many_reports(plans: Path) -> None:
    with pytest.raises(InputError):
        pipeline.check(plans / "空.txt")


def test_an_unknown_profile_is_the_callers_mistake(plans: Path) -> None:
    with pytest.raises(ConfigError):
        pipeline.check_many([plans], profile="没有这个口径")


def test_rules_are_picked_by_name_title_and_family() -> None:
    known = {"owner.missing": "没有责任主体", "owner.vague": "不具体", "deadline.past": "已过"}
    assert pipeline.pick_rules(["owner"], known) == {"owner.missing", "owner.vague"}
    assert pipeline.pick_rules(["deadline.past"], known) == {"deadline.past"}
    assert pipeline.pick_rules(["没有责任主体"], known) == {"owner.missing"}
    with pytest.raises(ConfigError) as caught:
        pipeline.pick_rules(["owner.mising"], known)
    assert "owner.missing" in caught.value.hint


def test_saving_replaces_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")
    pipeline.save(b"new", target)
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["结果.csv"]


def test_a_save_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")

    def refuse(source: object, destination: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(ConfigError):
        pipeline.save(b"new", target)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["结果.csv"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EISDIR, "这是一个文件夹"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.ENAMETOOLONG, "名字太长"),
        (errno.EBUSY, "文件正被别的程序打开"),
    ],
)
def test_why_a_save_failed_is_said_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(source: object, destination: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(ConfigError, match=words):
        pipeline.save(b"new", tmp_path / "结果.csv")


def test_windows_says_more_than_its_error_number() -> None:
    error = OSError(errno.EACCES, "Permission denied")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert in_words(error) == "文件正被别的程序打开"


def test_a_file_under_check_is_never_written_over(plans: Path) -> None:
    def verify(*parts: str) -> None:
        pipeline.verify_target(pipeline.target_of(("csv",), plans.joinpath(*parts)), [plans])

    with pytest.raises(ConfigError, match="覆盖"):
        verify("方案1.txt")
    verify("结果.csv")
    with pytest.raises(ConfigError, match="不存在"):
        verify("没有", "结果.csv")
    with pytest.raises(ConfigError, match="文件夹"):
        pipeline.target_of((), plans)


def test_a_plain_script_needs_no_guard_where_processes_are_not_forked(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import threading, wenfeng\n"
        "stop = threading.Event()\n"
        "threading.Thread(target=stop.wait).start()\n"
        "(open('runs', 'a')).write('x')\n"
        "print(len(wenfeng.check('方案.txt').reading.entries))\n"
        "stop.set()\n",
        "utf-8",
    )
    (tmp_path / "方案.txt").write_text(PLAN.format(1), "utf-8")
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("1\n", "")
    assert (tmp_path / "runs").read_text() == "x"
