"""Each way in a process of its own; the rivals in an environment of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[1]
ENVIRONMENT = BENCHMARKS.parent / "build" / "rivals"
RIVALS = ("datasketch==2.0.0", "rensa==0.5.0", "numpy", "scipy")
_EVERY = 0.2  # seconds between two looks at the memory of several processes


class Failed(Exception):
    """A way did not get to its end, and its last words."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a process used. ``texts`` is the memory, in MB, that held the papers before it began."""

    seconds: dict[str, float]
    cpu: float
    peak: float
    texts: float

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def run(module: str, papers: Path, way: dict[str, Any], out: Path, python: str = "") -> Run:
    """Runs the way; what it found is in the file ``out`` then.

    ``way`` may have ``jobs``, the processes it works in, and ``patience``, the seconds it has.
    """
    command = [python or sys.executable, "-m", module, str(papers), json.dumps(way), str(out)]
    told, most = answer(command, way.get("patience"), way.get("jobs", 1) > 1)
    return Run(told["seconds"], told["cpu"], max(told["peak"], most), told["texts"])


def answer(command: list[str], patience: float | None, several: bool) -> tuple[Any, float]:
    environment = os.environ | {"PYTHONPATH": str(BENCHMARKS)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment) as process:
        watch = _Watch(process.pid) if several else None
        try:
            said, complaint = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"not done after {patience} seconds") from None
        finally:
            most = watch.most() if watch else 0.0
    if process.returncode:
        lines = complaint.strip().splitlines() or [f"exit code {process.returncode}"]
        raise Failed(lines[-1])
    return json.loads(said), most


class _Watch:
    """Looks again and again at what a process and those it started hold together, in MB."""

    def __init__(self, process: int) -> None:
        self._process, self._most, self._done = process, 0.0, Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> float:
        self._done.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._done.wait(_EVERY):
            self._most = max(self._most, held(self._process))


def held(process: int) -> float:
    """What a process and those it started hold now, in MB; what they share counts once."""
    import psutil

    total = 0
    try:
        first = psutil.Process(process)
        for one in (first, *first.children(recursive=True)):
            told = one.memory_full_info()
            total += getattr(told, "pss", 0) or told.uss
    except psutil.Error:
        return 0.0
    return total / 2**20


def rivals_python() -> str:
    """The Python that has datasketch and rensa; its environment is made the first time."""
    scripts = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    if not ENVIRONMENT.exists():
        print(f"making {ENVIRONMENT} …", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *RIVALS], check=True)
    return python
