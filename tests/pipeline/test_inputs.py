from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wenfeng.pipeline.inputs import display_name, find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("乙.docx", "甲.txt", "子/丙.xlsx", "子/旧.doc", "扫描.PDF"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def names(*paths: Path, root: Path) -> list[str]:
    return [file.relative_to(root).as_posix() for file in find_inputs(paths).files]


def test_a_folder_is_opened_with_all_below_it(folder: Path) -> None:
    found = names(folder, root=folder)
    assert found == sorted(["乙.docx", "甲.txt", "子/丙.xlsx", "子/旧.doc", "扫描.PDF"])


@pytest.mark.parametrize(
    "name",
    [
        *(".隐藏.docx", "~$乙.docx", "甲.expected.json", "录像.mp4", "README.md"),
        *(".git/a.txt", "__MACOSX/a.docx"),
    ],
)
def test_what_is_no_plan_is_passed_over(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert name not in names(folder, root=folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("汇报.PPTX", "演示文稿，先另存为 PDF"),
        ("子/通知.msg", "Outlook 邮件，先另存为 eml"),
        ("录像.mp4", "不认识的扩展名"),
        ("README.txt", "文件夹的说明"),
    ],
)
def test_what_is_skipped_is_told_with_the_reason(folder: Path, name: str, words: str) -> None:
    (folder / name).write_bytes(b"x")
    skipped = find_inputs([folder, folder / "子"]).skipped
    assert [(s.path, s.reason) for s in skipped] == [((folder / name).as_posix(), words)]
    assert find_inputs([folder, folder / name]).skipped == ()


@pytest.mark.parametrize("name", [".隐藏.docx", "~$乙.docx", ".git/a.xyz", "Thumbs.db"])
def test_what_nobody_put_there_is_not_mentioned(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert find_inputs([folder]).skipped == ()


@pytest.mark.parametrize(
    "name", ["结果/检查结果.xlsx", "结果/批注/乙.docx", "退回修改通知/甲.docx"]
)
def test_results_of_an_earlier_run_are_no_plans(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    before = names(folder, root=folder)
    assert name not in before
    (skipped,) = find_inputs([folder]).skipped
    assert "以前的检查结果" in skipped.reason
    assert skipped.path in path.as_posix()
    assert find_inputs([path.parent]).files or path.parent.name == "结果"
    assert find_inputs([path]).files == (path,)


def test_a_readme_written_in_word_may_be_a_plan(folder: Path) -> None:
    (folder / "README.docx").write_bytes(b"x")
    assert "README.docx" in names(folder, root=folder)


def test_a_file_named_explicitly_is_always_tried(folder: Path) -> None:
    odd = folder / "录像.mp4"
    odd.write_bytes(b"x")
    assert find_inputs([odd, folder / "没有.docx"]).files == (odd, folder / "没有.docx")


def test_nothing_is_read_twice_and_the_order_given_is_kept(folder: Path) -> None:
    found = names(folder / "甲.txt", folder, folder / "子", root=folder)
    assert found[0] == "甲.txt"
    assert len(found) == len(set(found)) == 5


def test_a_folder_without_plans_is_a_failure(tmp_path: Path) -> None:
    inputs = find_inputs([tmp_path])
    assert inputs.files == ()
    assert [f.path for f in inputs.failures] == [tmp_path.as_posix()]
    assert "没有可以检查的文件" in inputs.failures[0].error


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="permissions do not stop this user",
)
def test_a_closed_folder_is_a_failure(folder: Path) -> None:
    closed = folder / "子"
    closed.chmod(0)
    try:
        inputs = find_inputs([folder])
    finally:
        closed.chmod(0o755)
    assert len(inputs.files) == 3
    assert inputs.failures[0].error == "打不开文件夹：没有权限"


def test_names_that_are_no_text_can_be_shown() -> None:
    assert display_name("坏\udcb7名.docx") == "坏\\udcb7名.docx"
