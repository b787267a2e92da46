"""The command as a user meets it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wenfeng import __version__
from wenfeng.cli import main
from wenfeng.columns import width
from wenfeng.rules import RULES

CLEAN = """青禾县供水整改方案
一、整改措施
1．更换老旧管网12公里。（责任单位：县水务局；完成时限：5月底前）
青禾县人民政府办公室
2025年3月18日
"""
FAULTY = CLEAN.replace("责任单位：县水务局；", "")

EVERY_FAMILY = ",".join({rule.id.partition(".")[0] for rule in RULES})
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

    monkeypatch.setattr("wenfeng.pipeline.carry_out", interrupt)
    assert main(["check", clean]) == 130
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "已中断。\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts in another way")
def test_watching_checks_again_and_stops_when_interrupted(faulty: str) -> None:
    """Even where the shell that started it in the background told it to ignore interruptions."""
    deaf = "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    run = "from wenfeng.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", deaf + run, "check", faulty, "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        assert watching.stdout and watching.stderr
        assert "正在看着" in watching.stderr.readline().decode()
        time.sleep(1)
        Path(faulty).write_text(CLEAN, "utf-8")
        lines = (line.decode() for line in watching.stdout)
        assert next(line for line in lines if "份文件" in line).count("错误 1 条")
        assert next(line for line in lines if "份文件" in line).count("错误 0 条")
        watching.send_signal(signal.SIGINT)
        assert watching.stderr.read().decode() == "已中断。\n"
        assert watching.wait(20) == 130


def test_limits_can_be_changed_and_wrong_ones_are_named(clean: str, capsys: Captured) -> None:
    assert main(["check", clean, "--limit", "file_size=0"]) == 2
    assert "文件太大" in capsys.readouterr().out
    assert main(["check", clean, "--limit", "seconds=30,memory=0"]) == 0
    for wrong in ("second=3", "seconds", "seconds=-1", "seconds=x", "seconds=0.001"):
        assert main(["check", clean, "--limit", wrong]) == 2
        assert "上限" in (said := capsys.readouterr().err)
    assert "请写整数秒" in said


def test_limits_are_listed_with_their_defaults(capsys: Captured) -> None:
    assert main(["limits"]) == 0
    out = capsys.readouterr().out
    assert "seconds" in out and "memory" in out and "1536" in out


def test_a_file_that_does_not_exist_is_a_failure_row(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "没有.docx")]) == 2
    assert "没有.docx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("level", "code"), [("error", 1), ("提示", 1), ("错误", 1), ("never", 0), ("从不", 0)]
)
def test_fail_level_in_either_language(faulty: str, level: str, code: int) -> None:
    assert main(["check", faulty, "--fail-level", level]) == code


def test_a_warning_fails_only_when_asked(tmp_path: Path) -> None:
    vague = _write(tmp_path / "vague.txt", CLEAN.replace("5月底前", "尽快"))
    assert main(["check", vague]) == 0
    assert main(["check", vague, "--fail-level", "warning"]) == 1
    assert main(["check", vague, "--fail-level", "警告"]) == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--ignore", "owner.missing"], 0),
        (["--ignore", "owner"], 0),
        (["--ignore", "deadline,owner"], 0),
        (["--select", "deadline"], 0),
        (["--select", "deadline", "--select", "owner"], 1),
        (["--select", "owner", "--ignore", "owner.missing"], 0),
        (["--select", "没有责任主体"], 1),
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
        (["check", "a", "-o"], "-o 后面没有写文件"),
        (["check", "a", "--format"], "--format 后面没有写格式"),
        (["check", "a", "--format"], "运行 wenfeng check --help"),
        (["check", "a", "--select", ""], "--select 后面是空的"),
        (["check", "a", "--select", "owner", "--select", ","], "--select 后面是空的"),
        (["check", "a", "--ignore", " "], "--ignore 后面是空的"),
        (["check", "a", "--received", ""], "--received 后面是空的"),
        (["check", "a", "-o", ""], "-o 后面是空的"),
        (["check", "a", "--profile", ""], "--profile 后面是空的"),
        (["check", "a", "--limit", ","], "--limit 后面是空的"),
        (["check", "a", "--select", "owner", "--ignore", "owner"], "一条规则也不剩"),
        (["check", "a", "--ignore", EVERY_FAMILY], "一条规则也不剩"),
        (["check", "a", "--fail-level", "高"], "可以写：错误（error）、警告（warning）"),
        (["check", "a", "--received", "2025-02-30"], "没有 2025-02-30 这一天"),
        (["check", "a", "--received", "2025-W03"], "请写成 2025-03-10"),
        (["check", "a", "-o", "结果.pptx"], "可以写 .html（网页）"),
        (["check", "a", "-o", "结果"], "可以写 .html（网页）"),
        (["check", "a", "--format", "html,excel"], "请用 -o 写明放在哪个文件夹"),
        (["check", "a", "--format", "word"], "请用 -o 写明放在哪个文件夹"),
        (["check", "a", "b", "--format", "word", "-o", "x.docx"], "请用 -o 写一个文件夹"),
        (["check", "a", "--baseline", "没有.json"], "打不开基线文件"),
        (["explain", "责任主体"], "是不是想写 没有责任主体"),
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


@pytest.mark.parametrize(
    ("name", "start"),
    [
        *(("报告.html", "<!DOCTYPE html>"), ("报告.HTM", "<!DOCTYPE html>")),
        *(("清单.csv", "\ufeff文件,"), ("结果.json", "{"), ("结果.txt", "■ ")),
    ],
)
def test_without_format_the_name_of_the_file_tells_it(
    clean: str, tmp_path: Path, name: str, start: str
) -> None:
    assert main(["check", clean, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_the_format_asked_for_goes_before_the_name(clean: str, tmp_path: Path) -> None:
    target = tmp_path / "报告.html"
    assert main(["check", clean, "--format", "json", "-o", str(target)]) == 0
    assert target.read_text("utf-8").startswith("{")


def test_a_result_that_cannot_be_written_is_told_in_chinese(clean: str, capsys: Captured) -> None:
    long = "长" * 200 + ".html"
    assert main(["check", clean, "-o", long]) == 2
    assert capsys.readouterr().err.startswith(f"错误：写不进 {long}：名字太长")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    _write(tmp_path / "方案.txt", CLEAN)
    for name in ("汇报.pptx", "一.xyz", "二.xyz", "三.xyz", "四.xyz", "~$方案.docx", ".隐藏.docx"):
        _write(tmp_path / name, "x")
    return str(tmp_path)


SKIPPED = (
    "跳过 5 份：一.xyz、三.xyz、二.xyz 等 4 份（不认识的扩展名）；"
    "汇报.pptx（演示文稿，先另存为 PDF）。"
)


@pytest.mark.parametrize("form", ["table", "html"])
def test_what_was_skipped_in_a_folder_stands_in_the_report(
    folder: str, form: str, capsys: Captured
) -> None:
    assert main(["check", folder, "--format", form]) == 0
    printed = capsys.readouterr()
    assert SKIPPED in printed.out.replace("\n", "")
    assert printed.err == ""


@pytest.mark.parametrize("form", ["csv", "json"])
def test_beside_a_report_for_programs_it_goes_to_stderr(
    folder: str, form: str, capsys: Captured
) -> None:
    assert main(["check", folder, "--format", form]) == 0
    printed = capsys.readouterr()
    assert SKIPPED not in printed.out
    assert printed.err == f"{SKIPPED}\n"


def test_the_json_lists_all_that_was_skipped(folder: str, capsys: Captured) -> None:
    assert main(["check", folder, "--format", "json"]) == 0
    skipped = json.loads(capsys.readouterr().out)["skipped"]
    assert len(skipped) == 5
    assert skipped[-1] == {
        "path": Path(folder, "汇报.pptx").as_posix(),
        "reason": "演示文稿，先另存为 PDF",
    }


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
    rows = [line.split("  ") for line in table.splitlines()]
    names = {"error": "错误", "warning": "警告", "info": "提示"}
    assert [[cell.strip() for cell in row if cell] for row in rows] == [
        [rule["id"], names[rule["level"]], rule["title"]] for rule in listed
    ]
    columns = {
        line.index(rule["title"]) for line, rule in zip(table.splitlines(), listed, strict=True)
    }
    assert len(columns) == 1
    assert {
        *("owner.missing", "owner.vague", "deadline.missing", "deadline.vague"),
        *("deadline.impossible", "deadline.past", "deadline.order", "measure.missing"),
    } <= {rule["id"] for rule in listed}


def test_explain_gives_reason_source_and_examples(capsys: Captured) -> None:
    assert main(["explain", "owner.missing"]) == 0
    out = capsys.readouterr().out
    for words in ("没有责任主体（错误）", "为什么：", "参考：", "会报出：", "不报出："):
        assert words in out
    assert "owner.vague" not in out


def test_explain_takes_a_family(capsys: Captured) -> None:
    assert main(["explain", "owner"]) == 0
    out = capsys.readouterr().out
    assert "owner.missing" in out and "owner.vague" in out


def test_explain_takes_a_title(capsys: Captured) -> None:
    assert main(["explain", "没有时限"]) == 0
    assert capsys.readouterr().out.startswith("deadline.missing  没有时限（错误）")


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


@pytest.mark.parametrize("command", ["check", "rules", "explain"])
def test_the_columns_of_a_help_stand_under_each_other(command: str, capsys: Captured) -> None:
    assert main([command, "--help"]) == 0
    listed = capsys.readouterr().out.partition("选项：\n")[2].splitlines()
    options = [line for line in listed if line.startswith("  -")]
    terms = [line.rpartition("  ")[0] for line in options]
    assert len({width(f"{term}  ") for term in terms}) == 1


def test_several_paths_are_shown_as_such(capsys: Captured) -> None:
    assert main(["check", "--help"]) == 0
    assert capsys.readouterr().out.startswith("用法：wenfeng check [选项] 路径 …\n")


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
