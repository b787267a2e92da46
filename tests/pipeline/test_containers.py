from __future__ import annotations

import io
import tempfile
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from wenfeng import pipeline
from wenfeng.errors import InputError
from wenfeng.limits import Limits
from wenfeng.readers import File

PLAN = """青禾县供水整改方案
一、整改措施
{}．更换老旧管网。（责任单位：县水务局；完成时限：2025年5月底前）
"""


def plan(number: int) -> bytes:
    return PLAN.format(number).encode()


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def mail(**files: bytes) -> bytes:
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = "a@b.cn", "c@d.cn", "整改方案"
    found.set_content("请审阅。" if "body" in files else "")
    for name, content in files.items():
        if name != "body":
            found.add_attachment(
                content, maintype="application", subtype="octet-stream", filename=name
            )
    return found.as_bytes()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_inside_is_checked_in_its_place(tmp_path: Path, jobs: int) -> None:
    inner = packed(**{"丙.txt": plan(3), "坏.docx": b"PK\x03\x04"})
    letter = mail(body=b"", **{"丁.txt": plan(4)})
    (tmp_path / "1.txt").write_bytes(plan(1))
    (tmp_path / "2.zip").write_bytes(
        packed(**{"子/乙.txt": plan(2), "里.zip": inner, "信.eml": letter, "__MACOSX/._x": b"\0"})
    )
    (tmp_path / "3.txt").write_bytes(plan(5))
    batch = pipeline.check_many([tmp_path], jobs=jobs)
    root = tmp_path.as_posix()
    assert [report.document.name.removeprefix(f"{root}/") for report in batch.reports] == [
        "1.txt",
        "2.zip/子/乙.txt",
        "2.zip/里.zip/丙.txt",
        "2.zip/信.eml",
        "2.zip/信.eml/丁.txt",
        "3.txt",
    ]
    assert [f.path.removeprefix(f"{root}/") for f in batch.failures] == ["2.zip/里.zip/坏.docx"]
    assert sum(len(report.reading.entries) for report in batch.reports) == 5


def test_a_mail_without_words_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "信.eml").write_bytes(mail(**{"方案.txt": plan(1)}))
    batch = pipeline.check_many([tmp_path / "信.eml"])
    assert [Path(report.document.name).name for report in batch.reports] == ["方案.txt"]
    assert batch.failures == ()


def test_a_mail_whose_text_cannot_be_read_still_brings_its_attachments(tmp_path: Path) -> None:
    data = mail(body=b"", **{"方案.txt": plan(1)})
    words = "请审阅。".encode()
    assert words in data
    (tmp_path / "信.eml").write_bytes(data.replace(words, bytes(range(128, 256)) * 3))
    batch = pipeline.check_many([tmp_path / "信.eml"])
    assert [Path(report.document.name).name for report in batch.reports] == ["方案.txt"]
    assert [Path(failure.path).name for failure in batch.failures] == ["信.eml"]
    assert "编码" in batch.failures[0].error


def test_nesting_ends(tmp_path: Path) -> None:
    data = plan(1)
    for _ in range(5):
        data = packed(**{"里.zip" if data[:2] == b"PK" else "方案.txt": data})
    (tmp_path / "外.zip").write_bytes(data)
    batch = pipeline.check_many([tmp_path])
    assert batch.reports == ()
    assert "套得太深" in batch.failures[0].error
    assert len(pipeline.check_many([tmp_path], limits=Limits(nesting=5)).reports) == 1


def test_a_bomb_of_archives_ends_with_the_total(tmp_path: Path) -> None:
    leaf = packed(**{f"{n}.txt": plan(n) for n in range(10)})
    middle = packed(**{f"{n}.zip": leaf for n in range(10)})
    (tmp_path / "外.zip").write_bytes(packed(**{f"{n}.zip": middle for n in range(10)}))
    batch = pipeline.check_many([tmp_path], limits=Limits(archive_files=50))
    assert 0 < len(batch.reports) <= 50
    assert any("超过上限" in failure.error for failure in batch.failures)


def test_nothing_is_left_behind_and_nothing_is_written_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "tmp"
    store.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(store))
    folder = tmp_path / "in"
    folder.mkdir()
    data = packed(**{"../../逃.txt": plan(1), "/绝对.txt": plan(2)})
    (folder / "外.zip").write_bytes(data)
    batch = pipeline.check_many([folder])
    assert [Path(report.document.name).name for report in batch.reports] == ["逃.txt", "绝对.txt"]
    assert list(store.iterdir()) == []
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["in", "tmp", "外.zip"]
    assert (folder / "外.zip").read_bytes() == data


def test_an_archive_is_not_one_plan(tmp_path: Path) -> None:
    (tmp_path / "两份.zip").write_bytes(packed(**{"a.txt": plan(1), "b.txt": plan(2)}))
    with pytest.raises(InputError, match="2 份文件"):
        pipeline.check(tmp_path / "两份.zip")
    (tmp_path / "一份.zip").write_bytes(packed(**{"a.txt": plan(1)}))
    assert len(pipeline.check(tmp_path / "一份.zip").reading.entries) == 1


def test_an_empty_archive_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "空.zip").write_bytes(packed())
    assert "没有文件" in pipeline.check_many([tmp_path]).failures[0].error


@pytest.mark.usefixtures("forked")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_reader_that_is_killed_leaves_no_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dawdle(file: File, name: str, limits: Limits) -> None:
        with tempfile.TemporaryDirectory():
            time.sleep(60)

    monkeypatch.setattr("wenfeng.readers.read", dawdle)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    (tmp_path / "方案.txt").write_bytes(plan(1))
    batch = pipeline.check_many([tmp_path / "方案.txt"], limits=Limits(seconds=1))
    assert "时间超过上限" in batch.failures[0].error
    assert list((tmp_path / "tmp").iterdir()) == []
