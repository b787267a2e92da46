"""LibreOffice opens a commented file, and finds the comments where they were put."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.marking.test_comment import BOX, CALL, NOTES, SHAPES, control, ins, p, r
from tests.marking.word_packages import Seen, blocks, mark, on, package, seen
from wenfeng.marking import Note

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="没有安装 LibreOffice"),
]
CORPORA = Path(__file__).parents[2] / "corpora"


def saved_again(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it after opening it."""
    source, target = folder / "in.docx", folder / "out"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (target / "in.docx").read_bytes()


def squeezed(found: list[Seen]) -> list[tuple[str, str]]:
    return sorted((one.text, "".join(one.words.split())) for one in found)


def test_every_shape(tmp_path: Path) -> None:
    """All shapes of paragraphs in one file, a comment in each."""
    # LibreOffice 7 empties comments in a table of contents.
    shapes = {name: shape for name, shape in SHAPES.items() if "table of contents" not in name}
    data = package("".join(body for body, _ in shapes.values()))
    held = list(blocks(data))
    notes = []
    for name, (_, wanted) in shapes.items():
        block = next(one for one in held if wanted in one.text)
        held = held[held.index(block) + 1 :]
        notes.append(on(block, wanted, f"【错误】{name}"))
    done = mark(data, *notes)
    before, after = squeezed(seen(done)), squeezed(seen(saved_again(done, tmp_path)))
    assert [text for text, _ in after] == [text for text, _ in before]
    # LibreOffice 7 repeats what stands in a control for plain text.
    for (_, words), (_, found) in zip(before, after, strict=True):
        assert found == words * max(1, len(found) // len(words))


def test_revisions_notes_and_boxes(tmp_path: Path) -> None:
    body = p(r("前文"), BOX, r("后文")) + p(r("按规定"), CALL, r("办理"))
    body += p(r("甲"), ins(r("乙丙丁")), r("戊")) + p(control(r("张某某"), "text"))
    data = package(body, footnotes=NOTES)
    notes = [
        Note(one.anchor, 0, len(one.text), f"【提示】{one.where}", "info") for one in blocks(data)
    ]
    again = seen(saved_again(mark(data, *notes), tmp_path))
    assert len(again) == len(notes)
    assert all(one.author == "文风" for one in again)


@pytest.mark.parametrize("name", ["01-merged-form", "10-auto-numbering", "16-revisions"])
def test_samples(name: str, tmp_path: Path) -> None:
    data = (CORPORA / "samples" / f"{name}.docx").read_bytes()
    notes = [
        Note(one.anchor, 0, min(3, len(one.text)), f"【提示】{one.where}", "info")
        for one in blocks(data)
        if one.text.strip() and one.kind in ("paragraph", "cell")
    ]
    done = mark(data, *notes)
    before, after = squeezed(seen(done)), squeezed(seen(saved_again(done, tmp_path)))
    assert [text for text, _ in after] == [text for text, _ in before]
    # LibreOffice 7 repeats what stands in a control for plain text.
    for (_, words), (_, found) in zip(before, after, strict=True):
        assert found == words * max(1, len(found) // len(words))
