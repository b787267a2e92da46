"""Files through processes that may die (隔离处理), each within its time and memory; in order.

A process works on one file after another. A file that crashes it, hangs or takes too much memory
costs that process and nothing else: the file is answered for, and a new process goes on. Work on
a file may answer with further files (those in an archive); they take its place in the order.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from wenfeng.limits import MB, Limits
from wenfeng.pipeline import memory
from wenfeng.pipeline.inputs import Source
from wenfeng.pipeline.serving import OUT_OF_MEMORY, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Answer = TypeVar("Answer")
Death = Literal["time", "memory", "crash"]
Place = tuple[int, ...]

_GRACE = 5
_GLANCE = 0.25


@dataclass(frozen=True, slots=True)
class Plan(Generic[Answer]):
    """What to do with each file, who answers for one that was killed, and the bounds.

    ``enclose`` adds to a file what is needed for it alone, when its turn comes. ``isolated`` off
    does everything in this process, without bounds: for debugging.
    """

    work: Callable[[Source, Limits], tuple[Source | Answer, ...]]
    bury: Callable[[Source, Death, int], Answer]
    limits: Limits
    jobs: int = 1
    progress: Callable[[int, int], None] | None = None
    isolated: bool = True
    enclose: Callable[[Source], Source] | None = None


def run(plan: Plan[Answer], sources: Sequence[Source]) -> list[Answer]:
    """The answers for every file and the files inside, in order."""
    queue = _Queue(plan, deque(((n,), source) for n, source in enumerate(sources)))
    if plan.isolated:
        _supervise(plan, queue)
    else:
        while queue.waiting:
            place, source = queue.next()
            queue.keep(place, plan.work(source, queue.limits(place)))
    return [queue.answers[place] for place in sorted(queue.answers)]


@dataclass(slots=True)
class _Queue(Generic[Answer]):
    """What waits and what is answered, by place; what archives have given out so far, by root."""

    plan: Plan[Answer]
    waiting: deque[tuple[Place, Source]]
    answers: dict[Place, Answer] = field(default_factory=dict)
    unpacked: dict[int, tuple[int, int]] = field(default_factory=dict)
    done: int = 0
    flying: int = 0

    def next(self) -> tuple[Place, Source]:
        """The file whose turn it is, with all that is needed for it."""
        place, source = self.waiting.popleft()
        return place, self.plan.enclose(source) if self.plan.enclose else source

    def limits(self, place: Place) -> Limits:
        """The limits, with what is left of them for the archive that a file came from."""
        files, size = self.unpacked.get(place[0], (0, 0))
        whole = self.plan.limits
        return replace(
            whole,
            archive_files=max(0, whole.archive_files - files),
            archive_size=max(0, whole.archive_size - size // MB),
        )

    def keep(self, place: Place, results: Iterable[Source | Answer]) -> None:
        """File the answers for one file; files found inside are next."""
        inside: list[tuple[Place, Source]] = []
        for number, result in enumerate(results):
            if isinstance(result, Source):
                inside.append(((*place, number), result))
                self._count(place[0], result)
            else:
                self.answers[(*place, number)] = result
        self.waiting.extendleft(reversed(inside))
        self.done += 1
        if self.plan.progress:
            self.plan.progress(self.done, self.done + len(self.waiting) + self.flying)

    def _count(self, root: int, source: Source) -> None:
        files, size = self.unpacked.get(root, (0, 0))
        self.unpacked[root] = (files + 1, size + source.path.stat().st_size)


@dataclass(slots=True)
class _Worker(Generic[Answer]):
    """One process, and the file it is at."""

    plan: Plan[Answer]
    connection: Connection
    process: object
    pid: int
    task: tuple[Place, Source] | None = None
    ends: float = 0.0

    def begin(self, task: tuple[Place, Source], limits: Limits) -> None:
        self.task = task
        self.ends = time.monotonic() + limits.seconds if limits.seconds else float("inf")
        # One that died while idle is found out when its answer is waited for.
        with suppress(OSError):
            self.connection.send((task[1], limits))

    def death(self) -> tuple[Death, int]:
        """Of what a process died that no longer answers, and its exit code."""
        self.process.join(_GRACE)  # type: ignore[attr-defined]
        code = self.process.exitcode or 0  # type: ignore[attr-defined]
        return ("memory" if code == OUT_OF_MEMORY else "crash"), code

    def overdue(self) -> Death | None:
        if time.monotonic() > self.ends:
            return "time"
        most = self.plan.limits.memory * MB
        if most and not memory.SELF_BOUND and memory.resident(self.pid) > most:
            return "memory"
        return None

    def stop(self) -> None:
        """End the process and whatever it has started."""
        self.connection.close()
        if self.task is None:
            self.process.join(_GRACE)  # type: ignore[attr-defined]
        _kill(self.pid)
        self.process.kill()  # type: ignore[attr-defined]
        self.process.join()  # type: ignore[attr-defined]


def _supervise(plan: Plan[Answer], queue: _Queue[Answer]) -> None:
    from multiprocessing.connection import wait

    crew: list[_Worker[Answer]] = []
    size = plan.jobs or os.cpu_count() or 1
    try:
        while queue.waiting or any(worker.task for worker in crew):
            _hand_out(plan, queue, crew, size)
            busy = {worker.connection: worker for worker in crew if worker.task}
            for ready in wait(list(busy), timeout=_patience(busy.values())):
                if not _listen(queue, busy[ready]):  # type: ignore[index]
                    crew.remove(busy[ready])  # type: ignore[index]
            for worker in [one for one in crew if one.task]:
                if death := worker.overdue():
                    crew.remove(worker)
                    _bury(queue, worker, death, 0)
    finally:
        for worker in crew:
            worker.stop()


def _hand_out(
    plan: Plan[Answer], queue: _Queue[Answer], crew: list[_Worker[Answer]], size: int
) -> None:
    idle = [worker for worker in crew if not worker.task]
    while queue.waiting and (idle or len(crew) < size):
        if not idle:
            crew.append(_hire(plan, crew))
            idle = [crew[-1]]
        place, source = queue.next()
        idle.pop().begin((place, source), queue.limits(place))
        queue.flying += 1


def _patience(busy: Iterable[_Worker[Answer]]) -> float | None:
    """How long to wait for news before looking at the clock, or at the memory."""
    ends = min(worker.ends for worker in busy)
    if memory.SELF_BOUND:
        return None if ends == float("inf") else max(0.0, ends - time.monotonic())
    return _GLANCE


def _listen(queue: _Queue[Answer], worker: _Worker[Answer]) -> bool:
    """Take what a process has to say; False if it is dead, its file answered for."""
    try:
        said = worker.connection.recv()
    except (EOFError, OSError):
        _bury(queue, worker, *worker.death())
        return False
    if isinstance(said, int):
        worker.ends += said
    elif worker.task:
        place, worker.task = worker.task[0], None
        queue.flying -= 1
        queue.keep(place, said)
    return True


def _bury(queue: _Queue[Answer], worker: _Worker[Answer], death: Death, code: int) -> None:
    task = worker.task
    worker.stop()
    if task:
        queue.flying -= 1
        queue.keep(task[0], (worker.plan.bury(task[1], death, code),))


def _hire(plan: Plan[Answer], crew: Sequence[_Worker[Answer]]) -> _Worker[Answer]:
    from multiprocessing import get_context

    method = _start_method()
    context = get_context(method)
    ours, theirs = context.Pipe()
    # A forked process holds our ends too; while it does, nobody hears that we are gone.
    inherited = [ours, *(one.connection for one in crew)] if method == "fork" else []
    process = context.Process(  # type: ignore[attr-defined]
        target=serve, args=(theirs, inherited, plan.work, plan.limits), daemon=True
    )
    with without_main():
        process.start()
    theirs.close()
    return _Worker(plan, ours, process, process.pid)


@contextmanager
def without_main() -> Iterator[None]:
    """Keep a new process from running the caller's script again: nothing of it is needed there."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _start_method() -> str:
    """Fork takes milliseconds, but only Linux, and a process of one thread, can do it safely."""
    if sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1:
        return "fork"
    return "spawn"


def _kill(pid: int) -> None:
    """Kill what a process has started along with it; its session is its own."""
    if sys.platform == "win32":
        import subprocess

        command = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(command, capture_output=True, check=False)
        return
    import signal

    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
