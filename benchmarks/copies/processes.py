"""Each way in a process of its own; the rivals in an environment of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[1]
ENVIRONMENT = BENCHMARKS.parent / "build" / "rivals"
RIVALS = ("datasketch==2.0.0", "rensa==0.5.0", "numpy", "scipy")


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
    """Runs the way; what it found is in the file ``out`` then."""
    command = [python or sys.executable, "-m", module, str(papers), json.dumps(way), str(out)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(BENCHMARKS)}
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise Failed(lines[-1])
    told = json.loads(done.stdout)
    return Run(told["seconds"], told["cpu"], told["peak"], told["texts"])


def rivals_python() -> str:
    """The Python that has datasketch and rensa; its environment is made the first time."""
    scripts = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    if not ENVIRONMENT.exists():
        print(f"making {ENVIRONMENT} …", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *RIVALS], check=True)
    return python
