"""What was measured, on which machine, in a JSON file: each table on its own, so that a long run
can be made in pieces."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import wenfeng

from .options import Options, Row
from .processes import RIVALS

Record = dict[str, Any]
_PACKAGES = ("numpy", "scipy")


def measured(rows: list[Row], options: Options, seconds: float) -> Record:
    """A table as it is kept."""
    kept = [_rounded(row) for row in rows]
    asked = asdict(options) | {"seconds": round(seconds)}
    return {"machine": machine(), "options": asked, "rows": kept}


def keep(path: Path, table: str, record: Record) -> None:
    """Puts a table into the file, which may have others."""
    whole = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = json.dumps(whole | {table: record}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def machine() -> Mapping[str, Any]:
    """What figures depend on."""
    ours = {"wenfeng": wenfeng.__version__}
    rivals = dict(one.split("==") for one in RIVALS if "==" in one)
    return {
        "date": date.today().isoformat(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": _memory(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": ours | {name: _version(name) for name in _PACKAGES} | rivals,
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> float:
    """In GB."""
    import psutil

    return round(psutil.virtual_memory().total / 2**30, 1)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _rounded(value: Any) -> Any:
    """The same with four decimals, which is more than was measured."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
