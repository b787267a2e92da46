"""Profiles: read from TOML, told apart from each other, complaining by file and key (检查口径)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.notation import doc
from wenfeng import profiles
from wenfeng.cli import main
from wenfeng.domain import Finding, Reading
from wenfeng.errors import ConfigError
from wenfeng.extract import extract
from wenfeng.limits import DEFAULT_LIMITS
from wenfeng.readers import open_file
from wenfeng.readers import read as read_document
from wenfeng.rules import RULES, Case, judge, verify

DATA = Path(profiles.__file__).parents[1] / "data" / "profiles"
PLANS = Path(__file__).resolve().parents[1] / "corpora" / "profiles"
SHIPPED = profiles.names()
CAMPAIGNS = [name for name in SHIPPED if name != "general"]


def plan(name: str) -> Path:
    (path,) = (p for p in PLANS.iterdir() if p.stem == name and p.suffix in (".txt", ".md"))
    return path


def read(path: Path) -> tuple[Any, Reading]:
    document = read_document(open_file(path, DEFAULT_LIMITS), path.name, DEFAULT_LIMITS)
    return document, extract(document)


def findings(path: Path, profile: str) -> tuple[Any, tuple[Finding, ...]]:
    document, reading = read(path)
    return document, judge(Case(document, reading, profiles.load(profile)))


def faults(name: str) -> list[dict[str, Any]]:
    found = tomllib.loads((PLANS / f"{name}.faults.toml").read_text("utf-8"))["faults"]
    assert isinstance(found, list)
    return found


# --- the sample plans ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_plan_that_follows_its_profile_has_no_findings_at_all(name: str) -> None:
    _, found = findings(plan(name), name)
    assert [(f.rule, f.message) for f in found] == []


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_every_planted_fault_is_found_and_nothing_else(name: str) -> None:
    _, found = findings(plan(f"{name}.faults"), name)
    planted = Counter(rule for fault in faults(name) for rule in fault["findings"])
    assert Counter(f.rule for f in found) == planted


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_findings_stand_where_the_faults_are(name: str) -> None:
    document, found = findings(plan(f"{name}.faults"), name)
    for fault in faults(name):
        if "at" in fault:
            (rule,) = fault["findings"]
            places = [document.blocks[f.span.block].text for f in found if f.rule == rule]
            assert any(fault["at"] in text for text in places), fault["what"]


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_the_faulty_copy_differs_from_the_good_plan_by_the_faults_listed(name: str) -> None:
    text = plan(name).read_text("utf-8")
    for fault in faults(name):
        for was, now in fault["edits"]:
            assert text.count(was) == 1, fault["what"]
            text = text.replace(was, now)
    assert plan(f"{name}.faults").read_text("utf-8") == text


@pytest.mark.parametrize("name", [*CAMPAIGNS, *(f"{name}.faults" for name in CAMPAIGNS)])
def test_a_plan_is_known_as_what_it_is(name: str) -> None:
    assert profiles.choose(*read(plan(name))).name == name.removesuffix(".faults")


def test_the_plan_of_a_team_has_real_length() -> None:
    _, reading = read(plan("hunan-2014-team"))
    assert len(reading.entries) >= 15


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_findings_cite_the_paper_of_the_profile(name: str) -> None:
    paper = profiles.load(name).source
    _, found = findings(plan(f"{name}.faults"), name)
    for finding in found:
        if finding.rule.split(".")[0] in ("structure", "limit"):
            assert finding.source.startswith(paper) or "GB/T" in finding.source
        if (finding.rule, name) in CITED:
            assert finding.source == f"{paper}{CITED[finding.rule, name]}"


CITED = {
    ("owner.lead-missing", "shaoxing-2014-action"): "附件1第二部分",
    ("owner.missing", "hunan-2014-campaign"): "附件1",
    ("deadline.missing", "hunan-2014-personal"): "第三条",
}


# --- choosing -----------------------------------------------------------------------------------

TEAM = "中共清河县委领导班子党的群众路线教育实践活动整改方案\n{date}\n{text}"


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("（2025年9月5日）", "贯彻省委九项规定精神，群众路线教育实践活动的成果要巩固。"),
        ("（2014年9月5日）", "为抓好整改，制定本方案。"),
        ("（2013年9月5日）", "贯彻省委九项规定精神。"),
    ],
    ids=["eleven years later", "no mention of Hunan", "the first batch"],
)
def test_what_is_not_for_certain_of_a_campaign_is_judged_by_the_general_profile(
    date: str, text: str
) -> None:
    document = doc(TEAM.format(date=date, text=text))
    assert profiles.choose(document, extract(document)).name == "general"


@pytest.mark.parametrize(
    "title",
    [
        "清河县委领导班子关于省委巡视反馈意见的整改方案",
        "清河县委领导班子三严三实专题教育整改方案",
        "关于制定领导班子整改方案的通知",
        "清河县安全生产专项整治工作方案",
    ],
)
def test_another_matter_of_the_same_year_is_none_of_the_campaign(title: str) -> None:
    text = (
        f"{title}\n（2014年9月5日）\n贯彻省委九项规定精神，结合群众路线教育实践活动，制定本方案。"
    )
    document = doc(text)
    assert profiles.choose(document, extract(document)).name == "general"


def test_the_year_may_stand_in_the_number_of_the_paper() -> None:
    text = "清群组发〔2014〕9号\n" + TEAM.format(date="", text="贯彻省委九项规定精神。")
    document = doc(text)
    assert profiles.choose(document, extract(document)).name == "hunan-2014-team"


# --- loading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_is_sound_and_says_what_it_is_for(name: str) -> None:
    profile = verify(profiles.load(name))
    assert profile.name == name
    assert re.search("[一-鿿]{2}", profile.title)
    assert re.search("[一-鿿]{4}", profile.summary)
    assert (name == "general") == (not profile.source)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_patterns_of_a_shipped_profile_are_those_a_clerks_copy_may_hold(
    name: str, tmp_path: Path
) -> None:
    """Shipped files are trusted when they are loaded; a copy under another name is not."""
    text = (DATA / f"{name}.toml").read_text("utf-8")
    copy = verify(profiles.load(own(tmp_path, text)))
    assert replace(copy, name=name) == profiles.load(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_key_of_a_shipped_profile_is_explained_where_it_first_stands(name: str) -> None:
    lines = (DATA / f"{name}.toml").read_text("utf-8").splitlines()
    said = ""
    for line in lines:
        key = re.match(r"(?:(\w+) =|\[+(\w+))", line)
        if key and (key[1] or key[2]) not in ("levels", "settings"):
            said_here = key[1] or key[2]
            assert said_here in EXPLAINED or "#" in said, f"{name}: {said_here}"
        said += line if line.startswith("#") else ""


EXPLAINED = {"title"}


def own(tmp_path: Path, text: str, name: str = "我县.toml") -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_clerk_may_write_one_of_their_own(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'title = "我县口径"\nbased_on = "hunan-2014-simple"\n[levels]\n"owner.vague" = "off"\n'
        "[campaign]\nend = 2025-06-30\n",
    )
    profile = verify(profiles.load(path))
    assert (profile.name, profile.title) == ("我县", "我县口径")
    assert profile.level("owner.vague", "warning") is None
    assert profile.level("deadline.missing", "info") == "error"
    assert profile.campaign.end == date(2025, 6, 30)
    assert [s.name for s in profile.sections] == [
        s.name for s in profiles.load("hunan-2014-simple").sections
    ]


def test_ones_own_may_bear_the_name_of_what_it_is_based_on(tmp_path: Path) -> None:
    for name in ("general", "hunan-2014-team"):
        path = own(tmp_path, f'title = "我县口径"\nbased_on = "{name}"\n', f"{name}.toml")
        assert profiles.load(path).levels == profiles.load(name).levels
        assert profiles.load(path).title == "我县口径"


def test_windows_notepad_puts_a_mark_before_the_text(tmp_path: Path) -> None:
    path = tmp_path / "我县.toml"
    path.write_bytes('title = "我县口径"\n'.encode("utf-8-sig"))
    assert profiles.load(str(path)).title == "我县口径"


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = own(tmp_path, 'title = "旧"\n')
    assert profiles.load(path).title == "旧"
    own(tmp_path, 'title = "新"\n')
    assert profiles.load(path).title == "新"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "title：没有写"),
        ('title = ""', "title：写法不对"),
        ("title = 2014", "title：写法不对"),
        ('title = "甲"\nlevel = "error"', "level：没有这一项"),
        ('title = "甲"\n[levels]\n"owner.vague" = "严重"', '"owner.vague"'),
        ('title = "甲"\n[levels]\n"owner.vagu" = "error"', 'levels."owner.vagu"：没有这条规则'),
        ('title = "甲"\n[settings."owner.vagu"]\nx = 1', "没有这条规则"),
        ('title = "甲"\n[settings."owner.vague"]\nx = 1', "x：没有这一项"),
        ('title = "甲"\n[settings."length.document"]\nmost = "多"', "most：写法不对"),
        ('title = "甲"\n[settings."length.document"]\nmost = true', "most：写法不对"),
        ('title = "甲"\n[clauses]\n"owner.vagu" = "第一条"', 'clauses."owner.vagu"：没有这条规则'),
        (
            'title = "甲"\n[settings."owner.person-required"]\nneeds = ["people"]',
            "needs：没有“people”",
        ),
        (
            'title = "甲"\n[settings."deadline.beyond-campaign"]\nend = "2014-9-31"',
            "end：“2014-9-31”不是日期",
        ),
        ('title = "甲"\nbased_on = "无此口径"', "based_on"),
        ('title = "甲"\n[recognise]\ntitles = ["(方案"]', "recognise.titles"),
        ('title = "甲"\n[recognise]\ntitles = "方案"', "recognise.titles：写法不对"),
        ('title = "甲"\n[recognise]\nyears = ["2014"]', "recognise.years：写法不对"),
        ('title = "甲"\n[campaign]\nend = "2014-09-30"', "campaign.end：写法不对"),
        ('title = "甲"\n[campaign]\nstart = 2014-09-30\nend = 2014-01-01', "campaign.end：早于"),
        ('title = "甲"\n[[sections]]\nname = "乙"', "sections 第1项.words"),
        (
            'title = "甲"\n[[sections]]\nname = "乙"\nwords = ["丙"]\nmust = true',
            "must：没有这一项",
        ),
        (
            'title = "甲"\n[[sections]]\nname = "乙"\nwords = ["丙"]\nentries = "owner"',
            "sections 第1项.entries：写法不对",
        ),
        (
            'title = "甲"\n[[sections]]\nname = "乙"\nwords = ["丙"]\n'
            '[[sections.contents]]\nname = "丁"',
            "sections 第1项.contents 第1项.words",
        ),
        ('title = "甲"\n[[bounds]]\nname = "会期"\nmost = 0\nunit = "天"', "bounds 第1项.most"),
        (
            'title = "甲"\n[[bounds]]\nname = "会期"\nmost = 1\nunit = "天"\nwords = ["会期"]',
            "没有用括号标出数字",
        ),
        ("title = “甲”", "第1行"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        verify(profiles.load(own(tmp_path, text)))
    assert "我县.toml" in caught.value.message
    assert said in caught.value.message
    assert re.search("[一-鿿]", caught.value.hint)


def test_a_profile_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match="没有名为“hunan”的检查口径"):
        profiles.load("hunan")
    with pytest.raises(ConfigError, match=r"打不开检查口径 .*无此文件\.toml"):
        profiles.load("无此文件.toml")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "我县.toml"
    path.write_bytes('title = "我县口径"\n'.encode("gb18030"))
    with pytest.raises(ConfigError, match="不是 UTF-8"):
        profiles.load(str(path))


def test_what_rules_ask_of_profiles_is_declared() -> None:
    """A rule that reads a setting it does not declare could not be set by anybody."""
    declared = {(rule.id, ask.key) for rule in RULES for ask in rule.asks}
    folder = Path(profiles.__file__).parents[1] / "rules"
    asked = {
        found
        for path in folder.rglob("*.py")
        for found in re.findall(r'\.setting\(\s*"([\w.-]+)",\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert asked
    assert asked <= declared


# --- the command --------------------------------------------------------------------------------


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["profile", *words]) == 0
    return capsys.readouterr().out


def test_the_list_names_every_profile_with_its_paper(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "list").splitlines()
    assert [line.split()[0] for line in lines] == list(SHIPPED)
    assert all(profiles.load(line.split()[0]).source in line for line in lines)


@pytest.mark.parametrize("name", SHIPPED)
def test_show_says_in_plain_words_what_is_asked(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "show", name)
    flat = re.sub(r"\s", "", out)
    profile = profiles.load(name)
    for section in profile.sections:
        assert section.name in flat
        assert all(content.name in flat for content in section.contents)
    assert all(bound.name in flat for bound in profile.bounds)
    assert not re.search(r"[\\\[\]{}*+^$|]|\(\?|\?\)", out)


def test_show_tells_changed_levels_dates_and_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own(
        tmp_path,
        'title = "我县"\n[campaign]\nstart = 2025-01-01\nend = 2025-06-30\n'
        '[levels]\n"owner.vague" = "off"\n[settings."length.document"]\nmost = 3000\n',
    )
    out = said(capsys, "show", path)
    assert "2025年1月1日至2025年6月30日" in out
    assert re.search(r"owner\.vague +责任主体不具体 +不查 +通常是警告", out)
    assert "length.document most：3000" in out


def test_a_new_profile_is_a_copy_with_its_comments_and_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "我县.toml"
    said(capsys, "new", str(path), "--like", "hunan-2014-simple")
    assert (DATA / "hunan-2014-simple.toml").read_text("utf-8") in path.read_text("utf-8")
    assert profiles.load(str(path)).sections == profiles.load("hunan-2014-simple").sections
    assert main(["check", str(plan("hunan-2014-simple")), "--profile", str(path)]) == 0


def test_a_new_profile_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own(tmp_path, "原来的")
    assert main(["profile", "new", path]) == 2
    assert "已经有" in capsys.readouterr().err
    assert Path(path).read_text("utf-8") == "原来的"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["new", "我县.txt"], "不是 .toml 文件名"),
        (["new", "我县.toml", "--like", "hunan"], "没有名为“hunan”"),
        (["new", "没有这个文件夹/我县.toml"], "写不成"),
        (["show", "hunan"], "没有名为“hunan”"),
        (["show"], "缺少“口径”"),
        ([], "没有写要做什么"),
    ],
)
def test_a_slip_is_told_in_chinese(
    words: list[str],
    wrong: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["profile", *words]) == 2
    assert wrong in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_example_in_the_documentation_is_sound(tmp_path: Path) -> None:
    page = (DATA.parents[3] / "docs" / "commands.md").read_text("utf-8")
    (example,) = re.findall(r"^```toml\n(title.*?)^```$", page, re.DOTALL | re.MULTILINE)
    profile = verify(profiles.load(own(tmp_path, example)))
    assert [section.name for section in profile.sections] == ["工作目标", "整治任务"]
