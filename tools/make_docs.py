"""Brings the made parts of the documentation up to date: ``python tools/make_docs.py``.

Two parts are made. The pages of docs/rules/ are written whole, from the rules. In the pages
written by hand, a fence under a marker holds what a program really prints:

    <!-- output: wenfeng check docs/examples/plan.txt -->      the command, run at the root
    <!-- output: python -->                                    the Python example above it

and a line under ``<!-- unseen -->`` says what to expect of plans never seen, from accuracy.json.

``build`` tells what every file ought to hold; the tests compare, running this file writes.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

import accuracy_page

from wenfeng import profiles
from wenfeng.domain import Finding, Report
from wenfeng.extract import extract
from wenfeng.feedback import items, match
from wenfeng.pipeline import list_rules
from wenfeng.pipeline.copied import copies_of
from wenfeng.reports.wording import LEVEL_NAMES
from wenfeng.rules import Case, Rule, judge

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.notation import doc  # noqa: E402

MARKED = ("README.md", "README.en.md", "docs/commands.md", "docs/json.md", "docs/formats.md")
FAMILIES = {
    "owner": "责任主体",
    "deadline": "时限",
    "problem": "存在问题",
    "measure": "整改措施",
    "response": "四个回应",
    "copy": "雷同",
    "structure": "结构",
    "limit": "限额",
    "length": "篇幅",
    "form": "公文格式",
    "read": "识读",
}

OUTPUT = re.compile(
    r"(?P<head>^<!-- output: (?P<command>[^\n]+) -->\n\n?```\w*\n).*?(?P<tail>^```$)",
    re.DOTALL | re.MULTILINE,
)
UNSEEN = re.compile(r"^(<!-- unseen -->\n).*$", re.MULTILINE)
UNSEEN_EN = re.compile(r"^(<!-- unseen in English -->\n).*$", re.MULTILINE)
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def build() -> dict[str, str]:
    """Every file that is made or holds something made, by its path from the root."""
    marked = {name: refresh((ROOT / name).read_text("utf-8")) for name in MARKED}
    return marked | dict(rule_pages())


def refresh(page: str) -> str:
    """The page with all its outputs as the program prints them now."""
    record = accuracy_page.recorded()
    page = UNSEEN.sub(lambda match: match[1] + accuracy_page.unseen(record), page)
    page = UNSEEN_EN.sub(lambda match: match[1] + accuracy_page.unseen_in_english(record), page)
    return OUTPUT.sub(partial(_paste, page), page)


def _paste(page: str, match: re.Match[str]) -> str:
    program, *arguments = shlex.split(match["command"])
    if program == "python":
        arguments = ["-c", EXAMPLE.findall(page, 0, match.start())[-1]]
    else:
        arguments = ["-m", program, *arguments]
    return match["head"] + _printed(arguments) + match["tail"]


def _printed(arguments: list[str]) -> str:
    """Standard output of a run at the root, whatever the exit code: findings give 1, too."""
    settings = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
    )
    if not done.stdout:
        raise RuntimeError(f"{shlex.join(arguments)}\n{done.stderr}")
    return done.stdout


def rule_pages() -> Iterator[tuple[str, str]]:
    """A page for each family of rules, and the list of all."""
    rules = list_rules()
    for family, members in groupby(rules, key=_family):
        yield f"docs/rules/{family}.md", _family_page(family, tuple(members))
    yield "docs/rules/README.md", _index(rules)


def _family(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _index(rules: tuple[Rule, ...]) -> str:
    rows = "".join(
        f"| [{rule.id}]({_family(rule)}.md#{rule.id.replace('.', '')}) "
        f"| {LEVEL_NAMES[rule.level]} | {rule.title} | {rule.why} |\n"
        for rule in rules
    )
    return (
        f"# 规则一览\n\n{_notice('src/wenfeng/rules/')}\n"
        f"共 {len(rules)} 条。规则名由“类别.情形”组成；`--select`、`--ignore` 后面可以写规则名，\n"
        "也可以只写类别，如 `--ignore deadline.past,owner`。\n\n"
        f"| 规则 | 级别 | 情形 | 为什么 |\n|---|---|---|---|\n{rows}"
    )


def _family_page(family: str, rules: tuple[Rule, ...]) -> str:
    head = f"# {FAMILIES[family]}（{family}）\n\n{_notice(_where(family))}"
    return head + "".join(map(_section, rules))


def _where(family: str) -> str:
    """The module or folder of a family."""
    folder = f"src/wenfeng/rules/{family}"
    return f"{folder}/" if (ROOT / folder).is_dir() else f"{folder}.py"


def _notice(source: str) -> str:
    return f"<!-- 由 tools/make_docs.py 根据 {source} 生成，请不要直接修改 -->\n"


def _section(rule: Rule) -> str:
    said = "\n".join(f"- {finding.message}。\n  {finding.suggestion}。" for finding in found(rule))
    return (
        f"\n## {rule.id}\n\n**{rule.title}**，级别：{LEVEL_NAMES[rule.level]}（{rule.level}）。\n\n"
        f"{rule.why}\n\n参考：{rule.source}。\n\n"
        f"{_given(rule)}会报出：\n\n```text\n{rule.excerpt(rule.flag)}\n```\n\n报出的意见：\n\n{said}\n\n"
        f"不会报出：\n\n```text\n{rule.excerpt(rule.ok)}\n```\n"
    )


def _given(rule: Rule) -> str:
    """Under what the examples are judged, where that is not the usual."""
    profile = "" if rule.profile == "general" else f"例子用的口径：`{rule.profile}`。\n\n"
    opinions = f"意见清单：\n\n```text\n{rule.feedback}\n```\n\n" if rule.feedback else ""
    others = "".join(f"另一份方案：\n\n```text\n{one}\n```\n\n" for one in rule.others)
    return profile + opinions + others


def found(rule: Rule) -> list[Finding]:
    """What the rule says about its own example, which is written in the notation of the tests."""
    document = doc(rule.flag)
    reading = extract(document)
    responses = None
    if rule.feedback:
        responses = match(items(doc(rule.feedback, "意见清单.txt")), reading)
    profile = profiles.load(rule.profile)
    copies = None
    if rule.others:
        documents = [document, *(doc(one, "另一份.txt") for one in rule.others)]
        copies = copies_of([Report(one, extract(one), profile, ()) for one in documents])[0]
    case = Case(document, reading, profile, responses, copies)
    return [f for f in judge(case) if f.rule == rule.id]


def main() -> None:
    """Write what changed, and say so."""
    for name, text in build().items():
        target = ROOT / name
        if not target.exists() or target.read_text("utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
            print(f"已更新 {name}")


if __name__ == "__main__":
    main()
