"""Damages files of every format at random and checks them like a user would: none may be a fault.

A fault is a fault of our own, a crash, a file that takes too long or too much memory, a refusal
that says nothing, and a batch that is lost or cannot be put out. The same seed does the same.

usage: python tools/fuzz.py [--seconds N] [--seed S] [--seeds FOLDER] [--keep FOLDER] [FORMAT…]
       python tools/fuzz.py --coverage …     led by coverage, needs atheris; one reader at a time
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

# Threads of numpy would keep the pipeline from forking its processes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]

from mutations import mutate  # noqa: E402

from wenfeng import pipeline  # noqa: E402
from wenfeng.domain import Failure  # noqa: E402
from wenfeng.errors import WenfengError  # noqa: E402
from wenfeng.limits import Limits  # noqa: E402
from wenfeng.reports import WRITERS, Page  # noqa: E402

LIMITS = Limits(seconds=10, page_seconds=2, office_seconds=0, memory=512)
FAULTS = ("内部错误", "意外终止", "处理时间超过上限", "所占内存超过上限")
BATCH = 40
LARGEST_SEED = 100_000


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file: the format it is counted under, and the end of its name."""

    format: str
    suffix: str
    data: bytes


@dataclass(slots=True)
class Tally:
    """What became of the cases of one format."""

    cases: int = 0
    read: int = 0
    refused: int = 0
    faults: Counter[str] = field(default_factory=Counter)


def seeds(folders: Iterable[Path] = ()) -> list[Seed]:
    """The small plan in every format, the samples, and whatever files the folders hold."""
    from tests.readers.plan_files import PLANS, XML_PLANS

    found = [Seed(suffix[1:], suffix, data) for suffix, data in PLANS.items()]
    found += [Seed("xml", ".xml", data) for data in XML_PLANS.values()]
    for folder in (ROOT / "corpora" / "samples", ROOT / "tests" / "readers" / "files", *folders):
        found += _seeds_in(folder, {seed.suffix for seed in found})
    return found


def _seeds_in(folder: Path, suffixes: set[str]) -> Iterator[Seed]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and path.stat().st_size < LARGEST_SEED:
            yield Seed(path.suffix[1:], path.suffix, path.read_bytes())


def run(found: Sequence[Seed], seconds: float, seed: int, keep: Path) -> dict[str, Tally]:
    """Batch after batch, the formats in turn, until the time is up."""
    tallies = {one.format: Tally() for one in found}
    random, ends = Random(seed), time.monotonic() + seconds
    while time.monotonic() < ends:
        for name, tally in tallies.items():
            own = [one for one in found if one.format == name]
            cases = [_case(random.choice(own), random) for _ in range(BATCH)]
            _check(cases, tally, keep)
    return tallies


def _case(seed: Seed, random: Random) -> Seed:
    return Seed(seed.format, seed.suffix, mutate(seed.data, random))


