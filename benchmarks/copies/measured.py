"""Seconds and peak memory of this process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter


class Clock(dict[str, float]):
    """Seconds by step."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self[name] = self.get(name, 0.0) + perf_counter() - start


def peak() -> float:
    """The most memory this process ever held, in MB.

    Linux counts in ru_maxrss what a process' parent held when it was started, so that is not asked.
    """
    if sys.platform.startswith("linux"):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    import psutil

    held = psutil.Process().memory_info()
    return float(getattr(held, "peak_wset", held.rss)) / 2**20
