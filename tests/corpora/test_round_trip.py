"""The same plan gives the same entries in every format that can hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")

import compare_formats
import save_as

from wenfeng.readers import ocr

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not save_as.office(), reason="没有安装 LibreOffice，不能把样例另存为各种格式"
    ),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> save_as.Saved:
    folder = tmp_path_factory.mktemp("saved")
    return compare_formats.save_all(compare_formats.originals(), folder, scans=ocr.available())


@pytest.fixture(scope="module")
def truth() -> dict[str, list[compare_formats.Words]]:
    return compare_formats.entries(compare_formats.originals())


@pytest.mark.parametrize("form", compare_formats.ORDER)
def test_entries_are_the_same(
    form: str, saved: dict[str, dict[str, Path]], truth: dict[str, list[compare_formats.Words]]
) -> None:
    if form not in saved:
        pytest.skip("没有安装 wenfeng[ocr]，不能识别扫描件")
    found = compare_formats.agreement(saved[form], truth)
    assert found.alike >= compare_formats.needed(form), "\n".join(found.differing)
    if form not in compare_formats.NEEDED and form != "ofd":
        assert found.exact == 1.0, "\n".join(found.differing)
