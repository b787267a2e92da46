"""The wheel alone, in an empty environment far from the sources, does the whole work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAN = """青禾县供水整改方案
一、整改措施
1．更换老旧管网12公里。（责任单位：县水务局；完成时限：2025年5月底前）
2．清理青禾河城区段淤泥。（完成时限：2025年6月底前）
"""

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation")
    built = run(*pip, "--quiet", "--wheel-dir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr.decode()
    return next(folder.glob("wenfeng-*.whl"))


def test_the_wheel_holds_data_templates_and_models(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name for name in names if name.startswith("wenfeng/")}
    sources = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "wenfeng").rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".toml", ".j2", ".css", ".js", ".xml", ".typed"}
    }
    models = {
        f"wenfeng/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "models").rglob("*")
        if path.is_file()
    }
    assert models
    assert packed == sources | models


def test_the_wheel_works_on_its_own(wheel: Path, tmp_path: Path) -> None:
    python = fresh_python(tmp_path / "env")
    installed = run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    if installed.returncode and b"No matching distribution" in installed.stderr:
        pytest.skip(f"pip reaches no package index: {installed.stderr.decode()[-300:]}")
    assert installed.returncode == 0, installed.stderr.decode()
    (tmp_path / "方案.txt").write_text(PLAN, "utf-8")
    command = python.with_name("wenfeng")
    done = run(command, "check", "方案.txt", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr.decode()
    assert json.loads(done.stdout)["summary"]["entries"] == 2
    for form in ("table", "csv", "html"):
        shown = run(command, "check", "方案.txt", "--format", form, cwd=tmp_path)
        assert "县水务局" in shown.stdout.decode(), shown.stderr.decode()
    code = f"import wenfeng; doc = wenfeng.load()({PLAN!r}); print(doc.spans['owners'])"
    loaded = run(python, "-c", code, cwd=tmp_path)
    assert "县水务局" in loaded.stdout.decode(), loaded.stderr.decode()


def fresh_python(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return next(folder.glob("[bS][ic][nr]*/python*")).with_name(Path(sys.executable).name)
