"""Standard output and standard error: always UTF-8, results on the one, remarks on the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial

PIPED_WIDTH = 120


def emit(data: bytes) -> None:
    """Bytes to standard output, UTF-8 whatever the console's own encoding is."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough (| head). Without this the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(words: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"{words}\n")


def on_screen() -> bool:
    """Whether somebody looks at standard output."""
    return sys.stdout.isatty()


def clear() -> None:
    """An empty screen, where there is one."""
    if on_screen():
        emit(b"\033[2J\033[H")


def shape() -> tuple[int, bool]:
    """How many columns standard output has, and whether it likes colours."""
    to_screen = on_screen()
    width = os.get_terminal_size(sys.stdout.fileno()).columns if to_screen else PIPED_WIDTH
    colour = to_screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return width or PIPED_WIDTH, colour


def progress() -> Callable[[int, int], None] | None:
    """A counter on standard error, only where somebody looks at it."""
    counter = stages()
    return partial(counter, "正在检查") if counter else None


def stages() -> Callable[[str, int, int], None] | None:
    """A counter that says what is being done too."""
    if not sys.stderr.isatty():
        return None

    def show(doing: str, done: int, total: int) -> None:
        wiped = done == total
        sys.stderr.write("\r\033[K" if wiped else f"\r{doing} {done}/{total}")
        sys.stderr.flush()

    return show


def prepare_streams() -> None:
    """Messages in UTF-8 that never fail over a character; Windows would pick its code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
