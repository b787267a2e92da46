"""The command line: parse, call the pipeline, show. Everything heavy loads inside a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from wenfeng import __version__
from wenfeng.errors import ConfigError, WenfengError

if TYPE_CHECKING:
    from datetime import date

    from wenfeng.domain import Batch, Level
    from wenfeng.rules import Rule

FOUND, UNABLE, INTERRUPTED = 1, 2, 130

PIPED_WIDTH = 120

# The framework's own words that end up in help texts.
HELP_WORDS = (
    ("Usage: ", "用法："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Arguments:", "参数："),
    ("Show this message and exit.", "显示这份说明"),
    ("[required]", "（必填）"),
    (" <list[str]>", ""),
    (" <str>", ""),
)


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _prepare_streams()
    try:
        code = app(args=argv, prog_name="wenfeng", standalone_mode=False)
    except WenfengError as error:
        return _complain(error.message, error.hint)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("已中断", code=INTERRUPTED)
    except Exception as error:
        # Usage errors have no common public class, but all of them can word themselves.
        if not hasattr(error, "format_message"):
            raise
        return _complain(*_explain_usage(error))
    # Typer turns an interruption inside a command into this code, without a word.
    return _complain("已中断", code=INTERRUPTED) if code == INTERRUPTED else int(code or 0)


def _in_chinese(text: str) -> str:
    for english, chinese in HELP_WORDS:
        text = text.replace(english, chinese)
    return text


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _in_chinese(super().get_help(ctx))


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _in_chinese(super().get_help(ctx))


app = typer.Typer(
    cls=_Group,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wenfeng {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本号")
    ] = False,
) -> None:
    """文风：读整改方案，逐条列出问题、措施、责任主体、时限，指出缺什么。"""


def _option(name: str, metavar: str, words: str) -> Any:
    return typer.Option(*name.split(), metavar=metavar, help=words, show_default=False)


@app.command(cls=_Command, options_metavar="[选项]")
def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="路径", help="文件或文件夹（含子文件夹）", show_default=False),
    ],
    form: Annotated[
        str, _option("--format", "格式", "table、json、csv 或 html，默认 table")
    ] = "table",
    output: Annotated[str, _option("-o --output", "文件", "写入文件，不在屏幕上显示")] = "",
    select: Annotated[
        list[str] | None, _option("--select", "规则", "只用这些规则或类别，可用逗号隔开")
    ] = None,
    ignore: Annotated[
        list[str] | None, _option("--ignore", "规则", "不用这些规则或类别，可用逗号隔开")
    ] = None,
    fail_level: Annotated[
        str, _option("--fail-level", "级别", "error、warning、info 或 never，默认 error")
    ] = "error",
    jobs: Annotated[str, _option("--jobs", "个数", "同时用几个进程，0 为每核一个")] = "1",
    profile: Annotated[str, _option("--profile", "名称", "检查口径，默认按文种自动选")] = "",
    received: Annotated[
        str,
        _option("--received", "日期", "收到反馈意见的日期，如 2025-03-10，用来推算“收到后几日内”"),
    ] = "",
    limit: Annotated[
        list[str] | None, _option("--limit", "名称=数字", "放宽或收紧读取上限，见 wenfeng limits")
    ] = None,
) -> int:
    """审查方案：逐条列出问题、措施、责任主体、时限和意见。

    退出码：0 没有达到级别的意见；1 有；2 有文件未能检查，或参数有误。
    """
    from wenfeng import pipeline

    form = _one_of("--format", form, pipeline.output_formats())
    fail_level = _one_of("--fail-level", fail_level, ("error", "warning", "info", "never"))
    processes = _whole_number("--jobs", jobs)
    limits = pipeline.parse_limits(_split(limit))
    day = _day("--received", received)
    kept = _kept_rules(select, ignore)
    if output:
        pipeline.verify_target(Path(output), paths)
    batch = pipeline.check_many(
        paths,
        jobs=processes,
        profile=profile or None,
        received=day,
        limits=limits,
        progress=_progress(),
    )
    batch = pipeline.narrow(batch, kept) if kept is not None else batch
    _deliver(batch, form, output)
    return _exit_code(batch, fail_level)


@app.command(cls=_Command, options_metavar="[选项]")
def rules(
    form: Annotated[str, _option("--format", "格式", "table 或 json，默认 table")] = "table",
) -> None:
    """列出全部规则。"""
    from wenfeng import pipeline

    known = pipeline.list_rules()
    if _one_of("--format", form, ("table", "json")) == "json":
        import json

        fields = ("id", "title", "level", "why", "source", "flag", "ok")
        listed = [{name: getattr(rule, name) for name in fields} for rule in known]
        data = {"schema": "wenfeng.rules/1", "rules": listed}
        _emit((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
    else:
        _emit("".join(f"{r.id:<22}{r.level:<9}{r.title}\n" for r in known).encode())


@app.command(cls=_Command, options_metavar="[选项]")
def explain(
    rule: Annotated[
        str,
        typer.Argument(metavar="规则", help="规则名或类别，如 owner.missing", show_default=False),
    ],
) -> None:
    """说明一条规则：为什么、依据、会报出和不会报出的例子。"""
    from wenfeng import pipeline

    known = pipeline.list_rules()
    meant = pipeline.pick_rules([rule], [r.id for r in known])
    _emit("\n".join(_explain_rule(r) for r in known if r.id in meant).encode())


@app.command(cls=_Command, options_metavar="[选项]")
def limits() -> None:
    """列出读取一份文件的各项上限和默认值。"""
    from wenfeng import pipeline

    lines = (f"{name:<16}{default:>9}  {title}\n" for name, default, title in pipeline.LIMITS)
    _emit("".join(lines).encode())


def _explain_rule(rule: Rule) -> str:
    parts = (
        ("为什么", rule.why),
        ("依据", rule.source),
        ("会报出", rule.flag),
        ("不报出", rule.ok),
    )
    lines = [f"{rule.id}  {rule.title}（{rule.level}）\n"]
    for title, words in parts:
        indented = "\n".join(f"  {line}" for line in words.strip().splitlines())
        lines.append(f"\n{title}：\n{indented}\n")
    return "".join(lines)


def _kept_rules(select: list[str] | None, ignore: list[str] | None) -> frozenset[str] | None:
    """The rules left after --select and --ignore; None where neither is given."""
    from wenfeng import pipeline

    if not (select or ignore):
        return None
    known = [rule.id for rule in pipeline.list_rules()]
    wanted = pipeline.pick_rules(_split(select), known) if select else frozenset(known)
    return wanted - pipeline.pick_rules(_split(ignore), known)


def _split(names: Iterable[str] | None) -> list[str]:
    parts = (part.strip() for name in names or () for part in name.replace("，", ",").split(","))
    return [part for part in parts if part]


def _one_of(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ConfigError(f"{option} 不能是“{value}”", f"可以写：{'、'.join(allowed)}。")
    return value


def _whole_number(option: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f"{option} 不能是“{text}”", "请写 0 或正整数。")
    return int(text)


def _day(option: str, text: str) -> date | None:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError(f"{option} 不能是“{text}”", "请写成 年-月-日，如 2025-03-10。") from None


def _exit_code(batch: Batch, fail_level: str) -> int:
    from wenfeng.domain import LEVELS

    if batch.failures:
        return UNABLE
    if fail_level == "never":
        return 0
    failing: tuple[Level, ...] = LEVELS[[*LEVELS].index(fail_level) :]  # type: ignore[arg-type]
    found = any(f.level in failing for report in batch.reports for f in report.findings)
    return FOUND if found else 0


def _deliver(batch: Batch, form: str, output: str) -> None:
    from wenfeng import pipeline

    if output:
        pipeline.save(pipeline.render(batch, form, width=PIPED_WIDTH), Path(output))
        failed = f"；{len(batch.failures)} 份未能检查" if batch.failures else ""
        _note(f"已写入 {output}：检查了 {len(batch.reports)} 份文件{failed}。")
        return
    to_screen = sys.stdout.isatty()
    width = os.get_terminal_size(sys.stdout.fileno()).columns if to_screen else PIPED_WIDTH
    colour = to_screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    _emit(pipeline.render(batch, form, width=width or PIPED_WIDTH, colour=colour))


def _progress() -> Callable[[int, int], None] | None:
    """A counter on standard error, only where somebody looks at it."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        wiped = done == total
        sys.stderr.write("\r\033[K" if wiped else f"\r正在检查 {done}/{total}")
        sys.stderr.flush()

    return show


