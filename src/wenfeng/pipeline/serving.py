"""The life of a process that works on files (干活的进程): bounded, silent, never left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from wenfeng.limits import Limits
from wenfeng.pipeline import memory
from wenfeng.pipeline.inputs import Source

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

OUT_OF_MEMORY = 77
"""The exit code of a process that could get no more memory."""

_GRACE = 5


def serve(
    connection: Connection,
    inherited: Iterable[Connection],
    work: Callable[[Source, Limits], object],
    limits: Limits,
) -> None:
    """The life of a process: a file in, an answer out, until nobody asks any more."""
    from wenfeng.readers import allowance

    for other in inherited:
        other.close()
    _withdraw()
    memory.bound(limits.memory)
    alarm = _Alarm()

    def more(seconds: int) -> None:
        if left := alarm.left():
            alarm.set(left + seconds)
        connection.send(seconds)

    allowance.listen(more)
    while True:
        try:
            source, limits = connection.recv()
        except (EOFError, OSError):
            return
        alarm.set(limits.seconds + _GRACE if limits.seconds else 0)
        try:
            connection.send(work(source, limits))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        alarm.set(0)


class _Alarm:
    """Ends this process should nobody be left to do it; not on systems without alarms."""

    def set(self, seconds: float) -> None:
        if sys.platform != "win32":
            import signal

            signal.setitimer(signal.ITIMER_REAL, seconds)

    def left(self) -> float:
        if sys.platform == "win32":
            return 0.0
        import signal

        return signal.getitimer(signal.ITIMER_REAL)[0]


def _withdraw() -> None:
    """Out of reach of the keyboard, and silent: what libraries print is no answer."""
    if sys.platform != "win32":
        import signal

        os.setsid()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    void = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(void, stream)
    sys.stdout = sys.stderr = os.fdopen(void, "w", encoding="utf-8")
