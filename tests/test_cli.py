"""The command as a user meets it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wenfeng import __version__
from wenfeng.cli import main

CLEAN = """青禾县供水整改方案
一、整改措施
1．更换老旧管网12公里。（责任单位：县水务局；完成时限：5月底前）
青禾县人民政府办公室
2025年3月18日
"""
FAULTY = CLEAN.replace("责任单位：县水务局；", "")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def clean(tmp_path: Path) -> str:
    return _write(tmp_path / "clean.txt", CLEAN)


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    return _write(tmp_path / "faulty.txt", FAULTY)


@pytest.fixture
def empty(tmp_path: Path) -> str:
    return _write(tmp_path / "empty.txt", "")


def _write(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


def test_a_clean_plan_exits_with_0(clean: str, capsys: Captured) -> None:
    assert main(["check", clean]) == 0
    out = capsys.readouterr().out
    assert "县水务局" in out and "2025-05-31" in out


def test_a_finding_exits_with_1(faulty: str, capsys: Captured) -> None:
    assert main(["check", faulty]) == 1
    assert "owner.missing" in capsys.readouterr().out


def test_a_failure_exits_with_2_and_the_rest_goes_on(
    clean: str, empty: str, capsys: Captured
) -> None:
    assert main(["check", empty, clean, "--format", "json"]) == 2
    data = json.loads(capsys.readouterr().out)
    assert [Path(d["path"]).name for d in data["documents"]] == ["clean.txt"]
    assert [Path(f["path"]).name for f in data["failures"]] == ["empty.txt"]
    assert data["failures"][0]["hint"]


def test_an_interruption_is_said_and_prints_nothing_half(
    clean: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wenfeng.pipeline.check_many", interrupt)
    assert main(["check", clean]) == 130
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "已中断" in captured.err


def test_limits_can_be_changed_and_wrong_ones_are_named(clean: str, capsys: Captured) -> None:
    assert main(["check", clean, "--limit", "file_size=0"]) == 2
    assert "文件太大" in capsys.readouterr().out
    assert main(["check", clean, "--limit", "seconds=30,memory=0"]) == 0
    for wrong in ("second=3", "seconds", "seconds=-1", "seconds=x"):
        assert main(["check", clean, "--limit", wrong]) == 2
        assert "上限" in capsys.readouterr().err


def test_limits_are_listed_with_their_defaults(capsys: Captured) -> None:
    assert main(["limits"]) == 0
    out = capsys.readouterr().out
    assert "seconds" in out and "memory" in out and "1536" in out


def test_a_file_that_does_not_exist_is_a_failure_row(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "没有.docx")]) == 2
    assert "没有.docx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("level", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_level(faulty: str, level: str, code: int) -> None:
    assert main(["check", faulty, "--fail-level", level]) == code


def test_a_warning_fails_only_when_asked(tmp_path: Path) -> None:
    vague = _write(tmp_path / "vague.txt", CLEAN.replace("5月底前", "尽快"))
    assert main(["check", vague]) == 0
    assert main(["check", vague, "--fail-level", "warning"]) == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--ignore", "owner.missing"], 0),
        (["--ignore", "owner"], 0),
        (["--ignore", "deadline,owner"], 0),
        (["--select", "deadline"], 0),
        (["--select", "deadline", "--select", "owner"], 1),
        (["--select", "owner", "--ignore", "owner.missing"], 0),
    ],
)
def test_select_and_ignore(faulty: str, options: list[str], code: int) -> None:
    assert main(["check", faulty, *options]) == code


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "没有写要做什么"),
        (["chek"], "没有命令 chek，是不是想写 check"),
        (["check"], "缺少“路径”"),
        (["check", "a", "--fromat", "json"], "没有选项 --fromat，是不是想写 --format"),
        (["check", "a", "--format", "xml"], "可以写：table、json、csv、html"),
        (["check", "a", "--fail-level", "bad"], "--fail-level 不能是“bad”"),
        (["check", "a", "--jobs", "-1"], "请写 0 或正整数"),
        (["check", "a", "--select", "owner.mising"], "是不是想写 owner.missing"),
        (["check", "a", "--profile", "没有这个"], "没有这个"),
        (["check", "a", "-o"], "后面缺少值"),
        (["check", "a", "-o", "没有这个文件夹/结果.csv"], "文件夹不存在"),
        (["explain", "owner.mising"], "是不是想写 owner.missing"),
        (["explain"], "缺少“规则”"),
        (["rules", "b"], "多出了 b"),
    ],
)
def test_a_wrong_command_line_says_in_chinese_what_to_do(
    arguments: list[str], words: str, capsys: Captured
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.out == ""


def test_output_goes_to_the_file_and_a_note_to_stderr(
    clean: str, tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "结果.json"
    assert main(["check", clean, "--format", "json", "-o", str(target)]) == 0
    assert json.loads(target.read_text("utf-8"))["schema"] == "wenfeng.check/1"
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "结果.json" in printed.err


def test_the_plan_itself_is_never_overwritten(clean: str, capsys: Captured) -> None:
    assert main(["check", clean, "-o", clean]) == 2
    assert "覆盖" in capsys.readouterr().err
    assert Path(clean).read_text("utf-8") == CLEAN


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
def test_every_format_names_plan_and_failure(
    form: str, faulty: str, empty: str, capsys: Captured
) -> None:
    assert main(["check", faulty, empty, "--format", form]) == 2
    out = capsys.readouterr().out
    assert "更换老旧管网" in out and "empty.txt" in out
    assert "\x1b" not in out


def test_rules_lists_every_rule(capsys: Captured) -> None:
    assert main(["rules"]) == 0
    table = capsys.readouterr().out
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert all(rule["id"] in table and rule["title"] in table for rule in listed)
    assert {
        *("owner.missing", "owner.vague", "deadline.missing", "deadline.vague"),
        *("deadline.impossible", "deadline.past", "deadline.order", "measure.missing"),
    } <= {rule["id"] for rule in listed}


def test_explain_gives_reason_source_and_examples(capsys: Captured) -> None:
    assert main(["explain", "owner.missing"]) == 0
    out = capsys.readouterr().out
    for words in ("owner.missing", "为什么：", "依据：", "会报出：", "不报出："):
        assert words in out
    assert "owner.vague" not in out


def test_explain_takes_a_family(capsys: Captured) -> None:
    assert main(["explain", "owner"]) == 0
    out = capsys.readouterr().out
    assert "owner.missing" in out and "owner.vague" in out


def test_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"wenfeng {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["explain", "-h"]])
def test_help_is_chinese(arguments: list[str], capsys: Captured) -> None:
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "用法：" in out and "选项：" in out
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "required"):
        assert english not in out


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "wenfeng", *arguments],
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
        },
    )


def test_output_is_utf8_where_the_locale_is_not(clean: str) -> None:
    done = run("check", clean, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["documents"][0]["title"] == "青禾县供水整改方案"
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
def test_a_reader_that_leaves_early_gets_no_complaint(clean: str, tmp_path: Path) -> None:
    many = [_write(tmp_path / f"{number}.txt", CLEAN) for number in range(40)]
    command = [sys.executable, "-m", "wenfeng", "check", *many, "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_the_library_answers_with_a_report(clean: str) -> None:
    import wenfeng

    report = wenfeng.check(clean, name="供水")
    assert report.document.name == "供水"
    assert [owner.name for owner in report.reading.entries[0].owners] == ["县水务局"]
    assert report.findings == ()
