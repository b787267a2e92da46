"""A bound on what one process may take (内存上限), by the means each system has.

Linux bounds the process itself, which then gets MemoryError or dies. Elsewhere the process that
watches asks now and then how much is taken (psutil), and ends what takes too much.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wenfeng.limits import MB

SELF_BOUND = sys.platform == "linux"


def bound(megabytes: int) -> None:
    """Let this process take ``megabytes`` more than it has now; nothing where it cannot."""
    if SELF_BOUND and megabytes:
        import resource

        most = _taken() + megabytes * MB
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def resident(pid: int) -> int:
    """Bytes of memory a process takes, 0 where that cannot be known."""
    try:
        import psutil

        return int(psutil.Process(pid).memory_info().rss)
    except (ImportError, psutil.Error):
        return 0


def _taken() -> int:
    """Bytes of private memory of this process, as the bound counts them."""
    for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0
