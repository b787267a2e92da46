"""Builds the sample plans (样例整改方案) and their expected results from readable sources.

``python tools/make_samples.py`` reads corpora/samples/sources/NAME.toml and writes NAME.docx,
.xlsx, .html or .txt, NAME.expected.json and the index README.md beside it. What is expected was
written by hand in the sources; long texts may be shortened there to 开头…结尾, which stands for
the one stretch of the document that begins and ends so.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import sample_docx
import sample_formats
from sample_notation import parse, texts

ROOT = Path(__file__).resolve().parent.parent / "corpora" / "samples"
ROLES = ("lead", "support", "supervise")
Source = dict[str, Any]


def expand(short: str, blocks: list[str]) -> str:
    """The words that 开头…结尾 stands for; refuses what is not there or not unique."""
    start, cut, end = short.partition("…")
    pattern = re.escape(start) + (".*?" + re.escape(end) if cut else "")
    anchored = pattern if end or not cut else re.escape(start) + ".*"
    found = {m[0] for b in blocks for m in re.finditer(anchored, b, re.DOTALL)}
    if len(found) != 1:
        raise ValueError(f"在正文里找到 {len(found)} 处，应为 1 处：{short}")
    return found.pop()


def owner(written: str, role: str) -> Source:
    """Read 名称|类别|来源, where 类别 defaults to unit and 来源 to own."""
    name, kind, scope = [*written.split("|"), "", ""][:3]
    return {"name": name, "kind": kind or "unit", "role": role, "scope": scope or "own"}


def deadline(written: Source | None) -> Source | None:
    """Fill in what a deadline of the source leaves out."""
    if written is None:
        return None
    defaults = {"kind": "date", "start": None, "end": None, "soft": False, "ongoing": False}
    full = {"text": ""} | defaults | {"scope": "own"} | written
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in full.items()}


def entry(written: Source, blocks: list[str]) -> Source:
    """One expected entry in full."""
    problem = written.get("problem")
    return {
        "kind": written.get("kind", "task"),
        "part": written.get("part", ""),
        "number": written.get("number", ""),
        "heading": written.get("heading", ""),
        "problem": expand(problem, blocks) if problem else None,
        "measures": [expand(text, blocks) for text in written.get("measures", [])],
        "owners": [owner(w, role) for role in ROLES for w in written.get(role, [])],
        "deadline": deadline(written.get("deadline")),
    }


def expected(source: Source) -> Source:
    """Expected entries and findings of a sample."""
    blocks = list(texts(parse(source["body"])))
    entries = [entry(written, blocks) for written in source["entries"]]
    findings = [
        {"rule": rule, "entry": index}
        for index, written in enumerate(source["entries"])
        for rule in written.get("findings", [])
    ]
    findings += [{"rule": rule, "entry": None} for rule in source.get("findings", [])]
    return {"entries": entries, "findings": findings}


def document(source: Source) -> bytes:
    """The sample file itself."""
    items = parse(source["body"])
    encoding = source.get("encoding", "utf-8")
    match source["format"]:
        case "docx":
            return sample_docx.write(items, source.get("numbering", []))
        case "xlsx":
            return sample_formats.workbook(items, source["sheet"])
        case "html":
            return sample_formats.page(items, encoding)
        case "txt":
            return sample_formats.text(source["body"], encoding)
    raise ValueError(f"不认识的格式：{source['format']}")


def index(sources: dict[str, Source]) -> bytes:
    """The list of samples for people (README.md)."""
    lines = [
        "# 样例一览",
        "",
        "由 `python tools/make_samples.py` 从 `sources/` 生成，请改来源文件，不要直接改本表。",
        "县、乡镇、单位和人名均为虚构。“条目”是应当读出的条目数，“预设毛病”是应当查出的问题。",
        "",
        "| 文件 | 发文单位 | 版式 | 条目 | 预设毛病 |",
        "|---|---|---|---|---|",
    ]
    for name, source in sources.items():
        file = f"{name}.{source['format']}"
        count = len(source["entries"])
        row = (file, source["sender"], source["layout"], str(count), source["faults"] or "无")
        lines.append("| " + " | ".join(row) + " |")
    return ("\n".join(lines) + "\n").encode()


def build(root: Path = ROOT) -> dict[str, bytes]:
    """Every file to be written, by name."""
    sources = {
        path.stem: tomllib.loads(path.read_text("utf-8"))
        for path in sorted((root / "sources").glob("*.toml"))
    }
    files: dict[str, bytes] = {}
    for name, source in sources.items():
        try:
            files[f"{name}.{source['format']}"] = document(source)
            result = json.dumps(expected(source), ensure_ascii=False, indent=1)
        except (KeyError, ValueError) as error:
            raise ValueError(f"{name}.toml：{error}") from error
        files[f"{name}.expected.json"] = (result + "\n").encode()
    return files | {"README.md": index(sources)}


def main() -> int:
    """Write all samples."""
    files = build()
    for name, data in files.items():
        (ROOT / name).write_bytes(data)
    print(f"已生成 {len(files)} 个文件：{ROOT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
