"""Drawing from folders and archives; the record; copies of what was drawn."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wenfeng import pipeline
from wenfeng.cli import main
from wenfeng.draws import Draw
from wenfeng.errors import ConfigError
from wenfeng.readers import read_file

PLAN = """{unit}整改方案
1．清理旧账{n}笔。（责任单位：财务室；完成时限：2025年5月底前）
{unit}
2025年3月1日
"""
UNITS = (("石桥镇人民政府", 6), ("清河县水务局", 5), ("石桥村村民委员会", 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve plans of three kinds, one of them twice, and a file that is broken."""
    plans = tmp_path / "上报"
    plans.mkdir()
    for unit, count in UNITS:
        for n in range(count):
            (plans / f"{unit}{n}.txt").write_text(PLAN.format(unit=unit, n=n), "utf-8")
    shutil.copy(plans / "清河县水务局0.txt", plans / "再报一次.txt")
    (plans / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    return plans


def lot(share: str = "20%", seed: str = "2014", **settings: Any) -> pipeline.Lot:
    return pipeline.Lot(seed, pipeline.quota_of(share), date(2025, 3, 10), **settings)


def contents(found: Draw) -> list[str]:
    return [one.sha256 for stratum in found.strata for one in stratum.drawn]


def test_strata_copies_and_failures(folder: Path) -> None:
    found = pipeline.draw([folder], lot())
    assert {s.kind: (len(s.candidates), s.quota) for s in found.strata} == {
        "乡镇、街道": (6, 1),
        "村、社区": (1, 1),
        "市县直机关": (5, 1),
    }
    assert [Path(failure.path).name for failure in found.failures] == ["坏.docx"]
    copies = [one.copies for s in found.strata for one in s.candidates if one.copies]
    assert [Path(name).name for names in copies for name in names] == ["清河县水务局0.txt"]


def test_elsewhere_under_other_names_and_in_an_archive_the_draw_is_the_same(
    folder: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "上报.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for n, path in enumerate(sorted(folder.glob("*.txt"), reverse=True)):
            archive.write(path, f"{n}.txt")
    first = contents(pipeline.draw([folder], lot()))
    assert contents(pipeline.draw([packed], lot())) == first
    assert contents(pipeline.draw(sorted(folder.glob("*.txt"), reverse=True), lot())) == first


def test_a_mail_is_what_is_attached_to_it(folder: Path, tmp_path: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail.set_content("请查收石桥镇的整改方案。\n")
    attached = (folder / "石桥镇人民政府0.txt").read_bytes()
    mail.add_attachment(attached, maintype="text", subtype="plain", filename="方案.txt")
    (tmp_path / "信.eml").write_bytes(mail.as_bytes())
    (stratum,) = pipeline.draw([tmp_path / "信.eml"], lot()).strata
    assert [Path(one.name).name for one in stratum.candidates] == ["方案.txt"]


def test_copies_of_the_drawn_never_over_anything(folder: Path, tmp_path: Path) -> None:
    found = pipeline.draw([folder], lot("100%"))
    target = tmp_path / "抽中"
    assert pipeline.copy_drawn(found, [folder], target) == 12
    assert len(list((target / "乡镇、街道").iterdir())) == 6
    (only,) = (target / "村、社区").iterdir()
    assert only.read_bytes() == (folder / "石桥村村民委员会0.txt").read_bytes()
    only.write_text("改过", "utf-8")
    with pytest.raises(ConfigError, match="不覆盖"):
        pipeline.copy_drawn(found, [folder], target)
    assert only.read_text("utf-8") == "改过"


def test_copies_out_of_an_archive(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "上报.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲/方案.txt", PLAN.format(unit="石桥镇人民政府", n=1))
        archive.writestr("乙/方案.txt", PLAN.format(unit="石桥镇人民政府", n=2))
    found = pipeline.draw([packed], lot("100%"))
    assert pipeline.copy_drawn(found, [packed], tmp_path / "抽中") == 2
    names = sorted(path.name for path in (tmp_path / "抽中").rglob("*.txt"))
    assert names == ["方案.txt", "方案（2）.txt"]


def test_copies_of_one_name_do_not_take_the_name_of_another(tmp_path: Path) -> None:
    for n, name in enumerate(("甲/方案.txt", "乙/方案.txt", "丙/方案（2）.txt")):
        plan = tmp_path / "上报" / name
        plan.parent.mkdir(parents=True)
        plan.write_text(PLAN.format(unit="石桥镇人民政府", n=n), "utf-8")
    found = pipeline.draw([tmp_path / "上报"], lot("100%"))
    assert pipeline.copy_drawn(found, [tmp_path / "上报"], tmp_path / "抽中") == 3


Written = Callable[[str], bytes]


@pytest.fixture
def written(folder: Path) -> Written:
    found = pipeline.draw([folder], lot())
    return lambda form: pipeline.render_draw(found, form)


def test_json(written: Written) -> None:
    data = json.loads(written("json"))
    assert data["schema"] == "wenfeng.sample/1"
    assert (data["seed"], data["share"], data["least"]) == ("2014", 0.2, 1)
    assert data["date"] == "2025-03-10"
    for stratum in data["strata"]:
        ranks = [file["rank"] for file in stratum["files"]]
        assert ranks == sorted(ranks)
        assert sum(file["drawn"] for file in stratum["files"]) == stratum["quota"]
    assert data["summary"] == {"files": 12, "drawn": 3, "copies": 1, "failures": 1, "skipped": 0}


def test_table(written: Written) -> None:
    text = written("table").decode()
    assert "乡镇、街道     6     1     1" in text
    assert "坏.docx" in text and "抽中 3 份" in text


def test_the_record_says_how_to_do_it_again_and_who_signs(written: Written, tmp_path: Path) -> None:
    path = tmp_path / "记录.docx"
    path.write_bytes(written("word"))
    text = "\n".join(block.text for block in read_file(path, "记录.docx").blocks)
    for words in (
        "整改方案抽查记录",
        "种子：2014。",
        "2025年3月10日",
        "每类抽 20%",
        "SHA-256",
        "监督人：【待填：签名】",
        "记录人：【待填：签名】",
        "坏.docx",
    ):
        assert words in text
    assert written("word") == path.read_bytes()


def test_the_workbook_holds_every_file_and_no_formula(folder: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (folder / "=cmd.txt").write_text(PLAN.format(unit="柳林乡人民政府", n=9), "utf-8")
    data = pipeline.render_draw(pipeline.draw([folder], lot()), "excel")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["抽中", "各类份数", "全部文件", "未能读取", "抽查方法"]
    assert book["全部文件"].max_row == 14
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.docx").unlink()
    record, copies = tmp_path / "抽查.docx", folder / "抽中"
    command = ["sample", str(folder), "--seed", "2014", "-o", str(record), "--copy-to", str(copies)]
    assert main(command) == 0
    assert "抽中 3 份" in capsys.readouterr().err
    assert len(list(copies.rglob("*.txt"))) == 3
    # What lies there from the first time is drawn from no more than it is copied over.
    assert main(command) == 2
    assert "不覆盖" in capsys.readouterr().err


def test_what_cannot_be_read_is_told_by_the_exit_code(folder: Path) -> None:
    assert main(["sample", str(folder), "--seed", "2014"]) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ["--share", "两成"],
        ["--least", "x"],
        ["--date", "昨天"],
        ["--seed", " "],
        ["--format", "word"],
    ],
)
def test_wrong_options(folder: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", str(folder), *wrong]) == 2
    assert capsys.readouterr().err.startswith("错误：")
