"""Files made to do harm, all in one batch as a user would check them: read or refused in words.

No file may cost another one, change, reach out, or leave anything behind.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.readers.hostile_files import Said, hostile
from tests.readers.plan_files import PLANS
from wenfeng.domain import Batch, Entry, Failure, Report
from wenfeng.readers import SUFFIXES

resource = pytest.importorskip("resource")

SECRET = "绝密：不得外泄"
MEMORY = 700
FAULTS = ("内部错误", "意外终止", "处理时间超过上限", "所占内存超过上限")
ODD_NAMES = (
    "换\n行.txt",
    "\u202etxt.方案\u200b.txt",
    "长" * 80 + ".txt",
    "-rf.txt",
    "$(x);'\".txt",
)
# What only its name tells apart is read by its name.
TOLD_BY_NAME = ("csv", "md", "txt", "eml", "zip")
RENAMED = [
    (suffix, wrong)
    for suffix in PLANS
    for wrong in {form: suffix for suffix, form in SUFFIXES.items()}.values()
    if SUFFIXES[suffix] not in (SUFFIXES[wrong], *TOLD_BY_NAME)
    and (suffix, wrong) not in ((".mht", ".eml"), (".docx", ".wps"), (".xlsx", ".et"))
]
CHINESE = re.compile("[一-鿿]")
# In a process of its own: what its children took is told apart from what other tests took.
CHECK = f"""
import pickle, resource, sys
from wenfeng import pipeline
from wenfeng.limits import Limits
limits = Limits(seconds=40, office_seconds=0, memory={MEMORY})
batch = pipeline.check_many(pickle.load(sys.stdin.buffer), limits=limits, jobs=2)
outputs = {{form: pipeline.render(batch, form) for form in ("csv", "json")}}
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
pickle.dump((batch, outputs, peak), sys.stdout.buffer)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the batch answered, and what it did to the machine."""

    reports: dict[str, list[Report]]
    failures: dict[str, list[Failure]]
    batch: Batch
    outputs: dict[str, bytes]
    peak: int
    asked: bool
    left: list[str]
    changed: list[str]

    def entries(self, name: str) -> list[Entry]:
        return [entry for report in self.reports.get(name, []) for entry in report.reading.entries]


def files(secret: Path, address: str) -> dict[str, tuple[bytes, Said]]:
    found = hostile(secret.as_posix(), address)
    found |= {f"好{n}{suffix}": (data, 2) for n, (suffix, data) in enumerate(PLANS.items())}
    found |= {name: (PLANS[".txt"], 2) for name in ODD_NAMES}
    found |= {_renamed(suffix, wrong): (PLANS[suffix], 2) for suffix, wrong in RENAMED}
    return found


def _renamed(suffix: str, wrong: str) -> str:
    return f"改名-{suffix[1:]}{wrong}"


@pytest.fixture(scope="module")
def cases() -> dict[str, tuple[bytes, Said]]:
    return {}


@pytest.fixture(scope="module")
def outcome(
    tmp_path_factory: pytest.TempPathFactory, cases: dict[str, tuple[bytes, Said]]
) -> Outcome:
    root, store = tmp_path_factory.mktemp("坏"), tmp_path_factory.mktemp("store")
    secret = store.parent / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        cases.update(files(secret, f"http://127.0.0.1:{server.getsockname()[1]}/x.dtd"))
        paths = _put(root, cases)
        before = {path: _digest(path) for path in paths if path.is_file()}
        batch, outputs, peak = _checked(paths, store)
        asked = _asked(server)
    changed = [path.name for path, digest in before.items() if _digest(path) != digest]
    reports: dict[str, list[Report]] = {}
    failures: dict[str, list[Failure]] = {}
    for report in batch.reports:
        reports.setdefault(_first(report.document.name, root), []).append(report)
    for failure in batch.failures:
        failures.setdefault(_first(failure.path, root), []).append(failure)
    return Outcome(reports, failures, batch, outputs, peak, asked, os.listdir(store), changed)


def _put(root: Path, cases: dict[str, tuple[bytes, Said]]) -> list[Path]:
    for name, (data, _) in cases.items():
        (root / name).write_bytes(data)
    (root / "夹.docx").mkdir()
    (root / "环甲.docx").symlink_to(root / "环乙.docx")
    (root / "环乙.docx").symlink_to(root / "环甲.docx")
    return sorted(root.iterdir())


def _checked(paths: list[Path], store: Path) -> tuple[Batch, dict[str, bytes], int]:
    environment = {
        **os.environ,
        "TMPDIR": str(store),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        input=pickle.dumps(paths),
        capture_output=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: tuple[Batch, dict[str, bytes], int] = pickle.loads(done.stdout)
    return found


def _asked(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return False
    return True


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _first(name: str, root: Path) -> str:
    return name.removeprefix(f"{root.as_posix()}/").split("/")[0]


def test_every_file_is_answered_as_it_should_be(
    outcome: Outcome, cases: dict[str, tuple[bytes, Said]]
) -> None:
    wrong = []
    for name, (_, expected) in cases.items():
        failures = outcome.failures.get(name, [])
        said = [failure.error + failure.hint for failure in failures]
        if expected is None:
            right = bool(failures or name in outcome.reports)
        elif isinstance(expected, int):
            right = len(outcome.entries(name)) == expected and not failures
        else:
            right = bool(said) and all(expected in one for one in said)
        if not right:
            wrong.append((name, expected, len(outcome.entries(name)), said))
    assert wrong == []


def test_nothing_hangs_crashes_or_is_refused_without_words(outcome: Outcome) -> None:
    failures = outcome.batch.failures
    assert [f for f in failures if any(fault in f.error for fault in FAULTS)] == []
    assert [f for f in failures if not (CHINESE.search(f.error) and CHINESE.search(f.hint))] == []


def test_a_wrong_name_is_noted_and_changes_nothing(outcome: Outcome) -> None:
    for suffix, wrong in RENAMED:
        document = outcome.reports[_renamed(suffix, wrong)][0].document
        assert document.format == SUFFIXES[suffix]
        assert document.unread[0].what.startswith(f"扩展名与内容不符：扩展名是 {wrong}，")


def test_folders_and_links_that_lead_nowhere(outcome: Outcome) -> None:
    assert "没有可以检查的文件" in outcome.failures["夹.docx"][0].error
    # Both are the same file, or none.
    links = outcome.failures.get("环甲.docx", []) + outcome.failures.get("环乙.docx", [])
    assert links
    assert all("文件读不出来" in failure.error for failure in links)


def test_macros_are_listed_and_not_run(outcome: Outcome) -> None:
    assert "宏" in [one.what for one in outcome.reports["带宏.docm"][0].document.unread]


def test_what_a_spreadsheet_would_run_goes_out_as_text(outcome: Outcome) -> None:
    table = outcome.outputs["csv"].decode("utf-8-sig")
    assert "=HYPERLINK" in table
    assert ',"=HYPERLINK' not in table and ",=HYPERLINK" not in table


def test_nothing_leaks_out_or_in(outcome: Outcome) -> None:
    assert not outcome.asked
    assert [form for form, data in outcome.outputs.items() if SECRET.encode() in data] == []
    texts = (b.text for report in outcome.batch.reports for b in report.document.blocks)
    assert not any(SECRET in text for text in texts)


def test_nothing_is_left_behind_or_changed(outcome: Outcome) -> None:
    assert outcome.left == []
    assert outcome.changed == []


def test_the_memory_stays_within_its_bound(outcome: Outcome) -> None:
    unit = 1 if sys.platform == "darwin" else 1024
    assert outcome.peak * unit < MEMORY * 1024 * 1024
