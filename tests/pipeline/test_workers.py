from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wenfeng.limits import Limits
from wenfeng.pipeline import memory, workers
from wenfeng.pipeline.inputs import Source
from wenfeng.pipeline.workers import Death, Plan, run
from wenfeng.readers import allowance

pytestmark = [
    pytest.mark.usefixtures("forked"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]

START_METHOD = workers._start_method
TIGHT = Limits(seconds=1, memory=64)


def work(source: Source, limits: Limits) -> tuple[Source | str, ...]:
    """Does what the file's name says; at module level, so that a spawned process finds it."""
    name = source.path.name
    if name.startswith("crash"):
        os._exit(9)
    if name.startswith("fault"):
        faulthandler.disable()
        os.abort()
    if name.startswith("hang"):
        time.sleep(60)
    if name.startswith("patient"):
        allowance.more(3)
        time.sleep(1.6)
    if name.startswith("brief"):
        allowance.more(1)
        time.sleep(1.3)
    if name.startswith("greedy"):
        return (str(len(bytearray(150 * 1024 * 1024))),)
    if name.startswith("slow"):
        time.sleep(0.2)
    if name.startswith("noisy"):
        print("not an answer")
        os.write(1, b"neither is this\n")
    if name.startswith("box"):
        inside = [Source(source.path.with_name(f"{n}"), f"{name}/{n}", 1) for n in ("x", "y")]
        return (inside[0], "lid", inside[1])
    return (source.name.upper(),)


def bury(source: Source, death: Death, code: int) -> str:
    return f"{death} {source.name}"


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., list[str]]:
    for name in ("x", "y"):
        (tmp_path / name).write_bytes(b"12")

    def call(*names: str, jobs: int = 1, limits: Limits = TIGHT) -> list[str]:
        sources = [Source(tmp_path / name, name) for name in names]
        return run(Plan(work, bury, limits, jobs), sources)

    return call


Answers = Callable[..., list[str]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_order(answers: Answers, jobs: int) -> None:
    assert answers("slow", "a", "b", jobs=jobs) == ["SLOW", "A", "B"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_kills_its_process_takes_nothing_with_it(answers: Answers, jobs: int) -> None:
    found = answers("a", "crash", "b", "c", "fault", "d", jobs=jobs)
    assert found == ["A", "crash crash", "B", "C", "crash fault", "D"]


def test_a_hang_ends_with_its_time(answers: Answers) -> None:
    begun = time.monotonic()
    assert answers("hang", "a") == ["time hang", "A"]
    assert time.monotonic() - begun < 10


def test_without_a_limit_asking_for_time_sets_none(answers: Answers) -> None:
    assert answers("brief", limits=Limits(seconds=0)) == ["BRIEF"]


def test_long_work_gets_the_time_it_asks_for(answers: Answers) -> None:
    assert answers("patient", "hang", "a") == ["PATIENT", "time hang", "A"]


@pytest.mark.skipif(not memory.SELF_BOUND, reason="只有 Linux 能由进程自己限制内存")
def test_too_much_memory_ends_one_file(answers: Answers) -> None:
    assert answers("greedy", "a") == ["memory greedy", "A"]
    assert answers("greedy", limits=Limits(memory=0)) == [str(150 * 1024 * 1024)]


def test_memory_is_watched_from_outside_where_a_process_cannot_bound_itself(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "SELF_BOUND", False)
    monkeypatch.setattr(memory, "resident", lambda pid: 10**12)
    assert answers("hang", "a", limits=Limits(memory=100))[0] == "memory hang"


def test_the_memory_of_a_process_is_known() -> None:
    assert memory.resident(os.getpid()) > 1024 * 1024
    assert memory.resident(2**22 + 1) == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_inside_a_file_take_its_place(answers: Answers, jobs: int) -> None:
    found = answers("a", "box", "b", jobs=jobs)
    assert found == ["A", "BOX/X", "lid", "BOX/Y", "B"]


def test_what_archives_give_out_is_counted_together(tmp_path: Path) -> None:
    seen: list[Limits] = []

    def look(source: Source, limits: Limits) -> tuple[Source | str, ...]:
        seen.append(limits)
        if source.depth == 2:
            return ("leaf",)
        inner = tmp_path / f"{source.depth}"
        inner.write_bytes(bytes(3 * 1024 * 1024))
        return (Source(inner, "inner", source.depth + 1),)

    plan: Plan[str] = Plan(look, bury, Limits(archive_size=10), isolated=False)
    assert run(plan, [Source(tmp_path, "root")]) == ["leaf"]
    assert [one.archive_size for one in seen] == [10, 7, 4]
    assert [one.archive_files for one in seen] == [5000, 4999, 4998]


def test_what_libraries_print_is_no_output(
    answers: Answers, capfd: pytest.CaptureFixture[str]
) -> None:
    assert answers("noisy") == ["NOISY"]
    assert capfd.readouterr() == ("", "")


def test_a_program_with_threads_is_not_forked(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_start_method", START_METHOD)
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))  # new processes import this file
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert workers._start_method() == "spawn"
        assert answers("crash", "a", limits=Limits(seconds=30)) == ["crash crash", "A"]
    finally:
        stop.set()
        thread.join()


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    plan = Plan(work, bury, TIGHT, progress=lambda done, total: seen.append((done, total)))
    run(plan, [Source(Path("a"), "a"), Source(Path("b"), "b")])
    assert seen == [(1, 2), (2, 2)]


def test_nothing_to_do() -> None:
    assert run(Plan(work, bury, TIGHT, jobs=0), []) == []


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    import multiprocessing

    yield
    assert multiprocessing.active_children() == []