def _emit(data: bytes) -> None:
    """Bytes to standard output, UTF-8 whatever the console's own encoding is."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough (| head). Without this the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _note(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _complain(message: str, hint: str = "", code: int = UNABLE) -> int:
    _note(f"错误：{message}" + (f"\n提示：{hint}" if hint else ""))
    return code


def _prepare_streams() -> None:
    """Messages in UTF-8 that never fail over a character; Windows would pick its code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _explain_usage(error: Any) -> tuple[str, str]:
    """The framework's complaint in Chinese, and where to read on."""
    command = getattr(getattr(error, "ctx", None), "command_path", "wenfeng")
    hint = f"运行 {command} --help 查看用法。"
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return "没有写要做什么", hint
        case "NoSuchOption":
            return f"没有选项 {error.option_name}{_perhaps(error.possibilities)}", hint
        case "MissingParameter":
            return f"缺少“{_name_of(error.param)}”", hint
        case "BadOptionUsage":
            return f"选项 {error.option_name} 后面缺少值，或写了不该有的值", hint
    return _translate_usage(error.format_message()), hint


def _name_of(param: Any) -> str:
    return str(getattr(param, "metavar", None) or getattr(param, "name", None) or "参数")


def _perhaps(names: Iterable[str] | None) -> str:
    listed = "、".join(sorted(names or ()))
    return f"，是不是想写 {listed}" if listed else ""


def _translate_usage(message: str) -> str:
    import re

    for english, chinese in (
        (r"No such command '(.*?)'\.?", r"没有命令 \1"),
        (r" ?Did you mean '(.*?)'\?", r"，是不是想写 \1"),
        (r"Missing command\.", "没有写命令"),
        (r"Got unexpected extra arguments?(\(s\))? \((.*)\)", r"多出了 \2"),
    ):
        message = re.sub(english, chinese, message)
    return message
