"""The fuzzer: damages the same way again, and tells faults from refusals."""

from __future__ import annotations

from pathlib import Path
from random import Random

import fuzz
import pytest
from mutations import mutate

from tests.readers.plan_files import PLANS
from wenfeng.domain import Failure


@pytest.mark.parametrize("suffix", PLANS)
def test_the_same_random_source_does_the_same_damage(suffix: str) -> None:
    once, again = ([mutate(PLANS[suffix], Random(n)) for n in range(8)] for _ in range(2))
    assert once == again
    assert any(damaged != PLANS[suffix] for damaged in once)


def test_a_sound_file_is_read_and_a_bad_one_refused(tmp_path: Path) -> None:
    cases = [fuzz.Seed("txt", ".txt", PLANS[".txt"]), fuzz.Seed("docx", ".docx", b"PK\x03\x04")]
    tally = fuzz.Tally()
    fuzz._check(cases, tally, tmp_path / "faults")
    assert (tally.cases, tally.read, tally.refused, tally.faults.total()) == (2, 1, 1, 0)
    assert not (tmp_path / "faults").exists()


@pytest.mark.parametrize(
    ("error", "hint", "fault"),
    [
        ("文件已损坏", "请另存。", False),
        ("内部错误：KeyError", "请报告。", True),
        ("损坏", "", True),
    ],
)
def test_faults_are_told_from_refusals(error: str, hint: str, fault: bool) -> None:
    assert fuzz._is_fault(Failure("a.docx", error, hint)) is fault
