"""What is wrong with a command line, in Chinese: for our own errors and the framework's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from wenfeng.cli.screen import note

UNABLE = 2


def complain(message: str, hint: str = "", code: int = UNABLE) -> int:
    """Say on standard error what is wrong and what to do; the exit code."""
    note(f"错误：{message}" + (f"\n提示：{hint}" if hint else ""))
    return code


def explain_usage(error: Any) -> tuple[str, str]:
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
            return _misused(error), hint
    return _translate(error.format_message()), hint


def _misused(error: Any) -> str:
    params = error.ctx.command.get_params(error.ctx) if error.ctx else ()
    values = (p.metavar for p in params if error.option_name in p.opts)
    metavar = next((value for value in values if value), None)
    if metavar:
        return f"{error.option_name} 后面没有写{metavar}"
    return f"{error.option_name} 后面不用写别的"


def _name_of(param: Any) -> str:
    name = str(getattr(param, "metavar", None) or getattr(param, "name", None) or "参数")
    return name.removesuffix(" …")


def _perhaps(names: Iterable[str] | None) -> str:
    listed = "、".join(sorted(names or ()))
    return f"，是不是想写 {listed}" if listed else ""


def _translate(message: str) -> str:
    for english, chinese in (
        (r"No such command '(.*?)'\.?", r"没有命令 \1"),
        (r" ?Did you mean '(.*?)'\?", r"，是不是想写 \1"),
        (r"Missing command\.", "没有写命令"),
        (r"Got unexpected extra arguments?(\(s\))? \((.*)\)", r"多出了 \2"),
    ):
        message = re.sub(english, chinese, message)
    return message
