"""What a start does not load: times differ from machine to machine, modules do not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    *("spacy", "sklearn", "numpy", "scipy", "jieba", "docx", "openpyxl", "lxml", "rich", "jinja2"),
    *("chinese_calendar", "concurrent.futures.process", "multiprocessing", "pydantic"),
    *("pypdfium2", "olefile", "onnxruntime", "cv2", "PIL", "psutil", "email", "pygal"),
    *("wenfeng.feedback", "wenfeng.comparing", "wenfeng.sampling", "wenfeng.marking"),
    "wenfeng.duplicates",
}
PLAN = "青禾县供水整改方案\n1．更换管网。（责任单位：县水务局；完成时限：2025年5月底前）\n"


def loaded(code: str, *arguments: str) -> set[str]:
    """The heavy modules in memory after running a piece of code."""
    ask = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", ask, *arguments],
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "WENFENG_RAISE": "1",  # read in this process, where the modules can be seen
        },
    )
    assert done.returncode == 0, done.stderr.decode()
    return HEAVY & set(json.loads(done.stderr.decode().splitlines()[-1]))


RUN = "import sys; from wenfeng.cli import main; main(sys.argv[1:])"


def test_help_loads_nothing_heavy() -> None:
    assert loaded(RUN, "--help") == set()


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_check_of_a_text_file_loads_nothing_heavy(tmp_path: Path, form: str) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_text(PLAN, "utf-8")
    assert loaded(RUN, "check", str(plan), "--format", form) == set()


def test_importing_the_package_loads_no_part_of_it() -> None:
    code = "import sys, wenfeng; parts = [m for m in sys.modules if m.startswith('wenfeng.')]"
    assert loaded(f"{code}; assert not parts and 'typer' not in sys.modules, parts") == set()