def _check(cases: Sequence[Seed], tally: Tally, keep: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{n}{case.suffix}") for n, case in enumerate(cases)]
        for path, case in zip(paths, cases, strict=True):
            path.write_bytes(case.data)
        faults = _faults(paths, tally)
        for path, said in faults:
            tally.faults[said] += 1
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{time.time_ns()}{path.suffix}").write_bytes(path.read_bytes())
            print(f"{path.suffix} {said}", flush=True)


def _faults(paths: Sequence[Path], tally: Tally) -> list[tuple[Path, str]]:
    """The files that are faults, and what was said of them; the rest is counted."""
    tally.cases += len(paths)
    try:
        batch = pipeline.check_many(paths, limits=LIMITS)
        for writer in WRITERS.values():
            if writer.write:
                writer.write(batch, Page())
            elif writer.several:
                list(writer.several(batch, Page()))
    except Exception as error:
        return [(path, f"整批失败：{error!r:.200}") for path in paths]
    tally.read += len(batch.reports)
    tally.refused += len(batch.failures)
    by_path = {path.as_posix(): path for path in paths}
    answered = [report.document.name for report in batch.reports]
    answered += [failure.path for failure in batch.failures]
    found = [(name, "没有回答") for name in by_path if not _answered(name, answered)]
    found += [(f.path, f.error or "没有原因") for f in batch.failures if _is_fault(f)]
    return [(_owner(name, by_path), said) for name, said in found]


def _is_fault(failure: Failure) -> bool:
    silent = not (failure.error and failure.hint)
    return silent or any(said in failure.error for said in FAULTS)


def _answered(name: str, answered: Iterable[str]) -> bool:
    return any(one == name or one.startswith(f"{name}/") for one in answered)


def _owner(name: str, by_path: dict[str, Path]) -> Path:
    """The file given, of something inside it."""
    return next(path for given, path in by_path.items() if _answered(given, [name]))


def table(tallies: dict[str, Tally]) -> str:
    lines = [f"{'format':8}{'cases':>8}{'read':>8}{'refused':>8}{'faults':>8}"]
    lines += [
        f"{name:8}{t.cases:8}{t.read:8}{t.refused:8}{t.faults.total():8}"
        for name, t in sorted(tallies.items())
    ]
    return "\n".join(lines)


def follow_coverage(found: Sequence[Seed], seconds: int, seed: int, keep: Path) -> None:
    """Readers in this process, one after another; libFuzzer ends each at its first fault."""
    for name in dict.fromkeys(one.format for one in found):
        with tempfile.TemporaryDirectory() as corpus:
            for number, one in enumerate(one for one in found if one.format == name):
                Path(corpus, f"{number}").write_bytes(one.data)
            keep.mkdir(parents=True, exist_ok=True)
            command = [sys.executable, __file__, "--reader", name, corpus, f"-seed={seed + 1}"]
            command += [f"-max_total_time={seconds}", f"-artifact_prefix={keep}/{name}-"]
            command += ["-timeout=15", "-rss_limit_mb=2048", f"-max_len={LARGEST_SEED}"]
            ended = subprocess.run([*command, "-print_final_stats=1"], capture_output=True)
            said = ended.stderr.decode("utf-8", "replace")
            units = [line for line in said.splitlines() if "number_of_executed_units" in line]
            print(f"{name:8} {'fault' if ended.returncode else 'clean'} {units}", flush=True)
            if ended.returncode:
                print(said[-3000:])


def _read_under_coverage(name: str, arguments: Sequence[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["wenfeng.readers"]):
        from wenfeng import readers
        from wenfeng.readers.sniff import sniff

        form = readers.SUFFIXES.get(f".{name}", "word-xml")
        with suppress(WenfengError):
            readers.READERS[form](b"", LIMITS)  # loads the reader

    def read(data: bytes) -> None:
        try:
            sniff(data, f".{name}")
            readers.READERS[form](data, LIMITS)
        except WenfengError as error:
            assert error.message and error.hint

    def mutated(data: bytes, size: int, seed: int) -> bytes:
        return mutate(data, Random(seed))[:size]

    atheris.Setup(["fuzz", *arguments], read, custom_mutator=mutated)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="suffixes without the dot")
    parser.add_argument("--seconds", type=int, default=60, help="in all; a format with --coverage")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--keep", type=Path, default=Path("faults"), help="where faults are put")
    parser.add_argument("--coverage", action="store_true")
    chosen = parser.parse_args()
    found = [s for s in seeds(chosen.seeds) if not chosen.formats or s.format in chosen.formats]
    if chosen.coverage:
        follow_coverage(found, chosen.seconds, chosen.seed, chosen.keep)
        return 0
    tallies = run(found, chosen.seconds, chosen.seed, chosen.keep)
    print(table(tallies))
    return int(any(tally.faults for tally in tallies.values()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--reader"]:
        _read_under_coverage(sys.argv[2], sys.argv[3:])
    sys.exit(main())
