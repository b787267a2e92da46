"""How long a whole process takes: the help against importing typer, a check against python-docx.

    python benchmarks/start_up.py [plan.docx] [rounds]

Runs alternate, so that a machine that slows down slows both sides.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

READ = (
    "import sys, docx\n"
    "d = docx.Document(sys.argv[1])\n"
    "print(*(p.text for p in d.paragraphs), sep='\\n')\n"
    "print(*(c.text for t in d.tables for r in t.rows for c in r.cells), sep='\\n')\n"
)

Command = list[str]

# Installed programs run from compiled files; without this a shell that forbids writing them
# would measure the compiler.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def main(plan: str | None = None, rounds: str = "20") -> None:
    """Print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = plan or str(write_plan(Path(folder, "plan.docx")))
        run = [sys.executable, "-m", "wenfeng"]
        compare(
            "wenfeng --help",
            [*run, "--help"],
            "import typer",
            [sys.executable, "-c", "import typer"],
            int(rounds),
        )
        reader = [sys.executable, "-c", READ, path]
        for form in ("table", "json"):
            check = [*run, "check", path, "--format", form]
            compare(f"wenfeng check ({form})", check, "python-docx", reader, int(rounds))


def write_plan(path: Path, characters: int = 5000) -> Path:
    """A plan of about so many characters, half of it in a table."""
    import docx

    document = docx.Document()
    document.add_paragraph("青禾县农村供水保障专项整改方案")
    sentence = "针对管网老化、漏损偏高的问题，更换老旧管网并加装计量设备，逐月公布水质检测结果"
    items = characters // 2 // (len(sentence) + 22)
    for number in range(1, items + 1):
        document.add_paragraph(f"{number}．{sentence}。（责任单位：县水务局；完成时限：5月底前）")
    table = document.add_table(1, 5)
    for cell, title in zip(
        table.rows[0].cells, ("序号", "问题", "措施", "责任单位", "时限"), strict=True
    ):
        cell.text = title
    for number in range(1, items + 1):
        row = (str(number), "台账不全", sentence, "县财政局、县审计局", "2025年9月30日前")
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph("2025年3月18日")
    document.save(str(path))
    return path


def compare(name: str, command: Command, other_name: str, other: Command, rounds: int) -> None:
    """Alternate both commands and print the medians."""
    seconds: dict[str, list[float]] = {name: [], other_name: []}
    time_once(command)  # the first run of all compiles
    for _ in range(rounds):
        seconds[name].append(time_once(command))
        seconds[other_name].append(time_once(other))
    ours, theirs = (statistics.median(taken) for taken in seconds.values())
    print(
        f"{name:<24}{ours * 1000:6.0f} ms   "
        f"{other_name:<14}{theirs * 1000:6.0f} ms   ratio {ours / theirs:.2f}"
    )


def time_once(command: Command) -> float:
    """Seconds a command takes; exit code 1 means it found something, 2 that it failed."""
    start = time.perf_counter()
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode(errors="replace"))
    return taken


if __name__ == "__main__":
    main(*sys.argv[1:])
