"""Seconds and peak memory of this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter


class Clock(dict[str, float]):
    """Seconds by step; ``cpu`` are those of all cores, which other work does not lengthen much."""

    cpu = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start, worked = perf_counter(), _worked()
        yield
        self[name] = self.get(name, 0.0) + perf_counter() - start
        self.cpu += _worked() - worked


def _worked() -> float:
    """Seconds that this process and those it started and waited for have worked."""
    return sum(os.times()[:4])


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
