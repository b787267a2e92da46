"""The documentation says what the program does: outputs, rules, names, links."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from wenfeng.pipeline import check_many, list_rules, render
from wenfeng.pipeline.inputs import CLOSED_SUFFIXES
from wenfeng.readers import READERS, SUFFIXES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "README.en.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
STALE = "文档过时了，请运行 python tools/make_docs.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    import make_docs

    return make_docs


@pytest.fixture(scope="module")
def built(tool: ModuleType) -> dict[str, str]:
    files: dict[str, str] = tool.build()
    return files


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_outputs_and_made_pages_are_what_the_program_says_now(built: dict[str, str]) -> None:
    stale = [name for name, text in built.items() if read(name) != text]
    assert not stale, STALE


def test_the_page_on_json_names_every_format() -> None:
    (row,) = re.findall(r"^\| `format` \| .*：(.*) \|$", read("docs/json.md"), re.MULTILINE)
    assert row.split("、") == list(READERS)


def test_no_page_is_left_of_a_family_that_is_gone(built: dict[str, str]) -> None:
    kept = {f"docs/rules/{path.name}" for path in (DOCS / "rules").glob("*.md")}
    assert kept == {name for name in built if name.startswith("docs/rules/")}


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_python_examples_run_as_they_stand(name: str, tool: ModuleType) -> None:
    examples = tool.EXAMPLE.findall(read(name))
    assert examples
    for example in examples:
        done = subprocess.run(
            [sys.executable, "-c", example],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout in read(name), STALE


def test_a_changed_program_makes_a_page_stale(tool: ModuleType) -> None:
    page = "<!-- output: wenfeng --version -->\n```text\nwenfeng 0.0.0\n```\n"
    assert "0.0.0" not in tool.refresh(page)
    assert tool.refresh(page) == tool.refresh(tool.refresh(page))


def test_every_rule_has_its_place_in_the_documentation() -> None:
    for rule in list_rules():
        family = rule.id.partition(".")[0]
        assert f"\n## {rule.id}\n" in read(f"docs/rules/{family}.md")
        assert rule.id in read("README.md")


def test_every_rule_page_shows_what_the_rule_says_of_its_example(tool: ModuleType) -> None:
    silent = [rule.id for rule in list_rules() if not tool.found(rule)]
    assert silent == []


def test_every_suffix_is_in_the_page_of_formats() -> None:
    page = read("docs/formats.md")
    missing = [s for s in (*SUFFIXES, *sorted(CLOSED_SUFFIXES)) if f"`{s}`" not in page]
    assert missing == []


def test_every_field_of_the_json_is_explained() -> None:
    samples = ROOT / "corpora" / "samples"
    batch = check_many([samples / "20-kinds-of-deadline.docx", samples / "no-such-file.docx"])
    fields = set(_fields(json.loads(render(batch, "json"))))
    page = read("docs/json.md")
    assert [name for name in sorted(fields) if f"`{name}`" not in page] == []


def _fields(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _fields(inner)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_pictures_exist(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
